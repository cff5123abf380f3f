"""Whoever judges from outside whether a tipster knew: one paper each time, and no tip."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.decisions import deciding
from fairwitness.decisions.actions import know
from fairwitness.decisions.forms import JudgementForm
from fairwitness.decisions.knowing import may_judge
from fairwitness.decisions.models import KnowinglyFalse
from fairwitness.decisions.views_of_knowing import WRONG as WRONG_KNOWING
from fairwitness.office.clock import today
from fairwitness.review.reading import sheets_of
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import DeskRequest, custodians_only, desk_page, show
from fairwitness.review.views.two_signatures import GONE
from fairwitness.sealed.actions import signed_by_two
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import WaitsForSecond
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

CHANGED = _("The readers have to look at it anew: something has come since they signed. Nothing was signed.")
WRONG: Refusals = {
    **WRONG_KNOWING,
    **dict.fromkeys(
        (
            know.OtherWords,
            know.NotYetHeard,
            signed_by_two.FirstHasLeft,
            WaitsForSecond,
        ),
        (Why.CONFLICT, CHANGED),
    ),
    know.NotOutside: (Why.FORBIDDEN, _("You cannot judge this one.")),
    TipDestroyed: (Why.GONE, GONE),
}


@require_safe
@desk_page
@custodians_only
def page(request: DeskRequest) -> HttpResponse:
    """What waits for a signature from outside."""
    context = {"rows": may_judge(request.user), "reasons": KnowinglyFalse.Reason.choices, "today": today()}
    return show(request, "decisions/outsider.html", context)


@require_safe
@custodians_only
def paper(request: DeskRequest, asked: str) -> HttpResponse:
    """The sealed paper, what two readers have signed, and the sheets that say who reads."""
    row = next((one for one in may_judge(request.user) if one.id == asked), None)
    if row is None:
        return refused(Why.UNKNOWN, GONE)
    return JsonResponse(
        {
            "channel": row.tip.channel.slug,
            "office": b64(row.office.verifying_key),
            "line": b64(row.office.line),
            "sheets": [b64(published) for published in sheets_of(row.tip)],
            "statement": b64(row.statement),
            "signatures": [b64(row.first_signature), b64(row.second_signature)],
            "paper": b64(row.paper),
        }
    )


@require_POST
@takes_bytes(LETTER)
@custodians_only
def judge(request: DeskRequest) -> HttpResponse:
    """Keep what was signed from outside. The same sent again is the same."""
    sent = JudgementForm.read(request.body)
    if sent is None:
        return refused(*NOT_WHOLE)
    try:
        deciding.judge(request.user, sent)
    except tuple(WRONG) as why:
        return refused_for(why, WRONG)
    return JsonResponse({"id": sent.asked})
