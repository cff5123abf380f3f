"""The one error of the age format."""

from __future__ import annotations

from typing import Literal

Why = Literal["no match", "header", "hmac", "payload", "armor", "keys"]


class AgeError(ValueError):
    """A file or a key that cannot be used, in one line; `why` says which step refused it (C2SP's names)."""

    def __init__(self, line: str, why: Why = "payload") -> None:
        super().__init__(line)
        self.why = why
