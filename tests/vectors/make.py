"""Writes the vectors beside it: every byte rule of the protocol, with inputs that both languages can make.

    python tests/vectors/make.py NAME…

writes the named files. Keys come from seeds, so only what age itself draws at random differs from run to run, and RSA keys with what they sign. The files are made once and
kept: whoever adds a case runs this for its file, and whoever changes what an old case expects has changed the protocol, and says why in
docs/decisions. cctv.json is not ours: cctv.py fetches it. Nor is what blind_rsa.json has of RFC 9474, appendix A.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fairwitness.crypto import chain, framing, padding
from fairwitness.crypto import reward_sheets as rewards
from fairwitness.crypto import vouchers as blank_vouchers
from fairwitness.crypto.age import Sealed, seal
from fairwitness.crypto.blind_signing import SecretKey
from fairwitness.crypto.codes import StaffPassphrase, TipCode, characters
from fairwitness.crypto.commits import CodeShown, Commit, DraftSent, GrantSent, Upload
from fairwitness.crypto.encoding import b64, dumps
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import Kind, MailboxKeys, SigningKey, StaffKeys, derive, tagged_hash
from fairwitness.crypto.letters import Answer, FileEntry, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.line_keys import publish_line_key
from fairwitness.crypto.names import Name, seal_name
from fairwitness.crypto.outside import is_letter
from fairwitness.crypto.parts import FileSealer, Head
from fairwitness.crypto.passkeys import prf_input, unlocked_by
from fairwitness.crypto.recipients import HybridIdentity, X25519Identity
from fairwitness.crypto.referrals import CONFIRMED, DANGER, Statement
from fairwitness.crypto.sheets import KeySheet, Reader, Recovery, publish
from fairwitness.crypto.standing import doubts

HERE = Path(__file__).parent
LINE = bytes(range(16))
CONVERSATION = b64(bytes(range(16, 32)))
FILE_ID = bytes(range(32, 48))
DAY = date(2026, 11, 24)
IDENTITY = HybridIdentity.from_seed(b"\1" * 32)
HOLDER = HybridIdentity.from_seed(b"\2" * 32)
LIN = MailboxKeys.from_seed(b"\3" * 32)
AMARA = StaffKeys.from_seed(b"\4" * 32)
NOOR = StaffKeys.from_seed(b"\5" * 32)
OFFICE = SigningKey.from_seed(b"\6" * 32)
NOT_THE_ONE_FORM = (
    "",
    "[]",
    "1",
    '{"a": 1}',
    '{"a":1.0}',
    '{"a":1e2}',
    '{"a":-1}',
    '{"a":true}',
    '{"a":null}',
    '{"a":1,"a":1}',
    '{"a":9007199254740992}',
    '{"1":1}',
    '{"a":[{"007":1}]}',
    '{"a":-0}',
    '{"a":9007199254740991.4}',
    '{"a":1E400}',
    '{"a":NaN}',
    '{"a":"\\ud83d\\udd4a"}',
    '{"a":"\\u001F"}',
    '{"a":"\t"}',
    '{"a":1}{}',
    '{"a":' + "[" * 101 + "]" * 101 + "}",
    '{"a":' + "[" * 5000 + "]" * 5000 + "}",
    '{"a":"\\u0041"}',
    '{"a":"\\ud800"}',
    '{"a":"\\/"}',
    '{"a":1}\n',
)
TEXTS = ("", "One sentence.", "一句话。\n第二行", '\0\t"\\/\x7f\u2028 emoji 🕊 e\u0301')


def main() -> None:
    """The files that the command names."""
    makers = {
        "encoding": encoding,
        "padding": paddings,
        "codes": codes,
        "staff": staff,
        "passkeys": passkeys,
        "keys": keys,
        "framing": frames,
        "letters": letters,
        "grants": grants,
        "parts": parts,
        "sheets": sheets,
        "commits": commits,
        "standing": standing,
        "referrals": referrals,
        "reward_sheets": reward_sheets,
        "vouchers": vouchers,
        "heads": heads,
    }
    for name in sys.argv[1:]:
        text = json.dumps(makers[name](), ensure_ascii=True, indent=1)
        (HERE / f"{name}.json").write_text(text + "\n")


def encoding() -> dict[str, Any]:
    """Hashes, HKDF, base64url, JSON."""
    parts: Iterable[list[bytes]] = ([], [b""], [b"", b""], [b"a", b"bc"], [b"ab", b"c"], [LINE, b"\0" * 8])
    values: Iterable[dict[str, Any]] = (
        {},
        {"v": 1, "text": TEXTS[3]},
        {"b": 1, "a": [{"c": "二"}, 2**53 - 1], "e": []},
        {"²": 1, "٣": "digits of other scripts are words", "": "so is the empty key", "__proto__": {"a": 0}},
        {"a": _nested(99)},
    )
    return {
        "hash": [
            {
                "label": "fairwitness/1/test",
                "parts": _hex(each),
                "is": tagged_hash("fairwitness/1/test", *each).hex(),
            }
            for each in parts
        ],
        "hkdf": [
            {
                "secret": "03" * 32,
                "info": "fairwitness/1/auth",
                "is": derive(b"\3" * 32, "fairwitness/1/auth").hex(),
            }
        ],
        "base64url": [
            {"bytes": raw.hex(), "is": b64(raw)} for raw in (b"", b"\0", b"\xfb\xff", bytes(range(33)))
        ],
        "base64url_refused": ["A", "AB", "AA==", "+/8", "A A", "AAF", "Aé"],
        "json": [{"value": value, "is": dumps(value).hex()} for value in values],
        "json_refused": [
            *_hex(text.encode() for text in NOT_THE_ONE_FORM),
            "7b2261223a22ff227d",
            "efbbbf7b7d",
        ],
    }


def paddings() -> dict[str, Any]:
    """Padmé, buckets, sizes of files; integers as text, for JavaScript reads them as BigInt."""
    sizes = [0, 1, 2, 3, 7, 8, 9, 100, 4095, 4096, 4097, 65507, 262144, 262145, 2**23 - 1, 2**23, 2**23 + 1]
    sizes += [2**31 - 1, 2**31, 2**31 + 1, 2**32 + 12345, 2**40 + 1, 2**52 + 987654321]
    return {
        "padme": [[str(size), str(padding.padme(size))] for size in sizes],
        "bucket": [[str(size), str(padding.bucket(size))] for size in sizes],
        "file_size": [[str(size), str(padding.file_size(size))] for size in sizes],
        "next_power": [[str(size), str(padding.next_power(size))] for size in sizes],
    }


def codes() -> dict[str, Any]:
    """Tip codes: from entropy to seed, and every way of typing one."""
    made = [
        TipCode.from_entropy(entropy) for entropy in (bytes(16), b"\xff" * 16, bytes(range(16)), b"\x7f" * 16)
    ]
    code = made[2]
    numbers = [f"{number:04}" for number in code.numbers]
    hans = characters(code.numbers, "zh-hans")
    hant = characters(code.numbers, "zh-hant")
    words = code.words
    ways = [
        " ".join(words),
        "\n".join(words).upper(),
        ", ".join(word[:4] for word in words),
        " ".join(numbers),
        "".join(numbers),
        "-".join(str(number) for number in code.numbers),
        "".join(hans),
        " ".join(hant),
        " ".join(f"{number} {word}" for number, word in zip(numbers, words, strict=True)),
        "".join(f"{word}{number}" for number, word in zip(numbers, words, strict=True)),
        " ".join(f"{number} {sign}" for number, sign in zip(numbers, hans, strict=True)),
        " ".join(f"{n} {w} {c}" for n, w, c in zip(numbers, words, hans, strict=True)),
        "".join(chr(ord(digit) + 0xFEE0) for digit in "".join(numbers)),
        " ".join([*words[:4], *numbers[4:8], *hans[8:]]),
        "«" + " · ".join(words) + "» \u200b😀",
    ]
    same = TipCode.from_entropy(bytes(16))
    doubled = " ".join(f"{number:04} {word}" for number, word in zip(same.numbers, same.words, strict=True))
    refused = [
        ("", "count"),
        (" ".join(words[:11]), "count"),
        (" ".join([*words, words[0]]), "count"),
        (" ".join([*words[:11], words[11] + "x"]), "word"),
        (" ".join([*words[:11], words[11][:3]]), "word"),
        (" ".join([*numbers[:11], "2049"]), "number"),
        (" ".join([*numbers[:11], "0"]), "number"),
        ("".join(numbers)[:-1], "number"),
        (" ".join([words[1], words[0], *words[2:]]), "checksum"),
        (" ".join(["abandon"] * 12), "checksum"),
        (
            " ".join(
                f"{number} {word}" for number, word in zip(numbers[1:] + numbers[:1], words, strict=True)
            ),
            "count",
        ),
    ]
    return {
        "line": LINE.hex(),
        "codes": [
            {
                "entropy": one.entropy.hex(),
                "numbers": one.numbers,
                "words": one.words,
                "zh_hans": characters(one.numbers, "zh-hans"),
                "locator": one.locator(LINE).hex(),
                "mailbox_seed": one.mailbox_seed(LINE).hex(),
            }
            for one in made
        ],
        "read": [{"text": text, "numbers": code.numbers} for text in ways]
        + [{"text": text, "numbers": same.numbers} for text in (doubled, " ".join(same.words))],
        "refused": [{"text": text, "why": why} for text, why in refused],
    }


def staff() -> dict[str, Any]:
    """A passphrase of eight words: what the browser shows, and what it opens with."""
    passphrase = StaffPassphrase((1, 2, 3, 4, 2045, 2046, 2047, 2048))
    derived = passphrase.derive(LINE, "amara.o")
    return {
        "line": LINE.hex(),
        "name": "amara.o",
        "text": " ".join(passphrase.words),
        "numbers": passphrase.numbers,
        "sign_in": derived.sign_in,
        "unlock": derived.unlock.reveal(),
        "sealed_seed": b64(seal(b"\4" * 32, [derived.unlock.recipient])),
        "seed": "04" * 32,
    }


def passkeys() -> dict[str, Any]:
    """What a passkey is asked about, and what opens with what it works out."""
    unlock = unlocked_by(b"\5" * 32)
    return {
        "line": LINE.hex(),
        "input": prf_input(LINE).hex(),
        "output": "05" * 32,
        "unlock": unlock.reveal(),
        "sealed_seed": b64(seal(b"\4" * 32, [unlock.recipient])),
        "seed": "04" * 32,
    }


def keys() -> dict[str, Any]:
    """From seeds to keys; signatures."""
    json_bytes = dumps({"v": 1, "text": TEXTS[2]})
    kinds = (
        "letter",
        "grant",
        "grade",
        "finding",
        "consent",
        "sheet",
        "receipt",
        "note",
        "referral",
        "recorded",
        "export",
    )
    return {
        "mailbox": {
            "seed": "03" * 32,
            "identity": LIN.identity.reveal(),
            "recipient": str(LIN.identity.recipient),
            "holder": LIN.identity.recipient.holder.hex(),
            "verifying_key": LIN.signing.verifying_key.hex(),
            "auth": LIN.auth.hex(),
            "stored_auth": LIN.stored_auth.hex(),
        },
        "staff": {
            "seed": "04" * 32,
            "recipient": str(AMARA.identity.recipient),
            "verifying_key": AMARA.signing.verifying_key.hex(),
            "fingerprint": Reader("Amara", AMARA.identity.recipient, AMARA.signing.verifying_key).fingerprint,
        },
        "signatures": [
            {"kind": kind, "json": json_bytes.hex(), "signature": LIN.signing.sign(kind, json_bytes).hex()}  # type: ignore[arg-type]  # all of `Kind`
            for kind in kinds
        ],
        "signatures_refused": [*_signatures_refused(json_bytes), *_signatures_for_anybody()],
    }


def _signatures_refused(json_bytes: bytes) -> list[dict[str, str]]:
    """Of Lin's key: each differs from what she signed in one thing."""
    order = 2**252 + 27742317777372353535851937790883648493
    good = LIN.signing.sign("letter", json_bytes)
    number = int.from_bytes(good[32:], "little") + order
    refused = {
        "of another kind": LIN.signing.sign("grant", json_bytes),
        "of another key": AMARA.signing.sign("letter", json_bytes),
        "of other bytes": LIN.signing.sign("letter", json_bytes + b" "),
        "cut off": good[:-1],
        "too long": good + b"\0",
        "the number not below the order": good[:32] + number.to_bytes(32, "little"),
        "another point": bytes([good[0] ^ 1]) + good[1:],
        "zeros": bytes(64),
    }
    key = LIN.signing.verifying_key.hex()
    return [
        {"name": name, "key": key, "kind": "letter", "json": json_bytes.hex(), "signature": one.hex()}
        for name, one in refused.items()
    ]


def _signatures_for_anybody() -> list[dict[str, str]]:
    """Keys of small order, in every spelling, with a point and the number zero as signature: for some bytes the equation holds."""
    field = 2**255 - 19
    of_order_8 = int.from_bytes(
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
    )
    heights = (0, 1, field - 1, field, field + 1, of_order_8, field - of_order_8)
    points = [(y | sign << 255).to_bytes(32, "little") for y in heights for sign in (0, 1)]
    found = [_first_that_holds(key, points) for key in points]
    return [
        {
            "name": "a key of small order",
            "key": key.hex(),
            "kind": "letter",
            "json": signed.hex(),
            "signature": signature.hex(),
        }
        for key, (signed, signature) in zip(points, found, strict=True)
    ]


def _first_that_holds(key: bytes, points: list[bytes]) -> tuple[bytes, bytes]:
    for number in range(200):
        json_bytes = dumps({"v": number})
        for point in points:
            try:
                Ed25519PublicKey.from_public_bytes(key).verify(
                    point + bytes(32), b"fairwitness/1/letter\0" + json_bytes
                )
            except InvalidSignature:
                continue
            return json_bytes, point + bytes(32)
    raise AssertionError("a key of small order has signatures")


def frames() -> dict[str, Any]:
    """Plaintexts of letters: by their hash, for most of one is zeros."""
    lengths = (2, 4096 - 68, 4096 - 67, 262144 - 68, 262144 - 67, 300000)
    packed = [(length, framing.pack(b"x" * length, b"s" * 64)) for length in lengths]
    good = framing.pack(b"{}", b"s" * 64)
    return {
        "pack": [
            {"length": length, "size": len(one), "sha256": hashlib.sha256(one).hexdigest()}
            for length, one in packed
        ],
        "refused": [
            {"name": "empty", "plaintext": ""},
            {"name": "cut off", "plaintext": b64(good[:60])},
            {"name": "no padding", "plaintext": b64(good[:70])},
            {"name": "a pad byte that is not zero", "plaintext": b64(good[:-1] + b"\1")},
            {"name": "too large a bucket", "plaintext": b64(good + bytes(4096 * 3))},
            {"name": "a length beyond the end", "plaintext": b64(b"\0\0\x20\0" + good[4:])},
            {"name": "a length of four thousand million", "plaintext": b64(b"\xff" * 4 + good[4:])},
        ],
    }


def letters() -> dict[str, Any]:
    """Letters that open, and some that must not."""
    first = Letter(
        conversation=CONVERSATION,
        n=0,
        author=LIN.signing.verifying_key,
        seq=0,
        tier="browser",
        day=DAY,
        sheet=_sheet().hash,
        mailbox=MailboxAddress(str(LIN.identity.recipient), LIN.signing.verifying_key),
        text=TEXTS[3],
        answers=(Answer("kind", "corruption"), Answer("known", "门卫")),
        files=(
            FileEntry(
                b64(FILE_ID), "照片 1.jpg", "image/jpeg", 2**33, b"\7" * 32, (b"\x08" * 32, b"\x09" * 32)
            ),
        ),
    )
    later = Letter(
        conversation=CONVERSATION,
        n=1,
        author=AMARA.signing.verifying_key,
        seq=3,
        tier="browser",
        day=DAY,
        seen=b"\x0a" * 32,
        text=TEXTS[2],
    )
    draft = replace(first, identity=IDENTITY, files=(), answers=(), sheet=None, mailbox=None, text="")
    json_bytes = later.to_json()
    signature = AMARA.signing.sign("letter", json_bytes)
    other = LIN.signing.sign("letter", json_bytes)
    as_grant = AMARA.signing.sign("grant", json_bytes)
    reordered = json_bytes.replace(b'{"v":1,', b"{").replace(b'"n":1', b'"v":1,"n":1')
    unknown_key = json_bytes[:-1] + b',"extra":1}'
    without_text = json_bytes.replace(b',"text"', b',"words"')
    empty_list = json_bytes[:-1] + b',"answers":[]}'
    bad_day = json_bytes.replace(b"2026-11-24", b"20261124--")
    bad_tier = json_bytes.replace(b'"tier":"browser"', b'"tier":"pigeon"')
    version_two = json_bytes.replace(b'{"v":1,', b'{"v":2,')
    refused = {
        "signed by another": (json_bytes, other),
        "signed as a grant": (json_bytes, as_grant),
        "without a signature": (json_bytes, bytes(64)),
        "keys in another order": (reordered, AMARA.signing.sign("letter", reordered)),
        "a key that is not in the protocol": (unknown_key, AMARA.signing.sign("letter", unknown_key)),
        "no text": (without_text, AMARA.signing.sign("letter", without_text)),
        "an empty list that belongs left out": (empty_list, AMARA.signing.sign("letter", empty_list)),
        "another form of a day": (bad_day, AMARA.signing.sign("letter", bad_day)),
        "a tier that nobody knows": (bad_tier, AMARA.signing.sign("letter", bad_tier)),
        "version 2": (version_two, AMARA.signing.sign("letter", version_two)),
        "no JSON": (b"hello", AMARA.signing.sign("letter", b"hello")),
    }
    refused |= {
        name: (wrong, AMARA.signing.sign("letter", wrong))
        for name, wrong in _wrong_letters(json_bytes).items()
    }
    refused |= {
        name: (wrong, LIN.signing.sign("letter", wrong))
        for name, wrong in _wrong_first_letters(first.to_json(), draft.to_json()).items()
    }
    written = [(first, LIN.signing), (later, AMARA.signing), (draft, LIN.signing)]
    return {
        "identity": IDENTITY.reveal(),
        "letters": [
            {
                "json": letter.to_json().decode(),
                "seed": signing.seed.hex(),
                "signature": signing.sign("letter", letter.to_json()).hex(),
                "sealed": b64(seal_letter(letter, signing, IDENTITY.recipient)),
            }
            for letter, signing in written
        ],
        "refused": [
            {"name": name, "sealed": b64(seal(framing.pack(*pair), [IDENTITY.recipient]))}
            for name, pair in refused.items()
        ]
        + [
            {
                "name": "to somebody else",
                "sealed": b64(seal(framing.pack(json_bytes, signature), [HOLDER.recipient])),
            },
            {"name": "not framed", "sealed": b64(seal(json_bytes, [IDENTITY.recipient]))},
        ],
    }


def _wrong_letters(good: bytes) -> dict[str, bytes]:
    """Each has one thing that the one form has not."""
    day, seen, text = b"2026-11-24", b64(b"\x0a" * 32).encode(), dumps({"text": TEXTS[2]})[1:-1]
    return {
        "a day that no calendar has": good.replace(day, b"2026-02-29"),
        "the year zero": good.replace(day, b"0000-11-24"),
        "a year of five digits": good.replace(day, b"12026-11-24"),
        "a day with its hour": good.replace(day, b"2026-11-24T00"),
        "a day in other digits": good.replace(day, "２０２６-11-24".encode()),
        "a week's day": good.replace(day, b"2026-W48-2"),
        "a number as text": good.replace(b'"seq":3', b'"seq":"3"'),
        "a number with a point": good.replace(b'"seq":3', b'"seq":3.0'),
        "a number below zero": good.replace(b'"seq":3', b'"seq":-3'),
        "a number past 2**53": good.replace(b'"seq":3', b'"seq":9007199254740993'),
        "a truth as number": good.replace(b'"n":1', b'"n":true'),
        "a key twice": good.replace(b'"seq":3', b'"seq":2,"seq":3'),
        "nothing for absent": good.replace(b'"seen":"' + seen + b'"', b'"seen":null'),
        "an empty hash for absent": good.replace(seen, b""),
        "a hash of 31 bytes": good.replace(seen, b64(b"\x0a" * 31).encode()),
        "a hash with stray bits": good.replace(seen, seen[:-1] + b"p"),
        "text that is a number": good.replace(text, b'"text":1'),
        "text with an escaped letter": good.replace(text, b'"text":"\\u0041"'),
        "text with half a character": good.replace(text, b'"text":"\\ud83d"'),
        "text with half a character in UTF-8": good.replace(text, b'"text":"\xed\xa0\xbd"'),
        "text of Latin-1": good.replace(text, b'"text":"\xe9"'),
        "answers that are an object": good[:-1] + b',"answers":{"question":"kind","text":"x"}}',
        "answers that are text": good[:-1] + b',"answers":""}',
        "an answer without a question": good[:-1] + b',"answers":[{"text":"x"}]}',
        "an answer with more": good[:-1] + b',"answers":[{"question":"kind","text":"x","more":"y"}]}',
        "a mark before it": b"\xef\xbb\xbf" + good,
        "a line after it": good + b"\n",
    }


def _wrong_first_letters(first: bytes, draft: bytes) -> dict[str, bytes]:
    recipient = str(LIN.identity.recipient)
    capital, kelvin = IDENTITY.reveal(), "\u212a"
    return {
        "a file without a part": first.replace(
            dumps({"parts": [b64(b"\x08" * 32), b64(b"\x09" * 32)]})[1:-1], b'"parts":[]'
        ),
        "a file of 15 bytes of id": first.replace(b64(FILE_ID).encode(), b64(FILE_ID[:15]).encode()),
        "a file larger than any": first.replace(b'"size":8589934592', b'"size":90071992547409920'),
        "a mailbox in capitals": first.replace(recipient.encode(), recipient.upper().encode()),
        "a mailbox with a typing error": first.replace(
            recipient[:-1].encode(), recipient[:-2].encode() + b"q"
        ),
        "a classic mailbox": first.replace(
            recipient.encode(), b"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
        ),
        "an identity in small letters": draft.replace(capital.encode(), capital.lower().encode()),
        "an identity with a letter of another script": draft.replace(
            capital.encode(), kelvin.join(capital.rsplit("K", 1)).encode()
        ),
    }


def grants() -> dict[str, Any]:
    """Grants that open, and some that must not."""
    holder = HOLDER.recipient.holder
    first = Grant(CONVERSATION, 0, holder, IDENTITY)
    later = Grant(CONVERSATION, 1, holder, IDENTITY, AMARA.signing.verifying_key)
    unsigned_later = Grant(CONVERSATION, 1, holder, IDENTITY).to_json()
    wrong_holder = Grant(CONVERSATION, 0, LIN.identity.recipient.holder, IDENTITY).to_json()
    elsewhere = replace(first, conversation=b64(bytes(16))).to_json()
    signed = later.to_json()
    refused = {
        "key 1 without a signer": (1, unsigned_later, bytes(64)),
        "key 0 without a signer, and a signature": (0, first.to_json(), b"s" * 64),
        "for another holder": (0, wrong_holder, bytes(64)),
        "for another conversation": (0, elsewhere, bytes(64)),
        "for another number": (2, signed, AMARA.signing.sign("grant", signed)),
        "signed by another": (1, signed, NOOR.signing.sign("grant", signed)),
        "signed as a letter": (1, signed, AMARA.signing.sign("letter", signed)),
    }
    for name, wrong in _wrong_grants(signed).items():
        refused[name] = (1, wrong, AMARA.signing.sign("grant", wrong))
    return {
        "holder": HOLDER.reveal(),
        "conversation": CONVERSATION,
        "grants": [
            {"n": 0, "json": first.to_json().decode(), "sealed": b64(seal_grant(first, HOLDER.recipient))},
            {
                "n": 1,
                "json": later.to_json().decode(),
                "sealed": b64(seal_grant(later, HOLDER.recipient, AMARA.signing)),
            },
        ],
        "refused": [
            {
                "name": name,
                "n": n,
                "sealed": b64(seal(framing.pack(json_bytes, signature), [HOLDER.recipient])),
            }
            for name, (n, json_bytes, signature) in refused.items()
        ],
    }


def _wrong_grants(good: bytes) -> dict[str, bytes]:
    identity = IDENTITY.reveal()
    return {
        "a number as text, signed": good.replace(b'"n":1', b'"n":"1"'),
        "keys in another order": good.replace(b'{"v":1,', b"{").replace(b'"n":1', b'"v":1,"n":1'),
        "a key that is not in the protocol": good[:-1] + b',"extra":1}',
        "an identity in small letters": good.replace(identity.encode(), identity.lower().encode()),
        "an identity with a letter of another script": good.replace(
            identity.encode(), "\u212a".join(identity.rsplit("K", 1)).encode()
        ),
        "a classic identity": good.replace(identity.encode(), X25519Identity(b"\1" * 32).reveal().encode()),
        "version 2": good.replace(b'{"v":1,', b'{"v":2,'),
    }


def parts() -> dict[str, Any]:
    """Parts: small ones whole, large ones by the hash of their plaintext.

    Byte i of the content is (31 * i + 7) mod 251.
    """
    large = (2**23 - 1, 2**23, 2**23 + 1, 2**24 - 100, 2 * 2**23 + 5_000_000)
    small = (0, 1, 4095, 4096, 4097, 65507 - 400)
    good = Head(FILE_ID, 0, last=True, length=3).to_bytes()
    refused = {
        "shorter than a head": good[:28],
        "a flag of 2": good[:20] + b"\2" + good[21:] + b"abc",
        "content shorter than it says": good + b"ab",
        "a pad byte that is not zero": good + b"abc" + b"\1",
        "a short part before the last": Head(FILE_ID, 0, last=False, length=3).to_bytes() + b"abc",
    }
    return {
        "identity": IDENTITY.reveal(),
        "file_id": b64(FILE_ID),
        "plaintexts": [{"size": size, "parts": _plaintexts(size)} for size in small + large],
        "files": [_sealed_file(size) for size in small],
        "refused": [
            {"name": name, "sealed": b64(seal(plaintext, [IDENTITY.recipient]))}
            for name, plaintext in refused.items()
        ],
    }


def sheets() -> dict[str, Any]:
    """Published sheets: a chain of two, and some that must be refused."""
    first = _sheet()
    second = replace(
        first,
        serial=2,
        previous=first.hash,
        custodians=(Reader("Wei", HOLDER.recipient, SigningKey.from_seed(b"\x0b" * 32).verifying_key),),
        recovery=Recovery(IDENTITY.recipient, ("notary", "chair of the board")),
    )
    published = publish(first, OFFICE)
    forged = publish(first, NOOR.signing)
    of_another = publish(replace(first, office=NOOR.signing.verifying_key), OFFICE)
    swapped = (
        replace(first).to_json().replace(b'"serial":1', b'"serial":2') + published[published.index(b"\n") :]
    )
    return {
        "office": OFFICE.verifying_key.hex(),
        "sheets": [
            {"published": publish(one, OFFICE).decode(), "hash": one.hash.hex(), "serial": one.serial}
            for one in (first, second)
        ],
        "refused": [
            {"name": "signed by another", "published": forged.decode()},
            {"name": "names another office", "published": of_another.decode()},
            {"name": "changed after signing", "published": swapped.decode()},
            {"name": "without a signature", "published": published.decode().partition("\n")[0]},
            *(
                {"name": name, "published": _signed(json_bytes).decode()}
                for name, json_bytes in _forms(second).items()
            ),
        ],
    }


def reward_sheets() -> dict[str, Any]:
    """Published reward sheets: a chain of two, and some that must be refused."""
    first = rewards.RewardSheet(LINE, OFFICE.verifying_key, 1, _reward_keys(2026, "EUR", (10000, 50000)))
    later = _reward_keys(2027, "CNY", (100000, 9007199254740991, 1))
    second = replace(first, serial=2, previous=first.hash, keys=later + first.keys)
    empty = replace(first, keys=())
    forged = rewards.publish(first, NOOR.signing)
    of_another = rewards.publish(replace(first, office=NOOR.signing.verifying_key), OFFICE)
    as_key_sheet = first.to_json() + b"\n" + b64(OFFICE.sign("sheet", first.to_json())).encode()
    return {
        "office": OFFICE.verifying_key.hex(),
        "sheets": [
            {
                "published": rewards.publish(one, OFFICE).decode(),
                "hash": one.hash.hex(),
                "serial": one.serial,
                "ids": sorted(key.id.hex() for key in one.keys),
            }
            for one in (first, second, empty)
        ],
        "refused": [
            {"name": "signed by another", "published": forged.decode()},
            {"name": "names another office", "published": of_another.decode()},
            {"name": "signed as a key sheet", "published": as_key_sheet.decode()},
            {"name": "without a signature", "published": first.to_json().decode()},
            *(
                {"name": name, "published": _signed(json_bytes, "reward-sheet").decode()}
                for name, json_bytes in _forms_of_rewards(second).items()
            ),
        ],
    }


def _reward_keys(year: int, currency: str, amounts: Sequence[int]) -> tuple[rewards.RewardKey, ...]:
    return tuple(
        rewards.RewardKey(
            amount,
            currency,
            year,
            date(year + 1, 6, 30),
            SecretKey.generate().public.modulus.to_bytes(rewards.MODULUS),
        )
        for amount in amounts
    )


def _forms_of_rewards(sheet: rewards.RewardSheet) -> dict[str, bytes]:
    """Signed by the office, and yet no reward sheet."""
    good = sheet.to_json()
    keys = [json.dumps(one, separators=(",", ":")).encode() for one in json.loads(good)["keys"]]
    first, second = keys[:2]
    modulus = min(sheet.keys, key=lambda key: (key.year, key.amount)).modulus
    other = json.loads(second)["modulus"].encode()

    def with_modulus(raw: bytes) -> bytes:
        return good.replace(b64(modulus).encode(), b64(raw).encode())

    return {
        "keys in another order": good.replace(first + b"," + second, second + b"," + first),
        "a key twice": good.replace(first, first + b"," + first),
        "a modulus twice": good.replace(b64(modulus).encode(), other),
        "a denomination twice": good.replace(b'"amount":50000,', b'"amount":10000,'),
        "four denominations of a year": good.replace(b'"year":2026,', b'"year":2027,', 1),
        "an even modulus": with_modulus(modulus[:-1] + bytes([modulus[-1] ^ 1])),
        "a modulus of 3071 bits": with_modulus(bytes([modulus[0] & 0x7F]) + modulus[1:]),
        "a modulus of 3080 bits": with_modulus(b"\x80" + modulus),
        "a modulus of 2048 bits": with_modulus(b"\x80" + modulus[-255:]),
        "another exponent": good.replace(b'"exponent":65537', b'"exponent":3', 1),
        "no exponent": good.replace(b',"exponent":65537', b"", 1),
        "an amount of nothing": good.replace(b'"amount":10000,', b'"amount":0,'),
        "an amount in words": good.replace(b'"amount":10000,', b'"amount":"10000",'),
        "a currency in small letters": good.replace(b'"EUR"', b'"eur"', 1),
        "a currency of four letters": good.replace(b'"EUR"', b'"EURO"', 1),
        "over before it is signed": good.replace(b'"until":"2027-06-30"', b'"until":"2025-06-30"', 1),
        "a day that no calendar has": good.replace(b"2027-06-30", b"2027-06-31", 1),
        "the year zero": good.replace(b'"year":2026,', b'"year":0,', 1),
        "another version": good.replace(b'"v":1', b'"v":2'),
        "one key instead of a list": good[: good.index(b'"keys":')] + b'"keys":' + first + b"}",
        "no keys": good[: good.index(b',"keys":')] + b"}",
    }


def vouchers() -> dict[str, Any]:
    """Vouchers from the blinding to the exchange, and what must be refused of each step."""
    secret, other = SecretKey.generate(), SecretKey.generate()
    keys = [
        rewards.RewardKey(
            amount, "EUR", 2026, date(2027, 6, 30), key.public.modulus.to_bytes(rewards.MODULUS)
        )
        for amount, key in ((50000, secret), (10000, other))
    ]
    sheet = rewards.RewardSheet(LINE, OFFICE.verifying_key, 1, tuple(keys))
    foreign = rewards.RewardSheet(LINE, OFFICE.verifying_key, 1, _reward_keys(2026, "EUR", (50000,)))
    pending = [blank_vouchers.begin(sheet, keys[0].id) for _ in range(2)]
    signed = [secret.sign(one.blinded) for one in pending]
    made = [one.finalize(sheet, answer) for one, answer in zip(pending, signed, strict=True)]
    elsewhere = [replace(made[0], key=key.id) for key in (keys[1], *foreign.keys)]
    return {
        "office": OFFICE.verifying_key.hex(),
        "sheet": rewards.publish(sheet, OFFICE).decode(),
        "vouchers": [
            {
                "pending": one.to_json().decode(),
                "signed": b64(answer),
                "text": voucher.to_text(),
                "spent": voucher.spent.hex(),
                "key": keys[0].id.hex(),
            }
            for one, answer, voucher in zip(pending, signed, made, strict=True)
        ],
        "pending_refused": [
            {"name": name, "json": text}
            for name, text in _forms_of_pending(pending[0].to_json().decode()).items()
        ],
        "answers_refused": [
            {"name": "the answer to another", "signed": b64(signed[1])},
            {
                "name": "signed by the key of another denomination",
                "signed": b64(other.sign(pending[0].blinded)),
            },
            {"name": "what was sent", "signed": b64(pending[0].blinded)},
            {"name": "too short", "signed": b64(signed[0][1:])},
        ],
        "read": [{"name": name, "text": text} for name, text in _other_spellings(made[0].to_text()).items()],
        "refused": [
            {"name": name, "text": text, "why": why}
            for name, (text, why) in _forms_of_voucher(made[0].to_text()).items()
        ],
        "worthless": [
            {"name": "of another denomination", "text": elsewhere[0].to_text(), "why": "not-signed"},
            {"name": "of another office", "text": elsewhere[1].to_text(), "why": "unknown-key"},
            {
                "name": "another's signature",
                "text": replace(made[0], signature=made[1].signature).to_text(),
                "why": "not-signed",
            },
            {
                "name": "another's nonce",
                "text": replace(made[0], nonce=made[1].nonce).to_text(),
                "why": "not-signed",
            },
            {
                "name": "a signature of zeros",
                "text": replace(made[0], signature=bytes(rewards.MODULUS)).to_text(),
                "why": "not-signed",
            },
        ],
    }


def heads() -> dict[str, Any]:
    """Heads of the journal, with a reward sheet and without, and the line's key that has signed them."""
    line = SigningKey.from_seed(b"\x12" * 32)
    of = [chain.Head(LINE, DAY, b"\x13" * 32), chain.Head(LINE, DAY, b"\x13" * 32, b"\x14" * 32)]
    good = of[1].to_json()
    forms = {
        "no day": good.replace(b"2026-11-24", b"2026-11-31"),
        "a short hash": good.replace(b64(b"\x13" * 32).encode(), b64(b"\x13" * 31).encode()),
        "rewards before the hash": dumps(
            {key: json.loads(good)[key] for key in ("v", "line", "day", "rewards", "hash")}
        ),
        "empty rewards": good.replace(b64(b"\x14" * 32).encode(), b""),
        "something more": good[:-1] + b',"count":7}',
    }
    return {
        "office": OFFICE.verifying_key.hex(),
        "line_key": {
            "published": publish_line_key(LINE, line.verifying_key, OFFICE).decode(),
            "key": line.verifying_key.hex(),
            "line": LINE.hex(),
        },
        "line_keys_refused": [
            {
                "name": "signed by another",
                "published": publish_line_key(LINE, line.verifying_key, NOOR.signing).decode(),
            },
            {
                "name": "without a signature",
                "published": publish_line_key(LINE, line.verifying_key, OFFICE).decode().partition("\n")[0],
            },
        ],
        "heads": [
            {
                "published": chain.publish_head(one, line).decode(),
                "day": one.day.isoformat(),
                "hash": one.hash.hex(),
                **({"rewards": one.rewards.hex()} if one.rewards else {}),
            }
            for one in of
        ],
        "refused": [
            {"name": "signed by the office", "published": chain.publish_head(of[0], OFFICE).decode()},
            *(
                {"name": name, "published": f"{raw.decode()}\n{b64(line.sign('head', raw))}"}
                for name, raw in forms.items()
            ),
        ],
    }


def _forms_of_pending(good: str) -> dict[str, str]:
    """Nothing that was kept of a voucher."""
    of = json.loads(good)
    return {
        "nothing": "{}",
        "another version": good.replace('"v":1', '"v":2'),
        "without what was sent": good[: good.index(',"blinded"')] + "}",
        "with something more": good[:-1] + ',"tip":"x"}',
        "the key of another": good.replace(of["key"], b64(bytes(32)), 1),
        "a short message": good.replace(of["message"], of["message"][:-4]),
        "another order": json.dumps(dict(reversed(of.items())), separators=(",", ":")),
    }


def _other_spellings(good: str) -> dict[str, str]:
    """What mail and telephones make of a voucher; it is the same one."""
    body = good.splitlines()[1:-1]
    return {
        "as it was written": good,
        "without the last line end": good[:-1],
        "in one line": " ".join(good.split("\n")),
        "line ends of Windows": good.replace("\n", "\r\n"),
        "in an answer": "".join(f"> {line}\n" for line in good.splitlines()),
        "in a letter": f"Here it is:\n\n{good}\nThank you — Lin",
        "with long dashes": good.replace("-----", "\u2014\u2014-"),
        "without line ends": f"-----BEGIN VOUCHER-----{''.join(body)}-----END VOUCHER-----",
        "indented": "\u00a0\u00a0" + good.replace("\n", "\n\u00a0\t"),
    }


def _forms_of_voucher(good: str) -> dict[str, tuple[str, str]]:
    """No voucher, and why."""
    first = good.splitlines()[1]
    swapped = first[1] + first[0] + first[2:] if first[0] != first[1] else "AB" + first[2:]
    small = good.replace(first, first.swapcase())
    return {
        "nothing": ("", "no-voucher"),
        "twelve words": ("absent acid actor adapt " * 3, "no-voucher"),
        "an age file": (
            "-----BEGIN AGE ENCRYPTED FILE-----\nYQ==\n-----END AGE ENCRYPTED FILE-----\n",
            "no-voucher",
        ),
        "without its beginning": (good.split("\n", 1)[1], "no-voucher"),
        "without its end": (good[: good.index("-----END")], "cut-short"),
        "a line is missing": (good.replace(first + "\n", ""), "cut-short"),
        "a character is missing": (good.replace(first, first[1:]), "cut-short"),
        "empty": ("-----BEGIN VOUCHER-----\n-----END VOUCHER-----", "cut-short"),
        "a character too many": (good.replace(first, first + "A"), "mistyped"),
        "two are swapped": (good.replace(first, swapped), "mistyped"),
        "small for capital": (small, "mistyped"),
        "a sign that is none of base64": (good.replace(first, "*" + first[1:]), "mistyped"),
        "a letter of another script": (good.replace(first, "\u0410" + first[1:]), "mistyped"),
        "twice": (good.replace("-----END VOUCHER-----", "") + good, "mistyped"),
        "a form feed inside": (good.replace(first, first + "\f"), "mistyped"),
        "too long": (good + "x" * 10_000, "too-long"),
    }


def referrals() -> dict[str, Any]:
    """Statements that two readers sign, and forms of them that are refused."""
    tip, charter, why, yes = b64(b"\x0e" * 16), b"\x0f" * 32, b"\x10" * 32, b"\x11" * 32
    confirmed = Statement(LINE, tip, CONFIRMED, "labour-inspectorate", charter, why, yes)
    danger = Statement(LINE, tip, DANGER, "emergency-services", charter, why)
    return {
        "statements": [
            {
                "json": (json_bytes := one.to_json()).decode(),
                "ground": one.ground,
                "body": one.body,
                "signers": [
                    {
                        "seed": key.seed.hex(),
                        "key": key.verifying_key.hex(),
                        "signature": key.sign("referral", json_bytes).hex(),
                    }
                    for key in (AMARA.signing, NOOR.signing)
                ],
            }
            for one in (confirmed, danger)
        ],
        "refused": [
            {"name": name, "json": b64(wrong)}
            for name, wrong in _wrong_statements(confirmed.to_json(), danger.to_json()).items()
        ],
    }


def _wrong_statements(confirmed: bytes, danger: bytes) -> dict[str, bytes]:
    consent = confirmed[confirmed.index(b',"consent"') : -1]
    why = danger[danger.index(b',"why"') : -1]
    return {
        "confirmed, and no yes": confirmed.replace(consent, b""),
        "a danger, and a yes": danger[:-1] + consent + b"}",
        "an empty yes": confirmed.replace(consent, b',"consent":""'),
        "nothing for a yes": danger[:-1] + b',"consent":null}',
        "another ground": danger.replace(b"danger-to-life", b"in-a-hurry"),
        "without a ground": danger.replace(b'"ground":"danger-to-life",', b""),
        "a body in capitals": danger.replace(b"emergency", b"Emergency"),
        "a body that begins with a digit": danger.replace(b"emergency", b"1mergency"),
        "a body of 41 letters": danger.replace(b"emergency-services", b"e" * 41),
        "a body with a line end": danger.replace(b"emergency-services", b"emergency\\n"),
        "no body": danger.replace(b"emergency-services", b""),
        "without a reason": danger.replace(why, b""),
        "a reason of 31 bytes": danger.replace(why, b',"why":"' + b64(b"\x10" * 31).encode() + b'"'),
        "a tip of 15 bytes": danger.replace(b64(b"\x0e" * 16).encode(), b64(b"\x0e" * 15).encode()),
        "keys in another order": danger.replace(b'"v":1,', b"", 1)[:-1] + b',"v":1}',
        "a key that is not in the protocol": danger[:-1] + b',"extra":1}',
        "version 2": danger.replace(b'{"v":1,', b'{"v":2,'),
        "a space": danger.replace(b'{"v":1,', b'{"v": 1,'),
        "a line after it": danger + b"\n",
        "no JSON": b"hello",
        "nothing": b"",
    }


def commits() -> dict[str, Any]:
    """What a browser sends that has sealed: whole tips, drafts, and forms of both that are refused."""
    recipient, key = IDENTITY.recipient, LIN.signing.verifying_key
    code = CodeShown(b"\x0c" * 32, LIN.auth, str(LIN.identity.recipient), key)
    letter = Letter(CONVERSATION, 0, key, 0, "browser", DAY, TEXTS[2], sheet=_sheet().hash)
    sealed = seal_letter(letter, LIN.signing, recipient)
    holders = [AMARA.identity.recipient, NOOR.identity.recipient, LIN.identity.recipient]
    grants = [
        GrantSent(one.holder, seal_grant(Grant(CONVERSATION, 0, one.holder, IDENTITY), one))
        for one in holders
    ]
    whole = Commit(b"\x0d" * 16, code, CONVERSATION, grants, sealed)
    without = replace(
        whole, grants=grants[:1], excluded=[grants[1].holder], uploads=_uploads(), no_answer=True
    )
    draft = seal_letter(replace(letter, sheet=None, identity=IDENTITY), LIN.signing, LIN.identity.recipient)
    drafts = [DraftSent(code, draft), DraftSent(code, draft, _uploads())]
    classic = seal(bytes(4096), [X25519Identity.generate().recipient])
    outside = {
        "a letter": sealed,
        "of one byte more than a bucket": seal(bytes(4097), [recipient]),
        "of nothing": seal(b"", [recipient]),
        "of the next bucket": seal(bytes(16384), [recipient]),
        "to classic keys": classic,
        "to two": seal(bytes(4096), [recipient, HOLDER.recipient]),
        "cut off": sealed[:-1],
        "no age file": b"One sentence.",
    }
    return {
        "code": {
            "locator": code.locator.hex(),
            "auth": code.auth.hex(),
            "recipient": code.recipient,
            "key": code.key.hex(),
        },
        "commits": [_commit_case(one) for one in (whole, without, replace(whole, name=_sealed_name()))],
        "drafts": [
            {"sealed": b64(one.sealed), "uploads": _uploads_case(one.uploads), "json": one.to_json().decode()}
            for one in drafts
        ],
        "refused": [
            {"name": name, "instead_of": before, "stands": after}
            for name, (before, after) in _forms_of_commit(without.to_json().decode()).items()
        ],
        "letters": [
            {"name": name, "sealed": b64(one), "is": is_letter(one)} for name, one in outside.items()
        ],
    }


def _uploads() -> list[Upload]:
    return [Upload(b64(FILE_ID), b"\x0e" * 32), Upload(b64(b"\x0f" * 16))]


def _uploads_case(uploads: Sequence[Upload]) -> list[dict[str, str]]:
    return [{"id": one.id} | ({"secret": one.secret.hex()} if one.secret else {}) for one in uploads]


def _commit_case(one: Commit) -> dict[str, Any]:
    return {
        "commit": one.commit.hex(),
        "conversation": one.conversation,
        "grants": [{"holder": each.holder.hex(), "sealed": b64(each.sealed)} for each in one.grants],
        "excluded": _hex(one.excluded),
        "letter": b64(one.letter),
        "uploads": _uploads_case(one.uploads),
        "no_answer": one.no_answer,
        "json": one.to_json().decode(),
        **({} if one.name is None else {"name": b64(one.name)}),
    }


def _sealed_name() -> Sealed:
    name = Name(CONVERSATION, LIN.signing.verifying_key, "林晓")
    return seal_name(name, LIN.signing, IDENTITY.recipient, [HOLDER.recipient], LINE)


def _forms_of_commit(good: str) -> dict[str, tuple[str, str]]:
    """In the second commit, the first of each two in the place of which the other stands."""
    auth, excluded = (re.search(f'"{key}":.*?",|"{key}":.*?],', good) for key in ("auth", "excluded"))
    assert auth is not None
    assert excluded is not None
    return {
        "keys in another order": ('{"commit"', '{"no_answer":1,"commit"'),
        "a key that is not in the protocol": ('"no_answer":1}', '"no_answer":1,"name":"Lin"}'),
        "a key is missing": (auth[0], ""),
        "an empty list": (excluded[0], '"excluded":[],'),
        "no_answer as true": ('"no_answer":1', '"no_answer":true'),
        "no_answer as 0": ('"no_answer":1', '"no_answer":0'),
        "a space": (",", ", "),
        "a conversation that is no id": (CONVERSATION, "AAAA"),
        "a letter that is not sealed": ('"letter":"YWdl', '"letter":"YWdm'),
        "a grant that is not sealed": ('"sealed":"YWdl', '"sealed":"YWdm'),
    }


def _signed(json_bytes: bytes, kind: Kind = "sheet") -> bytes:
    return json_bytes + b"\n" + b64(OFFICE.sign(kind, json_bytes)).encode()


def _forms(sheet: KeySheet) -> dict[str, bytes]:
    """Signed by the office, and yet no sheet."""
    good = sheet.to_json()
    noor, amara = (
        json.dumps(one, separators=(",", ":"), ensure_ascii=False).encode()
        for one in json.loads(good)["reviewers"]
    )
    wei = str(HOLDER.recipient).encode()
    key = f'"key":"{b64(AMARA.signing.verifying_key)}"'.encode()
    other_key = f'"key":"{b64(NOOR.signing.verifying_key)}"'.encode()
    return {
        "readers in another order": good.replace(noor + b"," + amara, amara + b"," + noor),
        "a reviewer twice": good.replace(noor, noor + b"," + noor),
        "a verifying key twice": good.replace(key, other_key),
        "a reviewer who is custodian": good.replace(wei, str(NOOR.identity.recipient).encode()),
        "a reviewer who keeps the recovery": good.replace(
            str(IDENTITY.recipient).encode(), str(NOOR.identity.recipient).encode()
        ),
        "another form of a day": good.replace(b"2027-11-24", b"20271124"),
        "a day that no calendar has": good.replace(b"2027-11-24", b"2027-11-31"),
        "the year zero": good.replace(b"2027-11-24", b"0000-11-24"),
        "a week's day": good.replace(b"2027-11-24", b"2027-W47-3"),
        "a classic recipient": good.replace(
            wei, b"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
        ),
        "no reviewers": good.replace(b'"reviewers":[' + noor + b"," + amara + b"],", b""),
        "a serial in words": good.replace(b'"serial":2', b'"serial":"2"'),
    }


def standing() -> dict[str, Any]:
    """What a reader is told of letters that are missing, repeated or a stranger's."""
    lin, amara, stranger = (bytes([number]) * 32 for number in (1, 2, 3))
    hashes = [bytes([0x10 + number]) * 32 for number in range(5)]
    whole = [(lin, 0, None), (amara, 0, 0), (lin, 1, 1), (lin, 2, 1), (amara, 1, 3)]
    cases: dict[str, list[int | None]] = {
        "whole": [0, 1, 2, 3, 4],
        "nothing": [],
        "the first left out": [1, 2, 3, 4],
        "one left out": [0, 2, 3, 4],
        "the last left out": [0, 1, 2, 3],
        "two moved": [0, 2, 1, 3, 4],
        "one there twice": [0, 1, 2, 1],
        "one that does not open": [0, None, 2, 3],
        "backwards": [4, 3, 2, 1, 0],
    }

    def told(place: int | None, letters: list[tuple[bytes, int, int | None]]) -> dict[str, Any] | None:
        if place is None:
            return None
        author, seq, seen = letters[place]
        return {"author": author.hex(), "seq": seq} | ({} if seen is None else {"seen": hashes[seen].hex()})

    def case(
        name: str, order: list[int | None], letters: list[tuple[bytes, int, int | None]]
    ) -> dict[str, Any]:
        shown = [told(place, letters) for place in order]
        stored = [hashes[1 if place is None else place].hex() for place in order]
        found = doubts(
            [_letter_of(one) for one in shown], [bytes.fromhex(one) for one in stored], {lin, amara}
        )
        return {"name": name, "letters": shown, "hashes": stored, "is": [sorted(one) for one in found]}

    foreign = [*whole[:2], (stranger, 0, 1)]
    return {
        "authors": _hex([lin, amara]),
        "conversations": [
            *(case(name, order, whole) for name, order in cases.items()),
            case("a stranger's", [0, 1, 2], foreign),
            case("a stranger's first", [2], foreign),
        ],
    }


def _letter_of(told: dict[str, Any] | None) -> Letter | None:
    if told is None:
        return None
    seen = bytes.fromhex(told["seen"]) if "seen" in told else None
    return Letter(CONVERSATION, 0, bytes.fromhex(told["author"]), told["seq"], "browser", DAY, "", seen)


def _sheet() -> KeySheet:
    return KeySheet(
        line=LINE,
        office=OFFICE.verifying_key,
        channel="public",
        serial=1,
        charter=b"\x0c" * 32,
        until=date(2027, 11, 24),
        reviewers=(
            Reader("阿玛拉", AMARA.identity.recipient, AMARA.signing.verifying_key),
            Reader("Noor", NOOR.identity.recipient, NOOR.signing.verifying_key),
        ),
    )


def _nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def content_of(size: int) -> bytes:
    """Content that both languages can make."""
    period = bytes((31 * i + 7) % 251 for i in range(251))
    return (period * (size // 251 + 1))[:size]


def _plaintexts(size: int) -> list[dict[str, Any]]:
    padded = content_of(size).ljust(padding.file_size(size), b"\0")
    cuts = [padded[start : start + 2**23] for start in range(0, len(padded), 2**23)]
    made = []
    for number, cut in enumerate(cuts):
        length = max(0, min(size - number * 2**23, 2**23))
        plaintext = Head(FILE_ID, number, number == len(cuts) - 1, length).to_bytes() + cut
        made.append({"length": len(plaintext), "sha256": hashlib.sha256(plaintext).hexdigest()})
    return made


class _Kept(BytesIO):
    """A part in memory that outlives its closing."""

    def close(self) -> None:
        pass


def _sealed_file(size: int) -> dict[str, Any]:
    made: list[_Kept] = []

    def create(number: int) -> _Kept:
        assert number == len(made)
        made.append(_Kept())
        return made[-1]

    sealer = FileSealer(FILE_ID, IDENTITY.recipient, create, lambda part: part.close())
    sealer.write(content_of(size))
    facts = sealer.finish()
    return {
        "size": size,
        "sha256": facts.sha256.hex(),
        "hashes": [one.hex() for one in facts.parts],
        "sealed": [b64(part.getvalue()) for part in made],
    }


def _hex(of: Iterable[bytes]) -> list[str]:
    return [one.hex() for one in of]


if __name__ == "__main__":
    main()
