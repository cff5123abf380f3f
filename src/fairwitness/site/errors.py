"""Pages for when something does not work: what to do next, never what the server knows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from fairwitness.site.leaving import has_left


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    del exception
    return render(request, "site/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this visitor."""
    del exception
    return render(request, "site/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or none for this visitor: both look the same."""
    del exception
    return render(request, "site/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong with us."""
    return render(request, "site/500.html", status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is gone (cookies cleared, another tab signed out): shown again with what was typed."""
    del reason
    if has_left(request):
        return render(request, "site/left.html", status=403)
    try:
        view, arguments, named = resolve(request.path)
    except Resolver404:
        return forbidden(request)
    shown_again = getattr(view, "shown_again", None)
    if shown_again is None:
        return render(request, "site/stale.html", status=403)
    if request.method != "POST":  # no form of ours is sent that way
        return render(request, "site/400.html", status=405)
    response: HttpResponse = shown_again(request, *arguments, **named)
    return response
