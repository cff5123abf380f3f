"""Letters, grants and sheets: what one person put in is what another gets out, and nothing else is taken for it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.encoding import LARGEST, EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.grants import Grant, GrantError, open_grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys, SigningKey, StaffKeys
from fairwitness.crypto.letters import (
    TIERS,
    Answer,
    FileEntry,
    Letter,
    LetterError,
    MailboxAddress,
    open_letter,
    seal_letter,
)
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet, Reader, Recovery, SheetError, publish, read_published

LIN = MailboxKeys.from_seed(b"\3" * 32)
AMARA, NOOR, WEI = (StaffKeys.from_seed(bytes([seed]) * 32) for seed in (4, 5, 11))
OFFICE = SigningKey.from_seed(b"\6" * 32)
KEY = HybridIdentity.from_seed(b"\1" * 32)  # of the conversation
EVERYBODY = (AMARA, NOOR, WEI)

ids = st.binary(min_size=16, max_size=16).map(b64)
hashes = st.binary(min_size=32, max_size=32)
numbers = st.integers(0, LARGEST)
days = st.dates()
text = st.text(st.characters(codec="utf-8"), max_size=200)
answers = st.builds(Answer, text, text)
entries = st.builds(
    FileEntry, ids, text, text, numbers, hashes, st.lists(hashes, min_size=1, max_size=3).map(tuple)
)
addresses = st.builds(MailboxAddress, st.just(str(LIN.identity.recipient)), hashes)
letters = st.builds(
    Letter,
    conversation=ids,
    n=numbers,
    author=st.just(LIN.signing.verifying_key),
    seq=numbers,
    tier=st.sampled_from(TIERS),
    day=days,
    text=text,
    seen=st.none() | hashes,
    sheet=st.none() | hashes,
    mailbox=st.none() | addresses,
    answers=st.lists(answers, max_size=3).map(tuple),
    files=st.lists(entries, max_size=3).map(tuple),
    identity=st.none() | st.just(KEY),
)
readers = st.lists(st.sampled_from(EVERYBODY), unique=True, max_size=3).flatmap(
    lambda staff: st.tuples(
        *(
            st.builds(Reader, text, st.just(one.identity.recipient), st.just(one.signing.verifying_key))
            for one in staff
        )
    )
)
sheets = st.builds(
    KeySheet,
    line=st.binary(min_size=16, max_size=16),
    office=st.just(OFFICE.verifying_key),
    channel=text,
    serial=numbers,
    charter=hashes,
    until=days,
    reviewers=readers,
    recovery=st.none() | st.builds(Recovery, st.just(KEY.recipient), st.lists(text, max_size=2).map(tuple)),
    previous=st.none() | hashes,
)
words = text.filter(lambda key: not (key.isascii() and key.isdigit()))
values = st.recursive(
    text | numbers,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
wrong_kinds: st.SearchStrategy[Any] = st.sampled_from([None, True, False, 0.5, 1e300, {}, []])


@given(letters)
def test_a_letter_comes_back_as_it_was(letter: Letter) -> None:
    assert Letter.from_json(letter.to_json()) == letter


@given(letters)
def test_a_sealed_letter_opens_as_it_was(letter: Letter) -> None:
    sealed = seal_letter(letter, LIN.signing, KEY.recipient)

    assert open_letter(sealed, [KEY]) == letter


@given(letters)
def test_nobody_else_opens_a_letter(letter: Letter) -> None:
    sealed = seal_letter(letter, LIN.signing, KEY.recipient)

    with pytest.raises(AgeError):
        open_letter(sealed, [AMARA.identity])


@given(letters, st.data())
def test_another_spelling_of_a_letter_is_no_letter(letter: Letter, data: st.DataObject) -> None:
    members = list(json.loads(letter.to_json()).items())
    members = data.draw(st.permutations(members))
    spelt = data.draw(st.sampled_from([(",", ":"), (", ", ":"), (",", ": ")]))
    other = json.dumps(dict(members), ensure_ascii=data.draw(st.booleans()), separators=spelt).encode()
    assume(other != letter.to_json())

    with pytest.raises(LetterError):
        Letter.from_json(other)


@given(st.binary(max_size=300) | values.map(lambda value: json.dumps(value).encode()))
def test_anything_else_is_neither_letter_nor_grant_nor_sheet(raw: bytes) -> None:
    with pytest.raises(LetterError):
        Letter.from_json(raw)
    with pytest.raises(GrantError):
        Grant.from_json(raw)
    with pytest.raises(SheetError):
        KeySheet.from_json(raw)
    with pytest.raises(SheetError):
        read_published(raw, OFFICE.verifying_key)


@given(letters, st.data())
def test_a_letter_with_one_value_of_another_kind_is_no_letter(letter: Letter, data: st.DataObject) -> None:
    members: dict[str, Any] = json.loads(letter.to_json())
    key = data.draw(st.sampled_from(sorted(members)))
    wrong = data.draw(wrong_kinds)

    with pytest.raises(LetterError):
        Letter.from_json(
            json.dumps(members | {key: wrong}, separators=(",", ":"), ensure_ascii=False).encode()
        )


@given(ids, numbers, st.sampled_from(EVERYBODY))
def test_a_signed_grant_opens_for_its_holder_as_it_was(conversation: str, n: int, by: StaffKeys) -> None:
    grant = Grant(conversation, n, NOOR.identity.recipient.holder, KEY, by.signing.verifying_key)

    sealed = seal_grant(grant, NOOR.identity.recipient, by.signing)

    assert Grant.from_json(grant.to_json()) == grant
    assert open_grant(sealed, NOOR.identity, conversation, n) == grant


@given(ids, numbers, ids, numbers)
def test_a_grant_opens_for_nothing_else(conversation: str, n: int, other: str, other_n: int) -> None:
    assume((conversation, n) != (other, other_n))
    grant = Grant(conversation, n, NOOR.identity.recipient.holder, KEY, AMARA.signing.verifying_key)

    sealed = seal_grant(grant, NOOR.identity.recipient, AMARA.signing)

    with pytest.raises(GrantError):
        open_grant(sealed, NOOR.identity, other, other_n)
    with pytest.raises(AgeError):
        open_grant(sealed, AMARA.identity, conversation, n)


def test_a_grant_is_sealed_to_its_holder_and_signed_by_whom_it_names() -> None:
    grant = Grant(b64(bytes(16)), 1, NOOR.identity.recipient.holder, KEY, AMARA.signing.verifying_key)
    unsigned = replace(grant, n=0, by=None)

    for wrong, recipient, signing in (
        (grant, WEI.identity.recipient, AMARA.signing),
        (grant, NOOR.identity.recipient, WEI.signing),
        (grant, NOOR.identity.recipient, None),
        (unsigned, NOOR.identity.recipient, AMARA.signing),
    ):
        with pytest.raises(GrantError):
            seal_grant(wrong, recipient, signing)


@given(sheets)
def test_a_sheet_comes_back_as_it_was_its_readers_in_order(sheet: KeySheet) -> None:
    ordered = replace(sheet, reviewers=tuple(sorted(sheet.reviewers, key=lambda one: str(one.recipient))))

    assert KeySheet.from_json(sheet.to_json()) == ordered
    assert read_published(publish(sheet, OFFICE), OFFICE.verifying_key) == ordered
    assert sheet.hash == ordered.hash


@given(sheets, st.data())
def test_any_changed_bit_of_a_published_sheet_is_noticed(sheet: KeySheet, data: st.DataObject) -> None:
    published = publish(sheet, OFFICE)
    place, bit = data.draw(st.integers(0, len(published) - 1)), data.draw(st.integers(0, 7))
    changed = published[:place] + bytes([published[place] ^ 1 << bit]) + published[place + 1 :]

    with pytest.raises(SheetError):
        read_published(changed, OFFICE.verifying_key)


def test_one_person_stands_once_on_a_sheet() -> None:
    amara = Reader("Amara", AMARA.identity.recipient, AMARA.signing.verifying_key)
    good = KeySheet(bytes(16), OFFICE.verifying_key, "public", 1, bytes(32), date(2027, 1, 1), (amara,))

    for twice in (
        {"reviewers": (amara, replace(amara, name="Noor"))},
        {"reviewers": (amara, replace(amara, recipient=NOOR.identity.recipient))},
        {"custodians": (replace(amara, key=NOOR.signing.verifying_key),)},
        {"recovery": Recovery(amara.recipient, ("notary", "chair"))},
    ):
        with pytest.raises(SheetError, match="twice"):
            replace(good, **twice)


@given(st.dictionaries(words, values, max_size=3))
def test_reading_json_undoes_writing_it(value: dict[str, Any]) -> None:
    assert loads(dumps(value)) == value


@given(st.binary(max_size=100))
def test_reading_base64url_undoes_writing_it(raw: bytes) -> None:
    written = b64(raw)

    assert unb64(written, len(raw)) == raw
    with pytest.raises(EncodingError):
        unb64(written, len(raw) + 1)


@given(st.text(max_size=40) | st.text("AQgwz09-_+/= \n\r\0é", max_size=12))
@example("AA+/")
@example("AA==")
@example("A\nA")
@example("AA\0")
@example("AB")
@example("AAAAA")
@example("ＡＡ")
def test_base64url_has_one_spelling(text: str) -> None:
    try:
        raw = unb64(text)
    except EncodingError:
        return

    assert b64(raw) == text
