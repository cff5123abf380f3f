"""What a browser that seals sends and is told: its requests become what the actions take, and their errors its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.commits import CodeShown, Commit, CommitError, Upload
from fairwitness.intake.turns import LATER, TooMany
from fairwitness.sealed.actions.commit import (
    CommitConflict,
    CommitKey,
    DraftGone,
    LocatorTaken,
    SealedGrant,
    SealedTip,
)
from fairwitness.sealed.actions.commit_sealed import NotGranted, SentTip, SheetOutdated
from fairwitness.sealed.actions.drafts import MailboxHashes
from fairwitness.sealed.actions.files import FilesGone, Uploads
from fairwitness.sealed.refusals import Refusals, Why, refused_for

MOST_BYTES = 4 * 1024 * 1024  # of one request: 200 000 characters, or a letter that lists many large files
JSON = "application/json"
REFUSALS: Refusals = {
    CommitError: (Why.MALFORMED, _("The line could not read what your browser sent.")),
    NotGranted: (Why.MALFORMED, _("It was not sealed to those who are to read it.")),
    CommitConflict: (Why.CONFLICT, _("This was sent before, with other words. Nothing was changed.")),
    DraftGone: (Why.SENT, _("You have sent this already. Open your mailbox with your code.")),
    LocatorTaken: (Why.TAKEN, _("This code is taken. A new one is needed.")),
    SheetOutdated: (Why.SHEET, _("The list of readers has changed. It has to be sealed once more.")),
    FilesGone: (Why.FILES, _("A file is no longer there. Please choose it again.")),
    TooMany: (Why.LATER, LATER),
}


def in_words(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Tell the script why nothing was taken up, in a word that it acts on and in a sentence."""

    @wraps(view)
    def told(request: HttpRequest, channel: str) -> HttpResponse:
        try:
            return view(request, channel)
        except tuple(REFUSALS) as error:
            return refused_for(error, REFUSALS)

    return told


def body_of(request: HttpRequest) -> bytes:
    """The bytes of a request that is JSON, as a form of another site's is not; CommitError otherwise."""
    if request.content_type != JSON:
        raise CommitError("not sent as JSON")
    return request.body


def hashes_of(code: CodeShown) -> MailboxHashes:
    """What may be stored of it."""
    return MailboxHashes(code.locator, sha256(code.auth).digest(), code.recipient, code.key)


def tip_of(body: bytes) -> SentTip:
    """What a request commits; CommitError for anything else. The hash of its bytes makes it recognisable."""
    sent = Commit.from_json(body)
    code = hashes_of(sent.code)
    key = CommitKey(sent.commit, sha256(body).digest(), code.auth)
    return SentTip(key, code, _sealed(sent), uploads_of(sent.uploads))


def uploads_of(uploads: Sequence[Upload]) -> Uploads:
    """Each with its secret; one that belongs to the draft already needs none."""
    return [(one.id, one.secret or b"") for one in uploads]


def _sealed(sent: Commit) -> SealedTip:
    return SealedTip(
        conversation=sent.conversation,
        grants=[SealedGrant(one.holder, one.sealed) for one in sent.grants],
        letter=sent.letter,
        excluded=sent.excluded,
        no_answer=sent.no_answer,
        name=sent.name,
    )
