from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.line_keys import publish_line_key
from fairwitness.crypto.receipts import (
    AnotherOffice,
    NotSigned,
    Receipt,
    ReceiptError,
    publish_receipt,
    read_receipt,
)

OFFICE, OTHER_OFFICE, KEY = (SigningKey.from_seed(bytes([one]) * 32) for one in (1, 2, 3))
LINE, DAY = bytes(range(16)), date(2026, 11, 24)
LINE_KEY = publish_line_key(LINE, KEY.verifying_key, OFFICE)
RECEIPT = Receipt(
    LINE, date(2026, 12, 1), DAY, bytes(32), (("acknowledged", DAY), ("scope-check", DAY)), b64(bytes(16))
)
TEXT = publish_receipt(RECEIPT, KEY, LINE_KEY)
KEPT = """
{"v":1,
"line":"AAECAwQFBgcICQoLDA0ODw",
"made":"2026-12-01",
"received":"2026-11-24",
"sealed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
"states":[["acknowledged","2026-11-24"],
["scope-check","2026-11-24"]],
"entry":"AAAAAAAAAAAAAAAAAAAAAA",
"chain":""}
lykHkHLBKJCNq3YTE8NHto2BmvgH_QHHqT6sPfY23TnbcEaga0ISfjEPlMHXa4XC
g5Y_hNz1_e3p-uVkVCGuBA
{"v":1,
"line":"AAECAwQFBgcICQoLDA0ODw",
"office":"iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w",
"key":"7UkoxijRwsbq6QM4kFmVYSlZJzpcY_k2NsFGFKyHN9E"}
a-cxi-_TvMmpXyN0Zb6Xu6B0jfJDkm-Dx63Hh2bZMb9zgYb1VVRspxZ-Gfm6nUlN
63jXp72PDgjKMBhAeBvsBA
"""
hashes = st.binary(min_size=32, max_size=32)
states = st.tuples(st.from_regex(r"[a-z]{1,9}(-[a-z]{1,9}){0,3}", fullmatch=True), st.dates())
receipts = st.builds(
    Receipt,
    line=st.just(LINE),
    made=st.dates(),
    received=st.dates(),
    sealed=hashes,
    states=st.lists(states, max_size=9).map(tuple),
    entry=st.binary(min_size=16, max_size=16).map(b64),
    chain=st.just(b"") | hashes,
)


@given(receipts)
def test_a_receipt_is_read_as_it_was_signed(receipt: Receipt) -> None:
    text = publish_receipt(receipt, KEY, LINE_KEY)

    assert Receipt.from_json(receipt.to_json()) == receipt
    assert read_receipt(text, OFFICE.verifying_key) == receipt


def test_a_receipt_that_somebody_has_kept_since_2026_is_read() -> None:
    assert read_receipt(KEPT, OFFICE.verifying_key) == RECEIPT


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_another_character_anywhere_is_told(place: int, other: str) -> None:
    changed = TEXT[:place] + other + TEXT[place + 1 :]

    if "".join(changed.split()) != "".join(TEXT.split()):
        with pytest.raises(ReceiptError):
            read_receipt(changed, OFFICE.verifying_key)


@given(
    st.integers(1, 80),
    st.sampled_from(["\n", "\r\n", " \n\t", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"]),
)
def test_mails_printers_and_windows_may_break_it_into_other_lines(width: int, between: str) -> None:
    bare = "".join(TEXT.split())

    printed = between.join(bare[start : start + width] for start in range(0, len(bare), width))

    assert read_receipt(f"\n{printed} ", OFFICE.verifying_key) == RECEIPT


def test_the_text_is_narrow_and_says_in_the_clear_what_is_signed() -> None:
    lines = TEXT.splitlines()

    assert TEXT.isascii()
    assert max(map(len, lines)) <= 64
    assert {'"received":"2026-11-24",', '["scope-check","2026-11-24"]],'} <= set(lines)


@pytest.mark.parametrize(
    "part", ["", "{}", TEXT[:-2], TEXT[1:], TEXT * 2, f"A receipt:\n{TEXT}", "桥" + TEXT]
)
def test_what_is_not_whole_is_no_receipt(part: str) -> None:
    with pytest.raises(ReceiptError, match="this is no receipt, or not the whole of one"):
        read_receipt(part, OFFICE.verifying_key)


def test_a_receipt_of_another_office_is_told_and_so_is_one_with_this_office_s_key_beside_it() -> None:
    foreign = publish_receipt(RECEIPT, KEY, publish_line_key(LINE, KEY.verifying_key, OTHER_OFFICE))
    forged = publish_receipt(RECEIPT, OTHER_OFFICE, LINE_KEY)

    with pytest.raises(AnotherOffice):
        read_receipt(foreign, OFFICE.verifying_key)
    with pytest.raises(NotSigned):
        read_receipt(forged, OFFICE.verifying_key)


def test_a_line_signs_for_itself_and_for_no_other() -> None:
    other = replace(RECEIPT, line=bytes(16))

    with pytest.raises(NotSigned, match="the key of another line"):
        read_receipt(publish_receipt(other, KEY, LINE_KEY), OFFICE.verifying_key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'),
        (b"2026-12-01", b"2026-12-32"),
        (b"2026-12-01", b"20261201"),
        (b"acknowledged", b"Acknowledged"),
        (b'["acknowledged","2026-11-24"]', b'["acknowledged"]'),
        (b'["acknowledged","2026-11-24"]', b"7"),
        (b'"chain":""', b'"chain":"AA"'),
        (b'"chain":""', b'"chain":1'),
        (b'"entry"', b'"entries"'),
        (b"}", b',"more":1}'),
    ],
)
def test_what_the_line_would_not_have_written_is_no_receipt(old: bytes, new: bytes) -> None:
    written = RECEIPT.to_json()
    assert old in written

    with pytest.raises(ReceiptError):
        Receipt.from_json(written.replace(old, new))
