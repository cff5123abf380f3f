"""The same mailbox for a browser that opens and seals by itself: the requests of a tipster's, for the person reported on alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.mailbox.reply import told
from fairwitness.mailbox.reply.forms import TAKEN, ReplyCodeForm
from fairwitness.mailbox.reply.standing import is_ended
from fairwitness.mailbox.reply.taking import NotTheirs, take_adviser, take_end
from fairwitness.mailbox.told import receipt
from fairwitness.mailbox.views.sealed import (
    WRONG,
    Body,
    conversation_of,
    for_the_owner,
    one_answer,
    one_code,
    one_letter,
    one_part,
    unknown,
    whole,
)
from fairwitness.mailbox.wire import (
    Asked,
    AskedAgain,
    AskedForLetter,
    AskedForPart,
    SentCode,
    SentEnd,
    SentLetter,
)
from fairwitness.sealed.actions.advise import NobodyAdvises, SomebodyAdvises
from fairwitness.sealed.actions.hear import NoMoreTime, ask_for_more
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.hearing import was_taken
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.not_confirmed import NotThat, signed
from fairwitness.sealed.refusals import Refusals, Why

PERSON = Conversation.Party.PERSON
OURS: Mapping[type[Exception], tuple[Why, object]] = {
    TipDestroyed: (Why.DESTROYED, _("This has ended, and nobody reads it any more. Nothing was sent.")),
    NotThat: (Why.CONFLICT, _("There is no such letter: something else came of it, or nothing yet.")),
    SomebodyAdvises: (Why.CONFLICT, _("Somebody advises you already. Nothing was changed: end that first.")),
    NobodyAdvises: (Why.CONFLICT, _("Nobody advises you any more. Open your mailbox again.")),
    NotTheirs: (Why.FORBIDDEN, _("Only whoever is reported on says who advises. Nothing was changed.")),
    NoMoreTime: (
        Why.CONFLICT,
        _("More time is given once, and in time. Nothing was changed: open your mailbox again."),
    ),
}
REFUSALS: Refusals = {**WRONG, **OURS}


def _absent(asked: Asked) -> HttpResponse:
    """Where it is a code that somebody has used to take another one, that is said: it may have been nobody whom it is for."""
    return unknown(TAKEN if was_taken(asked.locator) else ReplyCodeForm.unknown)


def going_on(
    form: type[Body],
) -> Callable[[Callable[[Mailbox, Body], HttpResponseBase]], Callable[[HttpRequest], HttpResponseBase]]:
    """As for a tipster; and once it has ended every request but the first has one answer, whatever it asks for."""

    def decorated(
        view: Callable[[Mailbox, Body], HttpResponseBase],
    ) -> Callable[[HttpRequest], HttpResponseBase]:
        @wraps(view)
        def looked(mailbox: Mailbox, sent: Body) -> HttpResponseBase:
            if is_ended(conversation_of(mailbox)):
                raise TipDestroyed
            return view(mailbox, sent)

        return for_the_owner(form, PERSON, REFUSALS, _absent)(looked)

    return decorated


@for_the_owner(Asked, PERSON, REFUSALS, _absent)
def opened(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """The first page: everything but the letters themselves."""
    return whole(told.opened(mailbox, conversation_of(mailbox)))


@going_on(AskedAgain)
def more(mailbox: Mailbox, asked: AskedAgain) -> HttpResponse:
    """Fourteen days more, once; then the first page as it is now."""
    ask_for_more(conversation_of(mailbox), mailbox)
    found = asked.mailbox(PERSON)
    return whole(told.opened(found, conversation_of(found))) if found else unknown(ReplyCodeForm.unknown)


@going_on(Asked)
def not_confirmed(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """A signed letter that says so, in an answer of one size. Nothing is noted of it."""
    if as_adviser(mailbox):
        raise NotThat
    return whole(receipt(signed(conversation_of(mailbox))))


@going_on(SentCode)
def adviser(mailbox: Mailbox, sent: SentCode) -> HttpResponse:
    """A code that lets somebody advise from now on. The same again is the same."""
    take_adviser(mailbox, sent)
    return JsonResponse({"in_force": True})


@going_on(SentEnd)
def adviser_end(mailbox: Mailbox, sent: SentEnd) -> HttpResponse:
    """The letter after which nobody advises, and no key or mailbox of theirs is left."""
    take_end(mailbox, sent)
    return JsonResponse({"ended": True})


letter = going_on(AskedForLetter)(one_letter)
part = going_on(AskedForPart)(one_part)
answer = going_on(SentLetter)(one_answer)
code = going_on(SentCode)(one_code)
