"""Wherever a draft turns out to be damaged, in whichever view, one page says so."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from fairwitness.intake.views.damaged import damaged
from fairwitness.sealed.drafting import DraftDamaged


class DamagedDrafts:
    """Between the views and the page for our own faults: this is perhaps nobody's mistake, and there is something to be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Every other answer stays as it is."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django with what a view has raised."""
        return damaged(request, exception) if isinstance(exception, DraftDamaged) else None
