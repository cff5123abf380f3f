"""Blind RSA signatures, the side with the secret key: only the treasurer's own process loads this (RFC 9474, 4.3).

The power with the secret exponent is libcrypto's, with its blinding against whoever measures time; none of our arithmetic touches the key.
`cryptography` has no RSA without padding, so the library that Python's own `ssl` uses is called.
"""

from __future__ import annotations

import _ssl
import ctypes
import ctypes.util
import functools
import weakref
from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from fairwitness.crypto.blind_rsa import EXPONENT, BlindError, PublicKey

BITS = 3072  # as strong as 128 bits (NIST SP 800-57), for as long as vouchers of one year can be paid
_Pointer = ctypes.c_void_p
_Size = ctypes.c_size_t
_FUNCTIONS = {
    "d2i_AutoPrivateKey": (_Pointer, [_Pointer, ctypes.POINTER(ctypes.c_char_p), ctypes.c_long]),
    "EVP_PKEY_free": (None, [_Pointer]),
    "EVP_PKEY_CTX_new": (_Pointer, [_Pointer, _Pointer]),
    "EVP_PKEY_CTX_free": (None, [_Pointer]),
    "EVP_PKEY_sign_init": (ctypes.c_int, [_Pointer]),
    "EVP_PKEY_CTX_ctrl_str": (ctypes.c_int, [_Pointer, ctypes.c_char_p, ctypes.c_char_p]),
    "EVP_PKEY_sign": (
        ctypes.c_int,
        [_Pointer, ctypes.c_char_p, ctypes.POINTER(_Size), ctypes.c_char_p, _Size],
    ),
}


class LibcryptoError(RuntimeError):
    """The OpenSSL of this machine does not do what is asked of it; nothing was signed."""


class SecretKey:
    """A treasurer's RSA key. Shows nothing of itself when printed."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key
        numbers = key.public_key().public_numbers()
        self.public = PublicKey(numbers.n, numbers.e)

    def __repr__(self) -> str:
        return "<SecretKey>"

    @classmethod
    def generate(cls) -> SecretKey:
        """A new RSA-3072 key with the exponent 65537. Takes some tenths of a second."""
        return cls(rsa.generate_private_key(EXPONENT, BITS))

    @classmethod
    def read(cls, der: bytes) -> SecretKey:
        """Undo `reveal`; BlindError or ValueError for anything but an RSA key whose numbers belong together."""
        key = load_der_private_key(der, password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise BlindError("no RSA key")
        return cls(key)

    def reveal(self) -> bytes:
        """PKCS#8 in DER, the secret itself."""
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, blinded: bytes) -> bytes:
        """The blind signature; BlindError for what is no number of this key.

        A fault while it is computed could tell a prime of the key to whoever sees the result (Boneh, DeMillo, Lipton, 1997): so it is checked before it is given out.
        """
        number = self.public.number(blinded)
        signed = self._power(blinded)
        if pow(int.from_bytes(signed), self.public.exponent, self.public.modulus) != number:
            raise LibcryptoError("a signature came out wrong: this machine is not to be trusted with the key")
        return signed

    @functools.cached_property
    def _power(self) -> Callable[[bytes], bytes]:
        return _RawRsa(self.reveal(), self.public.size).power


class _RawRsa:
    """One key inside libcrypto, set to sign without padding."""

    def __init__(self, der: bytes, size: int) -> None:
        crypto, self._size = _libcrypto(), size
        self._sign = crypto.EVP_PKEY_sign
        start = ctypes.c_char_p(der)
        key = crypto.d2i_AutoPrivateKey(None, ctypes.byref(start), len(der))
        weakref.finalize(self, crypto.EVP_PKEY_free, key)
        self._context = crypto.EVP_PKEY_CTX_new(key, None) if key else None
        weakref.finalize(self, crypto.EVP_PKEY_CTX_free, self._context)
        if (
            not self._context
            or crypto.EVP_PKEY_sign_init(self._context) != 1
            or crypto.EVP_PKEY_CTX_ctrl_str(self._context, b"rsa_padding_mode", b"none") != 1
        ):
            raise LibcryptoError("this machine's OpenSSL does not take the key")

    def power(self, raw: bytes) -> bytes:
        """`raw` to the secret exponent, both big-endian and in the size of the modulus."""
        signed, size = ctypes.create_string_buffer(self._size), _Size(self._size)
        done = self._sign(self._context, signed, ctypes.byref(size), raw, len(raw))
        if done != 1 or size.value != self._size:
            raise LibcryptoError("this machine's OpenSSL did not sign")
        return signed.raw


@functools.cache
def _libcrypto() -> ctypes.CDLL:
    """The first library that has every function that is called here, with their types."""
    for library in _candidates():
        if all(hasattr(library, name) for name in _FUNCTIONS):
            for name, (result, arguments) in _FUNCTIONS.items():
                function = getattr(library, name)
                function.restype, function.argtypes = result, arguments
            return library
    raise LibcryptoError(
        "no OpenSSL was found on this machine: on Debian and Ubuntu, sudo apt install libssl3"
    )


def _candidates() -> Iterator[ctypes.CDLL]:
    """What Python's `ssl` is linked with, in its own file or inside Python; then the system's."""
    yield ctypes.CDLL(getattr(_ssl, "__file__", None))
    if name := ctypes.util.find_library("crypto"):
        yield ctypes.CDLL(name)
