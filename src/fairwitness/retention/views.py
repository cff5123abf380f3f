"""Until when a tip is kept, and keeping it longer as two people."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.retention import actions, reading
from fairwitness.retention.forms import KeepingForm
from fairwitness.review.signed_first import RECORDED_IT
from fairwitness.review.views.door import (
    DeskRequest,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.sealed.models import Keeping, Tip
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.states import State


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def keeping(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The last day and why, and asking a colleague for a later one."""
    found = tip_of(request, tip_id)
    if request.method != "POST":
        return _page(request, found, KeepingForm())
    form = KeepingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        reason = Keeping.Reason(form.cleaned_data["reason"])
        actions.ask_to_keep(found, reason, form.cleaned_data["until"], request.user)
    except RecordedIt:
        return _refused(request, found, str(RECORDED_IT))
    except actions.NotSoLong:
        form.add_error("until", _("Choose a day that is ahead, and not beyond the last one possible."))
        return _page(request, found, form, status=422)
    return onward("retention:keeping", tip_id=found.id)


@form_of("retention:keeping")
@desk_page
@reviewers_only
def agreed(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Agree to what a colleague has asked for."""
    found = tip_of(request, tip_id)
    try:
        actions.agree_to_keep(found, request.POST.get("asked", ""), request.user)
    except actions.Alone:
        return _refused(request, found, _("You have asked for it yourself. Somebody else has to agree."))
    except RecordedIt:
        return _refused(request, found, str(RECORDED_IT))
    except (actions.NothingAsked, actions.NotSoLong):
        return _refused(request, found, _("What you agreed to is no longer asked for. Nothing was changed."))
    return onward("retention:keeping", tip_id=found.id)


def _refused(request: DeskRequest, tip: Tip, sentence: str) -> HttpResponse:
    return _page(request, tip, KeepingForm(), sentence, 409)


def _page(
    request: DeskRequest, tip: Tip, form: KeepingForm, problem: str = "", status: int = 200
) -> HttpResponse:
    promised = charter.current()
    clock = reading.clock_of(tip, promised.retention)
    if clock is None:
        raise Http404
    asked = reading.asked_for(tip)
    context = {
        "tip": tip,
        "recorded_it": recorded_by(tip) == request.user.id,
        "outcome": State(tip.outcome).label if tip.outcome in State.values else "–",
        "clock": clock,
        "held": reading.held_by(tip, clock),
        "until": reading.kept_until(tip, promised.retention),
        "latest": reading.latest_day(tip, promised),
        "reasons": Keeping.Reason.choices,
        "form": form,
        "asked": asked,
        "asked_by": asked
        and Staff.objects.filter(pk=asked.first).values_list("shown_name", flat=True).first(),
        "is_mine": asked is not None and asked.first == request.user.id,
        "problem": problem,
    }
    return show(request, "retention/keeping.html", context, status)
