"""Every way in which a program might have put a secret down, and a search for all of them."""

from __future__ import annotations

import base64
import html
import json
import quopri
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from urllib.parse import quote, quote_plus

UTF = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
URL_ALPHABET = bytes.maketrans(b"+/", b"-_")
ESCAPE = re.compile(rb"%[0-9A-F]{2}|=[0-9A-F]{2}|\\u[0-9a-f]{4}|&#x[0-9a-f]+;")
WORD, PIECE = 4, 1 << 20  # bytes
FOLD = re.compile(rb"=?\r?\n[ \t]?")  # where base64, quoted-printable and headers go on in the next line


def found_in(content: bytes, secrets: Mapping[str, bytes]) -> set[str]:
    """Which of the secrets stand in it, in whatever spelling and over whatever line ends."""
    wanted = [(name, one) for name, secret in secrets.items() for one in spellings(secret)]
    return {
        name
        for text in (content, FOLD.sub(b"", content))
        for name, one in _likely(text, wanted)
        if one in text
    }


def _likely(content: bytes, wanted: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Those whose first four bytes stand there: thousands are looked for, and of cipher nearly none begins anywhere."""
    there: set[int] = set()
    begins = {int.from_bytes(one[:WORD], sys.byteorder) for _, one in wanted}
    for start in range(0, len(content), PIECE):
        piece = memoryview(content)[start : start + PIECE + WORD]
        there |= begins & _words(piece)
    return [(name, one) for name, one in wanted if int.from_bytes(one[:WORD], sys.byteorder) in there]


def _words(piece: memoryview) -> set[int]:
    """Every four bytes that follow one another in it, as a number."""
    words: set[int] = set()
    for offset in range(WORD):
        whole = (len(piece) - offset) // WORD * WORD
        words.update(piece[offset : offset + max(whole, 0)].cast("I"))
    return words


@cache
def spellings(secret: bytes) -> frozenset[bytes]:
    """As it is, and as every encoding writes it; of text in every character set too."""
    with suppress(UnicodeDecodeError):
        text = secret.decode()
        raw = [text.encode(name) for name in UTF]
        escaped = [one for escape in ESCAPES for one in _both_cases(escape(text))]
        return frozenset([*escaped, *(one for each in raw for one in _coded(each))])
    return frozenset(_coded(secret))


ESCAPES: tuple[Callable[[str], bytes], ...] = (
    lambda text: quote(text).encode(),
    lambda text: quote(text, safe="").encode(),
    lambda text: quote_plus(text).encode(),
    lambda text: quopri.encodestring(text.encode()).replace(b"=\n", b""),
    lambda text: json.dumps(text)[1:-1].encode(),
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1].encode(),
    lambda text: text.encode("ascii", "backslashreplace"),
    lambda text: repr(text.encode())[2:-1].encode(),
    lambda text: html.escape(text).encode(),
    lambda text: text.encode("ascii", "xmlcharrefreplace"),
)


def _both_cases(escaped: bytes) -> Iterator[bytes]:
    yield escaped
    yield ESCAPE.sub(lambda one: one[0].lower(), escaped)
    yield ESCAPE.sub(lambda one: one[0][:2] + one[0][2:].upper(), escaped)


def _coded(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for part in _of_groups(raw, base64.b64encode, group=3, bits=6):
        yield part
        yield part.translate(URL_ALPHABET)
    for part in _of_groups(raw, base64.b32encode, group=5, bits=5):
        yield part
        yield part.lower()


def _of_groups(raw: bytes, encode: Callable[[bytes], bytes], group: int, bits: int) -> Iterator[bytes]:
    """The characters that these bytes alone decide, for each place of a group at which they can begin."""
    for before in range(group):
        whole = encode(bytes(before) + raw)
        yield whole[-(-8 * before // bits) : 8 * (before + len(raw)) // bits]
