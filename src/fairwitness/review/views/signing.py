"""Signing in and out. The browser derives two secrets from the eight words; only one of them comes here."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.encoding import b64
from fairwitness.office.models import Staff
from fairwitness.office.pace import Pace
from fairwitness.office.reading import line_id
from fairwitness.review.reading import key_of
from fairwitness.review.views.door import desk_page, show

WRONG = Pace(per_second=1)  # for wrong names and words; whoever has the right ones never waits


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with two boxes, and what its script sends."""
    if request.method == "POST":
        return _signed_in(request)
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    context = {
        "line": b64(line_id()),
        "next": wanted if inside else reverse("review:tips"),
        "name": request.user.sign_in_name if isinstance(request.user, Staff) else "",
    }
    return show(request, "review/sign_in.html", context)


def _signed_in(request: HttpRequest) -> HttpResponse:
    staff = authenticate(
        request, sign_in_name=request.POST.get("name", ""), secret=request.POST.get("secret", "")
    )
    if not isinstance(staff, Staff) or staff.role != Staff.Role.REVIEWER:
        answer = JsonResponse(
            {"error": _("Name and words do not fit together. Check each word.")}, status=403
        )
        answer.held_back = WRONG.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
        return answer
    login(request, staff)
    return JsonResponse(
        {
            "name": staff.shown_name,
            "sealed_seed": b64(key_of(staff).sealed_seed),
            "token": get_token(request),
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here; the page forgets its keys by itself. Whoever only follows a link here stays signed in."""
    if request.method != "POST":
        return redirect("review:tips")
    logout(request)
    return redirect("review:sign-in")
