"""What a browser is told after *Leave*: a page that it goes back to, and sends again, shows nobody what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

COOKIE = "left"


def remember_leaving(request: HttpRequest, response: HttpResponse) -> None:
    """The cookie says that somebody left, and no more; it goes when the browser is closed, as every other of ours.

    Without it nobody could tell their browser from one that keeps no cookies, and whose words must come back.
    """
    response.set_cookie(COOKIE, "1", httponly=True, samesite="Strict", secure=request.is_secure())


def has_left(request: HttpRequest) -> bool:
    """Whether somebody left with this browser since it was opened."""
    return COOKIE in request.COOKIES
