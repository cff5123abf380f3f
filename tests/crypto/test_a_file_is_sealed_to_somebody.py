from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fairwitness.crypto import header
from fairwitness.crypto.age import AgeError, open_sealed, seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import Letter, LetterError, seal_letter
from fairwitness.crypto.recipients import (
    HybridIdentity,
    HybridRecipient,
    Recipient,
    ScryptIdentity,
    ScryptRecipient,
    X25519Identity,
    X25519Recipient,
    parse_identity,
    parse_recipient,
)

HYBRID = HybridIdentity.from_seed(b"\1" * 32)
CLASSIC = X25519Identity(b"\1" * 32)
ML_KEM = 1184  # bytes of the first half of a hybrid recipient


@pytest.mark.parametrize(
    "nobody",
    [
        HybridRecipient(b"\xff" * ML_KEM + CLASSIC.recipient.raw),  # coefficients past the modulus
        HybridRecipient(HYBRID.recipient.raw[:ML_KEM] + bytes(32)),  # a point of low order
        X25519Recipient(bytes(32)),
        X25519Recipient(b"\1" + bytes(31)),
    ],
)
def test_a_recipient_that_is_nobodys_key_is_refused(nobody: Recipient) -> None:
    with pytest.raises(AgeError) as refused:
        seal(b"what Lin saw", [nobody])

    assert refused.value.why == "keys"


@pytest.mark.parametrize(
    "together",
    [
        [],
        [HYBRID.recipient, CLASSIC.recipient],
        [ScryptRecipient("a passphrase", 2), HYBRID.recipient],
        [ScryptRecipient("a passphrase", 2), CLASSIC.recipient],
        [ScryptRecipient("a passphrase", 2), ScryptRecipient("another", 2)],
    ],
)
def test_some_recipients_never_share_a_file(together: list[Recipient]) -> None:
    with pytest.raises(AgeError):
        seal(b"what Lin saw", together)


def test_a_file_with_more_recipients_than_can_be_read_is_not_written() -> None:
    most = header.LARGEST // (len(HYBRID.recipient.wrap(b"k" * 16).to_bytes()))

    with pytest.raises(AgeError, match="too many recipients"):
        seal(b"what Lin saw", [HYBRID.recipient] * (most + 1))


def test_each_of_several_recipients_opens_the_file_alone() -> None:
    readers = [X25519Identity.generate() for _ in range(3)]

    sealed = seal(b"what Lin saw", [reader.recipient for reader in readers])

    assert [open_sealed(sealed, [reader]) for reader in readers] == [b"what Lin saw"] * 3


def test_a_file_of_our_own_opens_with_its_passphrase_and_no_other() -> None:
    sealed = seal(b"what Lin saw", [ScryptRecipient("eight words", 4)])

    assert open_sealed(sealed, [ScryptIdentity("eight words")]) == b"what Lin saw"
    with pytest.raises(AgeError, match="none of the keys"):
        open_sealed(sealed, [ScryptIdentity("eight other words")])


def test_a_passphrase_is_never_tried_by_a_key() -> None:
    sealed = seal(b"what Lin saw", [ScryptRecipient("eight words", 4)])

    with pytest.raises(AgeError) as refused:
        open_sealed(sealed, [HYBRID, CLASSIC])

    assert refused.value.why == "no match"


@pytest.mark.parametrize("key", [HYBRID.reveal(), CLASSIC.reveal()])
def test_a_secret_key_has_one_spelling(key: str) -> None:
    spellings = {key.lower(), "\u212a".join(key.rsplit("K", 1)), key + " ", key[:-1], key[:-1] + "1", ""}

    assert parse_identity(key).reveal() == key
    for spelling in spellings:
        with pytest.raises(AgeError):
            parse_identity(spelling)


@pytest.mark.parametrize("recipient", [str(HYBRID.recipient), str(CLASSIC.recipient)])
def test_a_recipient_has_one_spelling(recipient: str) -> None:
    spellings = {
        recipient.upper(),
        recipient.title(),
        recipient[:-1],
        recipient + "q",
        recipient.replace("1", "l"),
    }

    assert str(parse_recipient(recipient)) == recipient
    for spelling in spellings:
        with pytest.raises(AgeError):
            parse_recipient(spelling)


def test_keys_show_nothing_of_themselves_when_printed() -> None:
    shown = f"{HYBRID!r} {HYBRID} {CLASSIC!r} {CLASSIC} {ScryptIdentity('eight words')!r} {SigningKey(b'1' * 32)!r}"

    assert not any(secret in shown for secret in (HYBRID.reveal()[20:40], r"\x01", "eight words", "1111"))


def test_nobody_signs_a_letter_in_another_s_name() -> None:
    lin, wei = SigningKey.generate(), SigningKey.generate()
    letter = Letter(b64(bytes(16)), 0, lin.verifying_key, 0, "browser", date(2026, 11, 24), "what Lin saw")

    assert seal_letter(letter, lin, HYBRID.recipient)
    with pytest.raises(LetterError):
        seal_letter(replace(letter, text="what Wei wants"), wei, HYBRID.recipient)
