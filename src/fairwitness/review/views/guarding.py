"""Whoever guards names: a desk of their own, with no queue and no tip. They take the outer layer off, or refuse, and read neither name nor matter."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office.clock import today
from fairwitness.office.reading import numbers_to_read_out
from fairwitness.office.rows import only
from fairwitness.review.forms import NameAnswerForm
from fairwitness.review.name_status import stands
from fairwitness.review.reading import sheets_of
from fairwitness.review.views.door import DeskRequest, custodians_only, desk_page, show
from fairwitness.sealed.actions import ask_for_name, signed_by_two
from fairwitness.sealed.actions.among_readers import NotOnSheet
from fairwitness.sealed.actions.commit_sealed import SheetOutdated
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.names import answers_of, is_ready, requests_for
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

ANSWER = 64 * 1024  # bytes of an answer's request: a sealed name, and what is signed about it
GONE = (
    Why.UNKNOWN,
    _(
        "This is not asked of you any more: it was ended, answered, or its tip is gone. Nothing was opened by this press."
    ),
)
OPENED_ON = _("You have opened this on %(day)s. The two who asked can read it.")
REFUSED_ON = _("You have refused this on %(day)s.")
NOT_WHOLE = Why.MALFORMED, _("This did not arrive whole. Please press the button again.")
NOT_YOURS = (
    Why.FORBIDDEN,
    _(
        "This is not signed with your key of today, or your key is not on the key sheet. Nothing was opened by this press."
    ),
)
WRONG: Refusals = {
    ask_for_name.NotGuarded: NOT_YOURS,
    signed_by_two.NotSigned: NOT_YOURS,
    StalePage: (Why.CONFLICT, _("A new day has begun meanwhile. Please press the button again.")),
    ask_for_name.NotReady: (
        Why.CONFLICT,
        _("The tipster has not said yes, or the day has not come. Nothing was opened."),
    ),
    signed_by_two.FirstHasLeft: (
        Why.CONFLICT,
        _("One of the two who asked reads this tip no more. Nothing was opened: refuse it, or wait."),
    ),
    NotOnSheet: NOT_YOURS,
    SheetOutdated: (
        Why.CONFLICT,
        _("The key sheet is out of date. The office key has to sign a new one first."),
    ),
}


@require_safe
@desk_page
@custodians_only
def names(request: DeskRequest) -> HttpResponse:
    """What is asked of them, and what they have done."""
    context = {
        "numbers": numbers_to_read_out(request.user),
        "waiting": [(row, stands(row), is_ready(row)) for row in requests_for(request.user)],
        "done": answers_of(request.user),
    }
    return show(request, "review/names.html", context)


@require_safe
@desk_page
@custodians_only
def answering(request: DeskRequest, asked: str) -> HttpResponse:
    """One request, where the second press is made: open it, or refuse it with a reason."""
    row = _asked(request, asked)
    if row is None:
        return show(request, "review/name_gone.html", {"done": _done(request, asked)}, status=404)
    context = {
        "row": row,
        "stands": stands(row),
        "is_ready": is_ready(row),
        "opens": request.GET.get("to") == "open",
        "reasons": NameAnswer.Reason.choices,
    }
    return show(request, "review/name_answering.html", context)


@require_safe
@custodians_only
def sealed(request: DeskRequest, asked: str) -> HttpResponse:
    """What was signed, the sheets that say whose signatures count, and once it may be opened the name as cipher, of which they can take off one layer."""
    row = _asked(request, asked)
    if row is None:
        return _gone(request, asked)
    tip = row.tip
    told = {
        "line": b64(tip.office.line),
        "channel": tip.channel.slug,
        "office": b64(tip.office.verifying_key),
        "sheets": [b64(published) for published in sheets_of(tip)],
        "statement": b64(row.statement),
        "signatures": [b64(row.first_signature), b64(row.second_signature)],
        "consent": b64(row.consent),
        "consent_signature": b64(row.consent_signature),
        "opens": row.opens and row.opens.isoformat(),
        "today": today().isoformat(),
        "name": b64(tip.sealed_name.sealed) if is_ready(row) else "",
    }
    return JsonResponse(told)


@require_POST
@takes_bytes(ANSWER)
@custodians_only
def answer(request: DeskRequest, asked: str) -> HttpResponse:
    """Keep what they sealed to the two who asked, or that they refuse. The same sent again is the same."""
    sent = NameAnswerForm.read(request.body)
    if sent is None:
        return refused(*NOT_WHOLE)
    try:
        ask_for_name.answer(asked, request.user, sent.statement, sent.signature, sent.sealed)
    except (signed_by_two.NothingAsked, TipDestroyed):
        return _gone(request, asked)
    except tuple(WRONG) as why:
        return refused_for(why, WRONG)
    return JsonResponse({"id": asked})


def _asked(request: DeskRequest, asked: str) -> NameRequest | None:
    """Of those that are asked of this custodian; every other is as if there were none."""
    return only(requests_for(request.user).filter(pk=asked))


def _done(request: DeskRequest, asked: str) -> NameAnswer | None:
    """What this custodian has answered already, in another tab or by a press of which they saw no end."""
    return only(answers_of(request.user).filter(request=asked))


def _gone(request: DeskRequest, asked: str) -> HttpResponse:
    """Nobody is told that nothing was opened who has opened it."""
    done = _done(request, asked)
    if done is None:
        return refused(*GONE)
    told = REFUSED_ON if done.reason else OPENED_ON
    return refused(Why.UNKNOWN, told % {"day": done.day.isoformat()})
