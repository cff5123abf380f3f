"""Blind signatures: what whoever signs can see, and what the key does not give away."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fairwitness.crypto.blind_rsa import BlindError, blind, finalize, prepare, verify
from fairwitness.crypto.blind_signing import LibcryptoError, SecretKey


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return SecretKey.generate()


def test_what_comes_back_is_an_ordinary_signature_of_what_was_never_shown(key: SecretKey) -> None:
    message = prepare(b"a voucher")
    blinded = blind(key.public, message)

    signature = finalize(key.public, message, key.sign(blinded.message), blinded.inverse)

    assert verify(key.public, message, signature)
    assert not verify(key.public, message + b" ", signature)


def test_every_blinded_message_could_have_become_every_signature(key: SecretKey) -> None:
    """For each pair of what was signed and what is shown later, there is a factor that leads from one to the other."""
    n, e = key.public.modulus, key.public.exponent
    messages = [prepare(b"a voucher") for _ in range(3)]
    seen = [blind(key.public, message) for message in messages]
    shown = [
        finalize(key.public, message, key.sign(one.message), one.inverse)
        for message, one in zip(messages, seen, strict=True)
    ]

    for one in seen:
        for signature in shown:
            encoded = pow(int.from_bytes(signature), e, n)
            factor = int.from_bytes(key.sign(one.message)) * pow(int.from_bytes(signature), -1, n) % n
            assert encoded * pow(factor, e, n) % n == int.from_bytes(one.message)


def test_the_same_message_looks_different_each_time(key: SecretKey) -> None:
    message = prepare(b"a voucher")

    assert blind(key.public, message).message != blind(key.public, message).message
    assert prepare(b"a voucher") != message


@pytest.mark.parametrize("what", ["modulus", "beyond", "short", "long"])
def test_a_number_that_is_not_the_key_s_is_not_signed(key: SecretKey, what: str) -> None:
    n, size = key.public.modulus, key.public.size
    wrong = {
        "modulus": n.to_bytes(size),
        "beyond": (2 ** (8 * size) - 1).to_bytes(size),
        "short": bytes(size - 1),
        "long": bytes(size + 1),
    }

    with pytest.raises(BlindError):
        key.sign(wrong[what])


def test_a_signature_that_came_out_wrong_is_given_to_nobody(
    key: SecretKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = SecretKey.read(key.reveal())
    monkeypatch.setitem(faulty.__dict__, "_power", lambda raw: raw)  # a machine that computes wrongly

    with pytest.raises(LibcryptoError):
        faulty.sign((2).to_bytes(key.public.size))


def test_a_key_shows_nothing_of_itself(key: SecretKey) -> None:
    again = SecretKey.read(key.reveal())

    assert again.public == key.public
    assert (repr(key), f"{key}") == ("<SecretKey>", "<SecretKey>")


def test_a_key_of_another_kind_signs_no_voucher() -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    der = curve.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(BlindError):
        SecretKey.read(der)
