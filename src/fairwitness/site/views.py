"""The two doors that belong to no stage: the one without a language, and the one that leads away."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_safe

from fairwitness.intake import drafts
from fairwitness.intake.drafts import DraftKey
from fairwitness.mailbox import cookies as mailbox
from fairwitness.office import charter
from fairwitness.sealed.actions.drafts import destroy_draft
from fairwitness.site.leaving import remember_leaving

# What browsers say of a page that they fetch before anybody asked for it: today's header, and two older ones.
AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")


@require_GET  # a HEAD is a program's question, and no person's wish
def leave(request: HttpRequest) -> HttpResponse:
    """Away, at once: forget what this browser holds for us, destroy a draft whose code was never shown, and go to a neutral site.

    Only for a person: a browser that fetches the page ahead of the click is refused, and asks again when somebody clicks.
    """
    if _is_ahead(request):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    key = DraftKey.read(request)
    draft = key.row() if key else None
    if draft is not None:
        destroy_draft(draft, code_shown=False)
    response = HttpResponseRedirect(charter.current().exit)
    for cookie in (drafts.COOKIE, mailbox.COOKIE, mailbox.NEXT, mailbox.REPLY, mailbox.NEXT_OF_REPLY):
        cookie.forget(request, response)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    remember_leaving(request, response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the first page in the language that the browser asks for; never by address or place."""
    response = redirect("intake:home")
    patch_vary_headers(response, ["Accept-Language"])
    del request
    return response


def _is_ahead(request: HttpRequest) -> bool:
    """Whether nobody has asked for this page yet. A list of purposes, and `prefetch;prerender`, begin with the same word."""
    return any("prefetch" in request.headers.get(name, "").lower() for name in AHEAD)
