"""Who may come to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter
from fairwitness.office.models import AT_DESK, Staff
from fairwitness.office.reading import line_id
from fairwitness.review.answers import words
from fairwitness.review.reading import locked_for, tip_for, was_destroyed
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.models import Tip
from fairwitness.sealed.refusals import Why, refused


class Locked(Exception):
    """The tip is there, and this reviewer is handed nothing of it."""


class NotOpen(Exception):
    """There is no such tip, or not for this reviewer, or not any more: nobody learns which."""


class DeskRequest(HttpRequest):
    """A request of a reviewer, or a custodian, who is signed in."""

    user: Staff


View = Callable[..., HttpResponseBase]
HOME = {Staff.Role.REVIEWER: "review:tips", Staff.Role.CUSTODIAN: "review:names"}


def _only(*roles: Staff.Role) -> Callable[[View], View]:
    """Send whoever is not signed in to the sign-in page, and whoever does something else here to their own; a script is told in words."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **of: Any) -> HttpResponseBase:
            role = request.user.role if isinstance(request.user, Staff) else ""
            if role in roles:
                try:
                    return view(request, *args, **of)
                except Locked:
                    return _locked(request)
                except NotOpen:
                    return _not_open(request)
            if role == Staff.Role.CUSTODIAN and not of.keys().isdisjoint(OF_A_TIP):
                return _not_open(request)
            return _to_their_own(request, role) if role in AT_DESK else _to_sign_in(request)

        return guarded

    return decorate


OF_A_TIP = {"tip_id", "file_id", "conversation_id"}  # what an address names, where it is about one
reviewers_only = _only(Staff.Role.REVIEWER)
custodians_only = _only(Staff.Role.CUSTODIAN)
whoever_has_keys = _only(*AT_DESK)


def _to_their_own(request: HttpRequest, role: str) -> HttpResponseBase:
    if _wants_page(request):
        return redirect(HOME[Staff.Role(role)])
    return refused(Why.FORBIDDEN, _("Whoever guards names reads no tip, and whoever reads guards no name."))


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if _wants_page(request):
        return redirect(f"{reverse('review:sign-in')}?{urlencode({'next': request.get_full_path()})}")
    return _not_signed_in()


def _wants_page(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "") and request.method in {"GET", "HEAD"}


def form_of(page: str) -> Callable[[View], View]:
    """Where a form of that page is sent. After a refusal its address stands in the browser: loaded again, it leads back to the page."""

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def sent(request: HttpRequest, **of: str) -> HttpResponseBase:
            return view(request, **of) if request.method == "POST" else redirect(reverse(page, kwargs=of))

        return sent

    return decorate


class SeeOther(HttpResponseRedirect):
    """Where a form leads that was taken: always another page, asked for with GET."""

    status_code = 303


def onward(page: str, **of: str) -> HttpResponse:
    """To that page of the desk, after a form."""
    return SeeOther(reverse(page, kwargs=of))


def _not_signed_in() -> HttpResponse:
    sentence = _("You are not signed in any more. Sign in in another tab, then send again.")
    return refused(Why.FORBIDDEN, sentence)


def _locked(request: HttpRequest) -> HttpResponse:
    """In words, to a script as well; 409, for nothing is wrong with who asks."""
    if "text/html" in request.headers.get("Accept", ""):
        return show(request, "review/locked.html", {}, status=409)
    sentence = _("This tip is locked. Nobody is handed its letters, keys or files.")
    return refused(Why.CONFLICT, sentence)


def _not_open(request: HttpRequest) -> HttpResponseBase:
    """The same of every tip, whatever became of it, and of one that never was."""
    if "text/html" in request.headers.get("Accept", ""):
        return desk_page(show)(request, "review/not_open.html", {}, status=404)  # whichever view it was
    sentence = _(
        "This tip is not open to you any more: it was taken back or destroyed, or you are not among its readers. Copy what you have typed, if you need it."
    )
    return refused(Why.UNKNOWN, sentence)


def show(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of the desk, with the names that its scripts say, and what they derive keys with."""
    said = {
        "answer_words": words(charter.current()),
        "line": b64(line_id()),
        "name": request.user.sign_in_name if isinstance(request.user, Staff) else "",
        "guards_names": isinstance(request.user, Staff) and request.user.role == Staff.Role.CUSTODIAN,
        **context,
    }
    return render(request, template, said, status=status)


def tip_of(request: DeskRequest, tip_id: str) -> Tip:
    """The tip, for whom it may be shown; NotOpen where it is none of theirs, Locked where it is locked to them."""
    found = tip_for(request.user, tip_id)
    if found is None:
        raise Locked if locked_for(request.user).filter(pk=tip_id).exists() else NotOpen
    return found


def still_there(request: DeskRequest, tip_id: str) -> Tip:
    """As `tip_of`; TipDestroyed where it was one of this reader's channels."""
    if was_destroyed(request.user, tip_id):
        raise TipDestroyed
    return tip_of(request, tip_id)


DESK_POLICY = {"trusted-types": ["digest-worker", "desk"]}


def desk_page(view: View) -> View:
    """Let htmx swap pages: by a policy of its own (`review/htmx.js`), beside that of the worker which hashes files."""
    return csp_replace(DESK_POLICY)(view)
