"""Screen 1: before you start."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fairwitness.office.still import still_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who reads this, what others can still learn, and the doors. Sets no cookie."""
    return still_page(request, "intake/home.html")
