"""A reader's own key, to which mail is sealed: age, and OpenPGP where the package for it is installed. Only public halves are taken."""

from __future__ import annotations

from importlib.util import find_spec

from fairwitness.crypto.age import seal
from fairwitness.crypto.armor import armor
from fairwitness.crypto.errors import AgeError
from fairwitness.crypto.recipients import parse_recipient

PGP_BEGINS = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
SECRET = ("AGE-SECRET-KEY", "PRIVATE KEY")
HAS_PGP = find_spec("pysequoia") is not None


class NotAKey(Exception):
    """Nothing can be sealed to it."""


class SecretKey(Exception):
    """The half that nobody may see."""


def read_key(text: str) -> str:
    """A public key in its one form; NotAKey for anything else, SecretKey for the other half."""
    cleaned = text.replace("\r\n", "\n").strip()
    if any(word in cleaned.upper() for word in SECRET):
        raise SecretKey
    sealed_to(cleaned, "tried")
    return cleaned


def sealed_to(key: str, text: str) -> str:
    """An armored file that only the other half opens; NotAKey."""
    if key.startswith(PGP_BEGINS) and HAS_PGP:
        return _pgp(key, text)
    try:
        return armor(seal(text.encode(), [parse_recipient(key)]))
    except (AgeError, ValueError):
        raise NotAKey from None


def _pgp(key: str, text: str) -> str:
    import pysequoia  # noqa: PLC0415 - not everybody installs it

    try:
        cert = pysequoia.Cert.from_bytes(key.encode())
        return bytes(pysequoia.encrypt(text.encode(), recipients=[cert])).decode("ascii")
    except Exception:  # noqa: BLE001 - the library has no error of its own
        raise NotAKey from None
