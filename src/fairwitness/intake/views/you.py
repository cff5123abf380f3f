"""Screen 5: you, if you want to say; and who must not read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fairwitness.intake.actions import ChangedMeanwhile
from fairwitness.intake.forms import YouForm
from fairwitness.intake.views.told import told
from fairwitness.intake.views.walking import Way, as_it_stands, way
from fairwitness.office import charter


@require_http_methods(["GET", "HEAD", "POST"])
@as_it_stands
def you(request: HttpRequest, channel: str) -> HttpResponse:
    """Everything here may stay empty."""
    here = way(request, channel, "you")
    if not here.is_post:
        return _first(here)
    form = form_of(here, request.POST)
    if here.is_sent or not form.is_valid():
        return page(here, form, status=422)
    try:
        return here.keep(form.answers)
    except ChangedMeanwhile as other:
        return changed(here, form, other)


def changed(here: Way, form: YouForm, other: ChangedMeanwhile) -> HttpResponse:
    """What another tab has kept, beside what was typed here."""
    kept = told(here.promised, other.opened)
    return page(replace(here, draft=other.opened), form, status=422, changed=kept)


def _first(here: Way) -> HttpResponse:
    if here.draft is None:
        return here.lost()
    initial = YouForm.initial_from(here.draft.answers)
    return page(here, form_of(here, initial=initial))


def form_of(here: Way, *args: Any, **kwargs: Any) -> YouForm:
    """The screen's form, which knows who guards names today and how the draft keeps this one."""
    kept = here.draft.answers if here.draft else None
    return YouForm(here.promised, *args, guards=here.guards, kept=kept, **kwargs)


def page(here: Way, form: YouForm, status: int = 200, **said: object) -> HttpResponse:
    """The screen."""
    outside = charter.current().about.outside
    context = {
        "form": form,
        "version": here.version(form.own, seen="changed" in said),
        "outside": outside,
        "sent_before": here.is_sent,
        **said,
    }
    return here.page(context, status=status)


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone, but not what was typed."""
    here = way(request, channel, "you")
    form = form_of(here, request.POST)
    return page(here, form, status=422, expired=True)


you.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
