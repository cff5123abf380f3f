"""The payload of an age file: chunks of 64 KiB, each sealed by itself (C2SP age, "Payload"; STREAM)."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fairwitness.crypto.errors import AgeError

CHUNK = 64 * 1024
TAG = 16
NONCE = 16  # bytes of the payload's nonce, which stands after the header
COUNTER = 11  # bytes of a chunk's number in its own nonce


class StreamKey:
    """Seals and opens the chunks of one payload. A chunk opens at its own place only, and as last or not last."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(
            HKDF(hashes.SHA256(), 32, salt=nonce, info=b"payload").derive(file_key)
        )

    def seal(self, number: int, chunk: bytes | bytearray | memoryview, *, last: bool) -> bytes:
        """The chunk and 16 bytes. Never seal two chunks under one number: it would give both away."""
        return self._cipher.encrypt(number.to_bytes(COUNTER) + last.to_bytes(1), chunk, None)

    def open(self, number: int, sealed: bytes | memoryview, *, last: bool) -> bytes:
        """The chunk; AgeError where it was changed, or belongs elsewhere."""
        try:
            return self._cipher.decrypt(number.to_bytes(COUNTER) + last.to_bytes(1), sealed, None)
        except InvalidTag:
            raise AgeError("the file is damaged or cut off", "payload") from None
