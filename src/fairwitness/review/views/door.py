"""Who may come to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review.answers import words


class DeskRequest(HttpRequest):
    """A request of a reviewer who is signed in."""

    user: Staff


def reviewers_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Send everybody else to the sign-in page; a script is told in words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, Staff) and request.user.role == Staff.Role.REVIEWER:
            return view(request, *args, **kwargs)
        if "text/html" in request.headers.get("Accept", "") and request.method in {"GET", "HEAD"}:
            return redirect(f"{reverse('review:sign-in')}?{urlencode({'next': request.path})}")
        return _not_signed_in()

    return guarded


def _not_signed_in() -> HttpResponse:
    return JsonResponse(
        {"error": _("You are not signed in any more. Sign in in another tab, then send again.")}, status=403
    )


def show(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """A page of the desk, with the names that its scripts say."""
    return render(request, template, {"answer_words": words(charter.current()), **context})


def desk_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let htmx swap pages: its own markup would be refused by the policy of the tipster's pages."""
    return csp_replace({"require-trusted-types-for": None, "trusted-types": None})(view)
