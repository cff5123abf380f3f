"""What two people decide: grades apart from one another, rival explanations, and what both sign. All that is written here is cipher on the line."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.decisions import deciding, heard, reading
from fairwitness.decisions.actions import confirm, go_on
from fairwitness.decisions.actions.grade import GradedBefore, MayNotGrade
from fairwitness.decisions.forms import GradeForm
from fairwitness.decisions.knowing import waiting
from fairwitness.decisions.models import Finding
from fairwitness.decisions.words import STEPS
from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review.alleged import WAYS
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.signed_first import RECORDED_IT
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import (
    DeskRequest,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    still_there,
    tip_of,
)
from fairwitness.review.views.passing_on import WRONG as WRONG_ON
from fairwitness.review.views.two_signatures import signing, taking_back
from fairwitness.sealed.actions import signed_by_two
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import NoSuchMove, NotMarked, StalePage, WaitsForSecond
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.hearing import hearings
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for
from fairwitness.sealed.resting import kept_for
from fairwitness.sealed.states import STAGES, State

ELSEWHERE = _("This tip stands elsewhere by now. Nothing was changed.")
ANSWER_FIRST = _(
    "Something that colleagues have signed waits. It is answered or taken back first, by whoever has graded."
)
NOT_BY_RECORDER = _("You have recorded this tip. So you neither grade it nor sign what was found.")
ALONE = _("You have signed it first. A colleague who has graded has to sign too.")
WRONG: Refusals = {
    RecordedIt: (Why.FORBIDDEN, NOT_BY_RECORDER),
    TipDestroyed: (Why.GONE, _("This tip was taken back or destroyed meanwhile. Nothing was kept.")),
    StalePage: (
        Why.CONFLICT,
        _("This tip is not in its second review any more. What you wrote stays here: load the page again."),
    ),
    GradedBefore: (
        Why.CONFLICT,
        _("You have graded this claim already. A grade stands as it was written."),
    ),
    MayNotGrade: (Why.FORBIDDEN, _("Only whoever reads this tip with the keys of today can grade it.")),
    confirm.NotHeard: (Why.CONFLICT, heard.NOT_ASKED),
    confirm.OtherAnswers: (
        Why.CONFLICT,
        _(
            "The person reported on has answered meanwhile, or somebody else was asked. Nothing was signed: load the page again and weigh it first."
        ),
    ),
    confirm.NotGraded: (
        Why.CONFLICT,
        _(
            "Two have to grade each claim, both who sign among them, and so has whoever graded another wording of it. Load the page again."
        ),
    ),
    confirm.SameInviter: (
        Why.CONFLICT,
        _("One of you was invited by the other, or both by the same person. Somebody else has to sign."),
    ),
    signed_by_two.Alone: (Why.CONFLICT, ALONE),
    signed_by_two.SignedElsewhere: (
        Why.CONFLICT,
        _("A second name stands there that confirmed nothing. Take it back, and begin anew."),
    ),
    **{kind: said for kind, said in WRONG_ON.items() if kind not in (RecordedIt, TipDestroyed, StalePage)},
}


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str) -> HttpResponse:
    """What is graded, weighed and signed of a tip."""
    return _page(request, tip_of(request, tip_id))


@require_safe
@reviewers_only
def grades(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The grades that stand beside one of this reader's own, as cipher, without a name; of the others not even how many there are. And what of the other side's is to be weighed."""
    found = tip_of(request, tip_id)
    told = [
        {
            "allegation": one.allegation,
            "version": one.version,
            "n": one.number,
            "sealed": b64(one.sealed),
        }
        for one in reading.grades_for(request.user, found)
    ]
    asked = heard.asked(found)
    of_them = {"asked": [one.conversation_id for one in asked], "handed": [_handed(one) for one in asked]}
    return JsonResponse({"grades": told, **of_them, "answers": [one.id for one in heard.shown(found)]})


def _handed(row: Hearing) -> dict[str, str]:
    """That their code was handed over, as another reader has signed it: each browser checks it."""
    signed = {"statement": b64(row.statement), "signature": b64(row.signature)}
    return {"asked": row.conversation_id, **signed}


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def grade(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Keep a grade. The same sent again is the same; the answer says nothing of any other."""
    try:
        found = still_there(request, tip_id)
        form = GradeForm.read(request.body)
        if form is None:
            return refused(*NOT_WHOLE)
        deciding.grade(found, request.user, form)
    except tuple(WRONG) as why:
        return refused_for(why, WRONG)
    return JsonResponse({"id": form.sent.allegation})


propose = signing(ProposalForm, deciding.propose, WRONG)
agree = signing(AgreementForm, deciding.agree, WRONG)  # with that the tip is confirmed


@form_of("decisions:page")
@desk_page
@reviewers_only
def step(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Bring it on or back, where one reader may. What ends it is asked once more."""
    found = tip_of(request, tip_id)
    to, seen = request.POST.get("to", ""), request.POST.get("seen", "")
    if to not in State.values or seen not in State.values:
        return _page(request, found, str(ELSEWHERE), 409)
    if to == State.NOT_CONFIRMED and seen == found.state and "sure" not in request.POST:
        return _before_the_end(request, found)
    try:
        go_on.go_on(found, State(to), seen=State(seen), by=request.user.id)
    except TipDestroyed:
        raise Http404 from None
    except RecordedIt:
        return _page(request, found, str(RECORDED_IT), 409)
    except WaitsForSecond:
        return _page(request, found, str(ANSWER_FIRST), 409)
    except (StalePage, NoSuchMove, NotMarked):
        return _page(request, found, str(ELSEWHERE), 409)
    return onward("decisions:page", tip_id=found.id)


def _before_the_end(request: DeskRequest, tip: Tip) -> HttpResponse:
    """What it means, and what the tipster is told at once. A colleague's signature is answered first, so nobody is asked then."""
    if reading.asked_for(tip) is not None or waiting(tip) is not None:
        return _page(request, tip, str(ANSWER_FIRST), 409)
    if recorded_by(tip) == request.user.id:
        return _page(request, tip, str(RECORDED_IT), 409)
    context = {
        "tip": tip,
        "asked": heard.asked(tip),
        "days": kept_for(tip).unconfirmed_days,
        "told": STAGES[State.NOT_CONFIRMED].tipster,
    }
    return show(request, "decisions/end.html", context)


def _page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    finding = reading.finding_for(request.user, tip)
    recorded_it = recorded_by(tip) == request.user.id
    context = {
        "tip": tip,
        "recorded_it": recorded_it,
        "steps": [] if recorded_it else go_on.steps_from(State(tip.state)).items(),
        "in_review": tip.state == State.SECOND_REVIEW,
        "may_grade": reading.may_grade(request.user, tip),
        "ways": WAYS.items(),
        "credible": STEPS.items(),
        "heard": hearings(tip),
        "asked": heard.asked(tip),
        "not_yet": heard.why_not_yet(tip),
        "closed": reading.closed(tip),
        "finding": _signed(request.user, finding, tip),
        "limits": charter.current().limits,
        "problem": problem,
    }
    return show(request, "decisions/decision.html", context, status)


def _signed(staff: Staff, finding: Finding | None, tip: Tip) -> dict[str, object] | None:
    """What was signed, for the scripts to look at."""
    if finding is None:
        return None
    return {
        "id": finding.id,
        "statement": b64(finding.statement),
        "signatures": f"{b64(finding.first_signature)} {b64(finding.second_signature)}".strip(),
        "is_done": finding.second != "" and tip.state != State.SECOND_REVIEW,
        "is_mine": finding.first == staff.id,
    }


take_back = taking_back("decisions:page", confirm.take_back, _page)
