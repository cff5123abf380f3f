"""The same mailbox for a browser that opens and seals by itself: the requests of a tipster's, for the person reported on alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.mailbox.reply import told
from fairwitness.mailbox.reply.taking import NotTheirs, take_adviser, take_end
from fairwitness.mailbox.told import receipt
from fairwitness.mailbox.views.sealed import (
    WRONG,
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
from fairwitness.sealed.models import Conversation, Mailbox
from fairwitness.sealed.not_confirmed import NotThat, signed
from fairwitness.sealed.refusals import Refusals, Why

PERSON = Conversation.Party.PERSON
OURS: Mapping[type[Exception], tuple[Why, object]] = {
    TipDestroyed: (Why.DESTROYED, _("Everything that was kept here is destroyed. Nothing was sent.")),
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


@for_the_owner(Asked, PERSON, REFUSALS)
def opened(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """The first page: everything but the letters themselves."""
    return whole(told.opened(mailbox, conversation_of(mailbox)))


@for_the_owner(AskedAgain, PERSON, REFUSALS)
def more(mailbox: Mailbox, asked: AskedAgain) -> HttpResponse:
    """Fourteen days more, once; then the first page as it is now."""
    ask_for_more(conversation_of(mailbox), mailbox)
    found = asked.mailbox(PERSON)
    return whole(told.opened(found, conversation_of(found))) if found else unknown(PERSON)


@for_the_owner(Asked, PERSON, REFUSALS)
def not_confirmed(mailbox: Mailbox, _asked: Asked) -> HttpResponse:
    """A signed letter that says so, in an answer of one size. Nothing is noted of it."""
    if as_adviser(mailbox):
        raise NotThat
    return whole(receipt(signed(conversation_of(mailbox))))


@for_the_owner(SentCode, PERSON, REFUSALS)
def adviser(mailbox: Mailbox, sent: SentCode) -> HttpResponse:
    """A code that lets somebody advise from now on. The same again is the same."""
    take_adviser(mailbox, sent)
    return JsonResponse({"in_force": True})


@for_the_owner(SentEnd, PERSON, REFUSALS)
def adviser_end(mailbox: Mailbox, sent: SentEnd) -> HttpResponse:
    """The letter after which nobody advises, and no key or mailbox of theirs is left."""
    take_end(mailbox, sent)
    return JsonResponse({"ended": True})


letter = for_the_owner(AskedForLetter, PERSON, REFUSALS)(one_letter)
part = for_the_owner(AskedForPart, PERSON, REFUSALS)(one_part)
answer = for_the_owner(SentLetter, PERSON, REFUSALS)(one_answer)
code = for_the_owner(SentCode, PERSON, REFUSALS)(one_code)
