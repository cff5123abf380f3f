"""The mailbox of a browser that opens and seals by itself: cipher out, cipher in.

Every request carries what finds the mailbox and what lets in. No cookie carries any right here, so no form's token is asked
for, and the front refuses other sites. Whatever opens nothing is one answer, through the same pace as a code that is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fairwitness.crypto.encoding import EncodingError, b64
from fairwitness.mailbox import actions, taking, told
from fairwitness.mailbox.actions import MailboxMoved, SentBefore
from fairwitness.mailbox.forms import CodeForm
from fairwitness.mailbox.views.enter import UNKNOWN
from fairwitness.mailbox.wire import (
    Asked,
    AskedAgain,
    AskedForLetter,
    AskedForPart,
    SentCode,
    SentConsent,
    SentLetter,
)
from fairwitness.office import charter
from fairwitness.sealed import receipts
from fairwitness.sealed.actions.agree import NothingRecorded
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.actions.files import FilesGone
from fairwitness.sealed.actions.letters import CodeWasSeen, TipDestroyed, mark_seen
from fairwitness.sealed.actions.signed_by_two import NothingAsked, NotSigned
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for
from fairwitness.sealed.sealing import tray_behind
from fairwitness.sealed.storage import PartLost, storage

MOST = 4 * 1024 * 1024  # bytes of a request, base64 included
Body = TypeVar("Body", bound=Asked)
LOST = _(
    "This file cannot be opened: the line no longer has all of it. Tell the readers, and send it again if you still have it."
)
NOT_ASKED = _("What was asked of you is not asked any more. Nothing was changed. Open your mailbox again.")
WRONG: Refusals = {
    TipDestroyed: (
        Why.DESTROYED,
        _("Everything of this tip was destroyed. Open your mailbox again to see the dates."),
    ),
    SentBefore: (Why.CONFLICT, _("Something else was sent in its place already. Nothing was changed.")),
    taking.NoSuchKey: (
        Why.CONFLICT,
        _("This was sealed with a key that the line does not know. Nothing was changed."),
    ),
    taking.NotEveryKey: (
        Why.CONFLICT,
        _("Not every key of your mailbox came with the new code. Nothing was changed. Please try again."),
    ),
    NothingRecorded: (Why.CONFLICT, _("There is nothing here to agree to. Nothing was changed.")),
    NothingAsked: (Why.CONFLICT, NOT_ASKED),
    NotSigned: (Why.CONFLICT, NOT_ASKED),
    CodeWasSeen: (
        Why.CONFLICT,
        _("Take a new code first: somebody of the office has seen this one. Nothing was changed."),
    ),
    FilesGone: (Why.FILES, _("A file of this letter is no longer there. Please choose it again.")),
    LocatorTaken: (Why.TAKEN, _("This code cannot be used. Take another one.")),
}


def for_the_owner(
    form: type[Body],
    party: Conversation.Party = Conversation.Party.TIPSTER,
    wrong: Refusals = WRONG,
    absent: Callable[[Asked], HttpResponse] = lambda _: unknown(),
) -> Callable[[Callable[[Mailbox, Body], HttpResponseBase]], Callable[[HttpRequest], HttpResponseBase]]:
    """Call the view with the mailbox that the request opens, on this side, and with what else it says."""

    def decorated(
        view: Callable[[Mailbox, Body], HttpResponseBase],
    ) -> Callable[[HttpRequest], HttpResponseBase]:
        @takes_bytes(MOST)
        @csrf_exempt
        @require_POST
        @wraps(view)
        def answered(request: HttpRequest) -> HttpResponseBase:
            try:
                sent = form.read(request.body)
            except EncodingError:
                return refused(Why.MALFORMED, gettext("This did not arrive whole. Please send it again."))
            mailbox = sent.mailbox(party)
            if mailbox is None:
                is_done = isinstance(sent, SentCode) and sent.is_in_force(party)
                return _in_force() if is_done else absent(sent)
            return _answered(view, mailbox, sent, wrong, absent)

        return answered

    return decorated


def _answered(
    view: Callable[[Mailbox, Body], HttpResponseBase],
    mailbox: Mailbox,
    sent: Body,
    wrong: Refusals,
    absent: Callable[[Asked], HttpResponse],
) -> HttpResponseBase:
    try:
        return view(mailbox, sent)
    except MailboxMoved:
        return absent(sent)
    except tuple(wrong) as why:
        return refused_for(why, wrong)


@for_the_owner(Asked)
def opened(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """The first page: everything but the letters themselves. Nothing is noted of it."""
    return whole(told.opened(mailbox, charter.current()))


def one_letter(mailbox: Mailbox, asked: AskedForLetter) -> HttpResponse:
    """One sealed letter, or filler. A reader's letter counts as seen from now on, not before."""
    conversation = conversation_of(mailbox)
    found = told.letter_of(conversation, asked.id)
    if found is not None and found.from_office:
        mark_seen(mailbox, found.position + 1)
    return JsonResponse({"sealed": b64(told.sealed(found))})


letter = for_the_owner(AskedForLetter)(one_letter)


def one_part(mailbox: Mailbox, asked: AskedForPart) -> HttpResponseBase:
    """One sealed part of a file, as it is stored."""
    found = conversation_of(mailbox).files.filter(pk=asked.file, parts__gt=asked.number).first()
    if found is None:
        return refused(Why.UNKNOWN, gettext("This file is no longer there."))
    try:
        content = storage().open_part(asked.file, asked.number)
    except PartLost:
        return refused(Why.GONE, LOST)
    return FileResponse(content, content_type="application/octet-stream")


part = for_the_owner(AskedForPart)(one_part)


def one_answer(mailbox: Mailbox, sent: SentLetter) -> HttpResponse:
    """A letter in its place. The same letter sent again is the same letter."""
    taking.take_letter(mailbox, sent)
    return JsonResponse({"id": sent.id})


answer = for_the_owner(SentLetter)(one_answer)


@for_the_owner(SentLetter)
def agree(mailbox: Mailbox, sent: SentLetter) -> HttpResponse:
    """The letter that agrees to what was written down. The same again is the same."""
    taking.take_agreement(mailbox, sent)
    return JsonResponse({"id": sent.id})


@for_the_owner(SentConsent)
def name(mailbox: Mailbox, sent: SentConsent) -> HttpResponse:
    """A yes or a no to opening the tipster's name. The same again is the same."""
    taking.take_consent(mailbox, sent)
    return JsonResponse({"said": True})


def one_code(mailbox: Mailbox, sent: SentCode) -> HttpResponse:
    """Another code in force, from now on."""
    taking.take_code(mailbox, sent)
    return _in_force()


code = for_the_owner(SentCode)(one_code)


@for_the_owner(Asked)
def receipt(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """A receipt, in an answer of one size. Nothing is noted of it."""
    return whole(told.receipt(receipts.signed(conversation_of(mailbox).tip)))


@for_the_owner(AskedAgain)
def again(mailbox: Mailbox, asked: AskedAgain) -> HttpResponse:
    """Open the tip again, or object to its lock. Whatever became of it, the answer is the first page as it is now, of one size."""
    actions.open_again(conversation_of(mailbox).tip, asked.step)
    found = asked.mailbox()
    return whole(told.opened(found, charter.current())) if found else unknown()


@for_the_owner(Asked)
def withdraw(mailbox: Mailbox, asked: Asked) -> HttpResponse:
    """Destroy everything at once; what is left are dates."""
    tip = conversation_of(mailbox).tip
    actions.withdraw(tip, tray_behind(asked.auth))
    tip.refresh_from_db()
    return whole(told.whole(told.dates(tip)))


def conversation_of(mailbox: Mailbox) -> Conversation:
    """What the mailbox opens; MailboxMoved for a draft's."""
    if mailbox.opens is None:  # a draft has no letters
        raise MailboxMoved
    return mailbox.opens


def whole(body: bytes) -> HttpResponse:
    """What is filled up already."""
    return HttpResponse(body, content_type="application/json")


def _in_force() -> HttpResponse:
    return JsonResponse({"in_force": True})


def unknown(sentence: Promise | str = CodeForm.unknown) -> HttpResponse:
    """Nothing is opened here: the same for everything that opens nothing, and at the same pace."""
    answer = refused(Why.UNKNOWN, sentence)
    answer.held_back = UNKNOWN.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return answer
