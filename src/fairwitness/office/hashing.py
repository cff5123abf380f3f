"""How the derived sign-in value is kept."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import get_random_string


class FastHasher(BasePasswordHasher):
    """One salted HMAC. What it hashes comes of 88 random bits behind 600 000 rounds: more rounds here would add nothing."""

    algorithm = "derived"

    def salt(self) -> str:
        """22 random characters."""
        return get_random_string(22)

    def encode(self, password: str, salt: str) -> str:
        """`derived$salt$hex`."""
        digest = hmac.digest(salt.encode(), password.encode(), hashlib.sha256)
        return f"{self.algorithm}${salt}${digest.hex()}"

    def decode(self, encoded: str) -> dict[str, str]:
        """The pieces."""
        algorithm, salt, digest = encoded.split("$")
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        """In constant time."""
        return hmac.compare_digest(self.encode(password, self.decode(encoded)["salt"]), encoded)

    def must_update(self, encoded: str) -> bool:
        """Never: there is one way."""
        del encoded
        return False

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """Nothing of use."""
        return {"algorithm": self.decode(encoded)["algorithm"]}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """There is nothing to even out."""


def hash_of_secret(secret: str) -> str:
    """What is kept of a derived sign-in value."""
    hasher = FastHasher()
    return hasher.encode(secret, hasher.salt())
