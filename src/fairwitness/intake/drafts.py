"""What a browser carries from the first sight of the form to the code: nothing of it is stored here."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.keys import tagged_hash
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.cookies import SecretCookie

COOKIE = SecretCookie("tell")
ID, ENTROPY, SEED = 16, 16, 32  # bytes


@dataclass(frozen=True)
class Draft:
    """A commit id, the code's entropy, and the seed of conversation key 0: whoever holds this can open the tip."""

    commit: bytes = field(repr=False)
    entropy: bytes = field(repr=False)
    seed: bytes = field(repr=False)

    @classmethod
    def begin(cls) -> Draft:
        """A new draft, at random."""
        return cls(secrets.token_bytes(ID), secrets.token_bytes(ENTROPY), secrets.token_bytes(SEED))

    @classmethod
    def read(cls, request: HttpRequest) -> Draft | None:
        """The draft that this browser carries."""
        payload = COOKIE.read(request)
        if payload is None or len(payload) != ID + ENTROPY + SEED:
            return None
        return cls(payload[:ID], payload[ID : ID + ENTROPY], payload[ID + ENTROPY :])

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Let this browser carry it for another hour."""
        COOKIE.keep(request, response, self.commit + self.entropy + self.seed)

    def with_another_code(self) -> Draft:
        """The same files and the same conversation key, behind a code whose first row is free."""
        return replace(self, entropy=secrets.token_bytes(ENTROPY))

    @property
    def code(self) -> TipCode:
        """The twelve words."""
        return TipCode.from_entropy(self.entropy)

    @property
    def identity(self) -> HybridIdentity:
        """Conversation key 0."""
        return HybridIdentity.from_seed(self.seed)

    def fingerprint(self, parts: Sequence[bytes]) -> bytes:
        """Recognises the same words sent twice. Keyed: the stored hash lets nobody test a guess of the text."""
        return hmac.digest(self.seed, tagged_hash("fairwitness/1/arrival", *parts), "sha256")
