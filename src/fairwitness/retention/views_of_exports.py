"""Taking one tip out of the line: one reader asks, another agrees, and one of the two makes it in the browser."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.retention import exporting
from fairwitness.review import reading
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.views.door import (
    DeskRequest,
    desk_page,
    reviewers_only,
    show,
    still_there,
    tip_of,
)
from fairwitness.review.views.passing_on import WRONG as WRONG_ON
from fairwitness.review.views.two_signatures import signing, taking_back
from fairwitness.sealed.actions import export, signed_by_two
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.models import Export, Tip
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.refusals import Refusals, Why, refused_for

GONE = _("This was taken back, agreed to or made meanwhile. Nothing was changed: load the page again.")
WRONG: Refusals = {
    **WRONG_ON,
    TipDestroyed: (
        Why.GONE,
        _("This tip was taken back or destroyed meanwhile. Nothing of it leaves the line."),
    ),
    exporting.TimeIsOver: (
        Why.CONFLICT,
        _("The time of this tip is over, and it is to be destroyed. Nothing of it leaves the line."),
    ),
    export.NeverExported: (
        Why.CONFLICT,
        _("Nothing leaves the line of a tip that was locked, or in which no sentence of harm is marked."),
    ),
    export.NoConsent: (
        Why.CONFLICT,
        _("The letter named here is not there, or not the tipster’s own. Load the page again."),
    ),
    export.WindowOver: (
        Why.CONFLICT,
        _("The seven days are over, or the export was made already. Two readers have to agree anew."),
    ),
    signed_by_two.NothingAsked: (Why.CONFLICT, GONE),
    signed_by_two.Alone: (
        Why.CONFLICT,
        _("Two different readers have to sign, and only those two make the export."),
    ),
    signed_by_two.FirstHasLeft: (
        Why.CONFLICT,
        _("One of the two who signed does not read this tip any more. Take it back, and begin anew."),
    ),
}


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str) -> HttpResponse:
    """What may leave, on which basis, and who has signed."""
    return _page(request, tip_of(request, tip_id))


ask = signing(ProposalForm, exporting.ask, WRONG)
agree = signing(AgreementForm, exporting.agree, WRONG)


@require_POST
@reviewers_only
def make(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Note and count that it leaves now; the script gets what the line adds to it."""
    try:
        found = still_there(request, tip_id)
        return JsonResponse(exporting.make(found, request.POST.get("asked", ""), request.user))
    except tuple(WRONG) as wrong:
        return refused_for(wrong, WRONG)


def _page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    promised = charter.current()
    asked = export.open_one(tip)
    is_kept = not exporting.time_is_over(tip)
    context = {
        "tip": tip,
        "recorded_it": recorded_by(tip) == request.user.id,
        "bodies": promised.bodies,
        "bases": [one for one in Export.Basis.choices if is_kept and export.may_leave(tip, one[0])],
        "export": _signed(request.user, asked),
        "again": None if asked else _signed(request.user, export.made_today(tip, request.user.id)),
        "made": tip.exports.exclude(made=None).order_by("made"),
        "letters": reading.conversation_with_tipster(tip).letters.count(),
        "limits": promised.limits,
        "problem": problem,
    }
    return show(request, "retention/export.html", context, status)


def _signed(staff: Staff, asked: Export | None) -> dict[str, object] | None:
    """What was signed, for the scripts to look at."""
    if asked is None:
        return None
    until = export.last_day(asked)
    return {
        "id": asked.id,
        "statement": b64(asked.statement),
        "signatures": f"{b64(asked.first_signature)} {b64(asked.second_signature)}".strip(),
        "is_mine": staff.id == asked.first,
        "is_agreed": asked.second != "",
        "may_make": staff.id in (asked.first, asked.second),
        "until": until,
        "is_over": until is not None and until < today(),
    }


take_back = taking_back("retention:export", export.take_back, _page, gone=GONE)
