from __future__ import annotations

import base64
import email.message
import json
import quopri
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from journeys.lines import ServedLine
from journeys.looking import Look
from journeys.spellings import found_in

SECRETS = {
    "english": b"the kittiwake & co",
    "chinese": "翠鸟衔蓝线".encode(),
    "bytes": b"\xff\x00\x9a\xe7\x01\xfe",
}


def _capitals(written: str) -> str:
    return re.sub(r"(?<=\\u)[0-9a-f]{4}", lambda digits: digits[0].upper(), written)


def _mail(text: str, encoding: str) -> bytes:
    message = email.message.EmailMessage()
    message.set_content(f"{'Dear all, ' * 12}{text}", cte=encoding)
    return bytes(message)


def _after(before: int, encode: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    return lambda text: encode(b"x" * before + text.encode() + b"yz")


CODES = {"base64": base64.b64encode, "base64url": base64.urlsafe_b64encode, "base32": base64.b32encode}
WRITINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-16, little end first": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "GB 18030": lambda text: text.encode("gb18030"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal of UTF-16, in capitals": lambda text: text.encode("utf-16-le").hex().upper().encode(),
    "an address": lambda text: quote(text).encode(),
    "an address in small letters": lambda text: (
        quote(text).replace("%E", "%e").replace("%A", "%a").lower().encode()
    ),
    "a form": lambda text: urlencode({"text": text}).encode(),
    "a form without spaces": lambda text: quote_plus(text).encode(),
    "JSON": lambda text: json.dumps({"text": text}).encode(),
    "JSON in UTF-8": lambda text: json.dumps({"text": text}, ensure_ascii=False).encode(),
    "JSON with capitals": lambda text: _capitals(json.dumps({"text": text})).encode(),
    "a Python traceback": lambda text: repr({"text": text.encode()}).encode(),
    "HTML": lambda text: text.replace("&", "&amp;").encode(),
    "HTML by numbers": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "a mail in quoted-printable": lambda text: _mail(text, "quoted-printable"),
    "a mail in base64": lambda text: _mail(text, "base64"),
    **{f"{name} after {n} bytes": _after(n, how) for n in range(5) for name, how in CODES.items()},
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("secret", ["english", "chinese"])
def test_a_secret_is_found_however_it_was_written_down(secret: str, writing: str) -> None:
    content = bytes(3000) + b"<<" + WRITINGS[writing](SECRETS[secret].decode()) + b">>"

    assert found_in(content, SECRETS) == {secret}


@pytest.mark.parametrize(
    "encode", [bytes, bytes.hex, base64.b64encode, base64.urlsafe_b64encode, base64.b32encode]
)
def test_bytes_that_are_no_text_are_found_as_well(encode: Callable[[bytes], bytes | str]) -> None:
    written = encode(b"ab" + SECRETS["bytes"] + b"c")

    assert found_in(written if isinstance(written, bytes) else written.encode(), SECRETS) == {"bytes"}


@pytest.mark.parametrize("place", [0, 1, (1 << 20) - 7, (1 << 20) - 3, 1 << 20, (1 << 20) + 5])
def test_a_secret_is_found_in_whatever_place(place: int) -> None:
    content = bytes(place) + SECRETS["english"]

    assert found_in(content, SECRETS) == {"english"}


def test_what_is_not_there_is_not_found() -> None:
    assert found_in(bytes(range(256)) * 100 + "翠鸟 kittiwake".encode(), SECRETS) == set()


def test_it_looks_into_files_names_the_database_and_what_was_deleted_while_it_is_open(
    real_line: ServedLine,
) -> None:
    look = Look(real_line)
    (real_line.folder / "tmp" / "upload").write_text("钥匙在谁那里")
    (real_line.folder / "tmp" / "出口的照片.jpg").touch()
    with real_line.log.open("a") as log:
        log.write("the line goes on writing here")
    real_line.log.unlink()

    with closing(sqlite3.connect(real_line.folder / "office" / "data" / "line.sqlite3")) as database:
        database.execute("CREATE TABLE planted AS SELECT '安全出口' AS said")
        database.commit()
        found = look.found(
            {
                "key": "钥匙".encode(),
                "exit": "安全出口".encode(),
                "name": "照片".encode(),
                "deleted": b"goes on writing",
            }
        )

    assert {(name, Path(place).name) for name, place in found} >= {
        ("key", "upload"),
        ("exit", "line.sqlite3-wal"),
        ("name", "出口的照片.jpg"),
        ("deleted", "1"),
    }
