"""Whether a tipster knew that something was untrue: what they are told, and what two readers sign. All that is written here is cipher on the line."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.knowingly_false import LONGEST
from fairwitness.decisions import deciding, knowing
from fairwitness.decisions.actions import know
from fairwitness.decisions.forms import PaperForm
from fairwitness.decisions.models import KnowinglyFalse
from fairwitness.decisions.reading import may_grade
from fairwitness.decisions.views import WRONG as WRONG_FINDING
from fairwitness.office.clock import today
from fairwitness.review.forms import ProposalForm
from fairwitness.review.views.door import (
    DeskRequest,
    NotOpen,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.two_signatures import GONE, signing, taking_back
from fairwitness.sealed.actions import signed_by_two
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.models import Tip
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.refusals import Refusals, Why
from fairwitness.sealed.states import State

WRONG: Refusals = {
    **WRONG_FINDING,
    know.NobodyReads: (
        Why.CONFLICT,
        _("No letter reaches this tipster, or somebody here knows their code. So nobody can hear them."),
    ),
    know.ClockStoodAhead: (
        Why.CONFLICT,
        _("This line’s clock stood ahead when the tip or your letter was dated. Wait until that day."),
    ),
    know.NotYetHeard: (
        Why.CONFLICT,
        _(
            "The tipster was not heard: tell them first, wait until they have read it, and let their time pass."
        ),
    ),
    know.OtherWords: (
        Why.CONFLICT,
        _("The tipster has written meanwhile. Nothing was signed: load the page again and weigh it first."),
    ),
    know.NobodyOutside: (
        Why.CONFLICT,
        _("Nobody is there who could judge it from outside. This tip can only be not confirmed."),
    ),
    know.NotOutside: (
        Why.CONFLICT,
        _("Others may judge it from outside by now. Load the page again."),
    ),
    signed_by_two.Alone: (Why.CONFLICT, _("You have signed it first. Somebody else has to sign too.")),
}


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str) -> HttpResponse:
    """How far it is, for readers of the tip."""
    return _page(request, tip_of(request, tip_id))


@form_of("decisions:knowing")
@desk_page
@reviewers_only
def ask_tipster(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Say in the mailbox which letter holds something against the tipster."""
    found = tip_of(request, tip_id)
    try:
        know.ask_tipster(found, request.user, request.POST.get("letter", ""))
    except TipDestroyed:
        raise NotOpen from None
    except signed_by_two.NothingAsked:
        return _page(
            request,
            found,
            str(
                _("Only the readers’ last letter to the tipster counts, and only on the day it was written.")
            ),
            409,
        )
    except tuple(WRONG) as why:
        return _page(request, found, str(WRONG[type(why)][1]), 409)
    return onward("decisions:knowing", tip_id=found.id)


propose = signing(ProposalForm, deciding.propose_knowing, WRONG)
agree = signing(PaperForm, deciding.agree_knowing, WRONG)  # with that somebody from outside is asked


def _page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    row = knowing.signed_of(tip)
    row = row if row is not None and knowing.may_see(row, request.user.id) else None
    asked = knowing.asked_of(tip) if row is None else row.asked
    context = {
        "tip": tip,
        "problem": problem,
        "in_review": tip.state == State.SECOND_REVIEW,
        "may_sign": may_grade(request.user, tip),
        "recorded_it": recorded_by(tip) == request.user.id,
        "reaches": knowing.can_be_heard(tip),
        "letters": knowing.letters_that_tell(tip),
        "asked": asked,
        "until": None if asked is None else knowing.until(asked),
        "was_read": asked is not None and knowing.was_read(asked),
        "is_heard": asked is not None and knowing.is_heard(asked),
        "answers": [] if asked is None else knowing.answers_to(asked),
        "outsiders": len(knowing.outsiders(tip, request.user.id)),
        "signed": None if row is None else _signed(request, tip, row),
        "today": today(),
        "longest": LONGEST,
    }
    return show(request, "decisions/knowing.html", context, status)


def _signed(request: DeskRequest, tip: Tip, row: KnowinglyFalse) -> dict[str, object]:
    """What was signed, for the scripts to look at."""
    papers_for = [one.recipient.holder for one in knowing.outsiders(tip, row.first, request.user.id)]
    return {
        "id": row.id,
        "statement": b64(row.statement),
        "signatures": f"{b64(row.first_signature)} {b64(row.second_signature)}".strip(),
        "papers_for": " ".join(b64(one) for one in papers_for),
        "is_mine": row.first == request.user.id,
        "waits": knowing.waiting(tip) is not None,
        "by_two": row.second != "",
        "is_judged": row.outsider != "",
        "reason": row.get_reason_display(),
    }


take_back = taking_back("decisions:knowing", know.take_back, _page, gone=GONE)
