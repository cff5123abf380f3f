"""A browser that sends a sealed file part by part, as the scripts of every page do it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.padding import SMALLEST_FILE
from fairwitness.crypto.parts import HEAD
from fairwitness.crypto.recipients import HybridIdentity

RECIPIENT = HybridIdentity(bytes(32)).recipient
UPLOADS = "/en/uploads/"


def part_of(size: int = SMALLEST_FILE) -> bytes:
    """What can be a part of a file, as far as anybody sees who has no key: `size` bytes behind its head."""
    return seal(bytes(HEAD + size), [RECIPIENT])


PART, OTHER = part_of(), part_of()


class Uploading:
    """One file on its way. It has neither cookie nor token: its secret is all that counts."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        told = self.client.post(UPLOADS).json()
        self.id: str = told["id"]
        self.secret = unb64(told["secret"], 32)

    @property
    def claim(self) -> dict[str, str]:
        """How a letter's request names it."""
        return {"id": self.id, "secret": b64(self.secret)}

    def asks(self, method: str, path: str = "", body: bytes = b"", secret: str | None = None) -> Any:
        """What a script asks with the secret, or with another."""
        return self.client.generic(
            method,
            f"{UPLOADS}{self.id}/{path}",
            body,
            "application/octet-stream",
            headers={"Upload-Secret": b64(self.secret) if secret is None else secret},
        )

    def puts(self, number: int, part: bytes = PART) -> Any:
        """One sealed part."""
        return self.asks("PUT", f"{number}/", part)

    @property
    def stored(self) -> list[int]:
        """Which parts the line says it has."""
        return list(self.asks("GET").json()["stored"])
