"""Refusals that no view has put into words: a script is told in JSON what a person is shown as a page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.refusals import Why, refused

WORDS = {
    HTTPStatus.BAD_REQUEST: (Why.MALFORMED, _("The line could not read what your browser sent.")),
    HTTPStatus.FORBIDDEN: (
        Why.FORBIDDEN,
        _("The request did not come from one of our own pages, so nothing was kept."),
    ),
    HTTPStatus.NOT_FOUND: (
        Why.UNKNOWN,
        _("The line does not know this address. Please open the page again."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        Why.METHOD,
        _("The line does not take this in that way. Please open the page again."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        Why.TOO_LARGE,
        _("What you sent is larger than the line takes, so nothing was kept."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        Why.BROKEN,
        _("Something went wrong with the line, and it was not your mistake. Please try once more."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        Why.BUSY,
        _("Too many people write to the line at this moment. Wait a few minutes, and try once more."),
    ),
}
PAGE, JSON = "text/html", "application/json"


class Refusals:
    """Puts Django's own refusals, the front's and the pages of `site.errors` into the form that was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """What a view has said in JSON, and every page that a person asked for, stays as it is."""
        response = self.get_response(request)
        if response.status_code not in WORDS or not isinstance(response, HttpResponse):
            return response
        if not response.headers.get("Content-Type", "").startswith(PAGE):
            return response
        return _told(response) if _is_a_script(request) else _shown(request, response)


def _is_a_script(request: HttpRequest) -> bool:
    """Whoever asks for JSON; and at an address of the scripts' everybody but a browser that was led there, which asks for a page."""
    if request.get_preferred_type([PAGE, JSON]) == JSON:
        return True
    return _is_for_scripts(request) and "text/html" not in request.headers.get("Accept", "")


def _is_for_scripts(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "is_for_scripts", False)


def _told(response: HttpResponse) -> HttpResponse:
    why, sentence = WORDS[HTTPStatus(response.status_code)]
    return _with(response, refused(why, str(sentence)).content, JSON)


def _shown(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Django has no words for a method that an address does not know."""
    if response.content or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return response
    return _with(response, render(request, "site/405.html").content, response.headers["Content-Type"])


def _with(response: HttpResponse, content: bytes, kind: str) -> HttpResponse:
    """The same answer, its status and headers, with other content."""
    response.content = content
    response.headers["Content-Type"] = kind
    response.headers["Content-Length"] = str(len(content))
    return response
