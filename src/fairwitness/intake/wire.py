"""What a browser that seals sends and is told: its requests become what the actions take, and their errors its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from fairwitness.crypto.commits import CodeShown, Commit, CommitError
from fairwitness.sealed.actions.commit import (
    CommitConflict,
    CommitKey,
    DraftGone,
    LocatorTaken,
    SealedGrant,
    SealedTip,
)
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.files import FilesGone
from fairwitness.sealed.refusing import Refused, Why

MOST_BYTES = 4 * 1024 * 1024  # of one request: 200 000 characters, or a letter that lists many large files
WHY = {
    CommitError: Why.MALFORMED,
    NotGranted: Why.MALFORMED,
    CommitConflict: Why.CONFLICT,
    DraftGone: Why.CONFLICT,
    LocatorTaken: Why.TAKEN,
    SheetOutdated: Why.SHEET,
    FilesGone: Why.FILES,
}


@contextmanager
def refusals() -> Iterator[None]:
    """Say each of these in the one word that a script acts on."""
    try:
        yield
    except tuple(WHY) as error:
        raise Refused(WHY[type(error)]) from None


def hashes_of(code: CodeShown) -> MailboxHashes:
    """What may be stored of it."""
    return MailboxHashes(code.locator, sha256(code.auth).digest(), code.recipient, code.key)


def key_of(sent: Commit, body: bytes) -> CommitKey:
    """What makes the same request recognisable."""
    return CommitKey(sent.commit, sha256(body).digest(), sha256(sent.code.auth).digest())


def tip_of(sent: Commit) -> SealedTip:
    """Everything that is stored, apart from its mailbox."""
    return SealedTip(
        conversation=sent.conversation,
        grants=[SealedGrant(one.holder, one.sealed) for one in sent.grants],
        letter=sent.letter,
        excluded=sent.excluded,
        no_answer=sent.no_answer,
    )
