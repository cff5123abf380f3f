"""The key of a draft, carried by one browser; the draft itself is stored, sealed to it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.keys import MailboxKeys, tagged_hash
from fairwitness.office.cookies import SecretCookie
from fairwitness.office.reading import line_id
from fairwitness.sealed import models
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.drafting import OpenDraft, open_draft
from fairwitness.sealed.reading import draft_at, mailbox_at

KEYS_LIVE = 25 * 60  # minutes: a form is taken up for as long as the key of its cookie exists
AFTER_SENDING = 60  # minutes in which the last page is shown again
COOKIE = SecretCookie("tell", minutes=KEYS_LIVE)
ID, ENTROPY, SEED = 16, 16, 32  # bytes


# A derivation is 10 to 20 ms of a core: visitors must not take them all.
DERIVATIONS = BoundedSemaphore(2)


def seed_of(code: TipCode) -> bytes:
    """The mailbox seed, at most two at a time."""
    with DERIVATIONS:
        return code.mailbox_seed(line_id())


@dataclass(frozen=True)
class DraftKey:
    """A commit id, the code's entropy, and the mailbox seed that was derived from it once: whoever holds this opens the tip."""

    commit: bytes = field(repr=False)
    entropy: bytes = field(repr=False)
    seed: bytes = field(repr=False)
    _seen: dict[bytes, OpenDraft] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def new(cls) -> DraftKey:
        """A new code, at random. Takes 10 to 20 ms of a core."""
        code = TipCode.generate()
        return cls(secrets.token_bytes(ID), code.entropy, seed_of(code))

    @classmethod
    def of(cls, code: TipCode, seed: bytes) -> DraftKey:
        """The key of a code that somebody typed."""
        return cls(secrets.token_bytes(ID), code.entropy, seed)

    @classmethod
    def read(cls, request: HttpRequest, minutes: int = KEYS_LIVE) -> DraftKey | None:
        """What this browser carries."""
        payload = COOKIE.read(request, minutes)
        if payload is None or len(payload) != ID + ENTROPY + SEED:
            return None
        return cls(payload[:ID], payload[ID : ID + ENTROPY], payload[ID + ENTROPY :])

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Let this browser carry it on."""
        COOKIE.keep(request, response, self.commit + self.entropy + self.seed)

    @property
    def code(self) -> TipCode:
        """The twelve words."""
        return TipCode.from_entropy(self.entropy)

    @cached_property
    def keys(self) -> MailboxKeys:
        """What opens the draft, and later the mailbox."""
        return MailboxKeys.from_seed(self.seed)

    @cached_property
    def locator(self) -> bytes:
        """What finds both."""
        return self.code.locator(line_id())

    @property
    def hashes(self) -> MailboxHashes:
        """What may be stored of it."""
        keys = self.keys
        return MailboxHashes(
            self.locator, keys.stored_auth, str(keys.identity.recipient), keys.signing.verifying_key
        )

    def fingerprint(self, parts: Sequence[bytes]) -> bytes:
        """Recognises the same thing sent twice. Keyed: the stored hash lets nobody test a guess."""
        return hmac.digest(self.seed, tagged_hash("fairwitness/1/arrival", *parts), "sha256")

    def row(self) -> models.Draft | None:
        """The draft as it is stored, where there still is one of this code's."""
        found = draft_at(self.locator)
        return found if found and hmac.compare_digest(found.mailbox.auth, self.keys.stored_auth) else None

    def open(self) -> OpenDraft | None:
        """The draft, where there still is one. DraftDamaged where it does not open."""
        row = draft_at(self.locator)
        return self.opened(row) if row is not None else None

    def opened(self, row: models.Draft) -> OpenDraft | None:
        """The draft in this row; None where it is another code's. The same letter is opened once for a request that reads, locks and reads again."""
        seen = self._seen.get(row.sealed)
        if seen is not None:
            return replace(seen, row=row)
        opened = open_draft(row, self.keys)
        if opened is not None:
            self._seen[row.sealed] = opened
        return opened

    def is_sent(self) -> bool:
        """Whether the draft has become a tip."""
        mailbox = self.mailbox()
        return mailbox is not None and mailbox.conversation_id is not None

    def mailbox(self) -> models.Mailbox | None:
        """What the code finds, if it is this code's."""
        found = mailbox_at(self.locator)
        return found if found and hmac.compare_digest(found.auth, self.keys.stored_auth) else None
