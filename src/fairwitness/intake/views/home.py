"""Screen 1: before you start."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairwitness.office import charter


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who reads this, what others can still learn, and the doors. Sets no cookie."""
    return render(request, "intake/home.html", {"promised": charter.current()})
