"""Who may come in: the administrator alone, by a sign-in of their own, without JavaScript. Their words open nothing, so the line may see them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.codes import SIGN_IN_NAME, CodeError, StaffPassphrase
from fairwitness.office import second_factors, signed_in
from fairwitness.office.app_codes import Wait
from fairwitness.office.models import Staff
from fairwitness.office.reading import line_id
from fairwitness.review.views.door import SeeOther
from fairwitness.review.views.signing import NO_CODE, WAITS, WRONG

View = Callable[..., HttpResponse]
# Working out costs a fifth of a second. One at a time in a process: whoever sends many words delays other words, and no page.
DERIVING = threading.BoundedSemaphore(1)


class OfficeRequest(HttpRequest):
    """A request of an administrator who is signed in."""

    user: Staff


def administrators_only(view: View) -> View:
    """Everybody else is sent to the sign-in page; a form that comes too late says so, and what was typed is still in the browser."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, **of: Any) -> HttpResponse:
        if isinstance(request.user, Staff) and request.user.role == Staff.Role.ADMINISTRATOR:
            return view(request, **of)
        if request.method == "POST":
            return render(request, "administration/ended.html", status=403)
        onward = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('administration:sign-in')}?{onward}")

    return guarded


def posted_from(page: str) -> Callable[[View], View]:
    """Where a form of that page is sent: asked for with GET, it leads back to the page."""

    def decorate(view: View) -> View:
        @administrators_only
        @wraps(view)
        def sent(request: HttpRequest, **of: Any) -> HttpResponse:
            return view(request, **of) if request.method == "POST" else redirect(page)

        return sent

    return decorate


def onward(page: str, **of: str) -> HttpResponse:
    """To that page, after a form."""
    return SeeOther(reverse(page, kwargs=of))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A name and eight words, and a code for whoever has turned an app on."""
    if request.method != "POST":
        return _page(request, {})
    name, words = request.POST.get("name", "").strip(), request.POST.get("words", "")
    typed = {"typed_name": name}  # and no words: somebody else's could stand in a page then
    if not could_be_words(name, words):
        sentence = _("These are not eight words of the list, or the name has other characters. Check each.")
        return _page(request, {**typed, "problem": sentence}, 422)
    if not DERIVING.acquire(blocking=False):
        sentence = _("Somebody else is being looked at. Wait a moment, and type your words once more.")
        return slowly(_page(request, {**typed, "problem": sentence}, 503))
    try:
        staff = authenticate(request, sign_in_name=name, secret=of_words(name, words))
    finally:
        DERIVING.release()
    if not isinstance(staff, Staff) or staff.role != Staff.Role.ADMINISTRATOR:
        sentence = _("Name and words do not fit together, or this name does not run the line.")
        return slowly(_page(request, {**typed, "problem": sentence}, 403))
    if answer := _second(request, staff, typed):
        return answer
    signed_in.begin(request, staff, "")
    return SeeOther(_inside(request, request.POST.get("next", "")))


def could_be_words(name: str, words: str) -> bool:
    """Whether anything can be worked out of them: that costs nothing to ask."""
    try:
        StaffPassphrase.read(words)
    except CodeError:
        return False
    return SIGN_IN_NAME.fullmatch(name) is not None


def of_words(name: str, words: str) -> str | None:
    """What signs in, worked out of eight words here: they open nothing. None for what are no words of the list."""
    try:
        return StaffPassphrase.read(words).derive(line_id(), name).sign_in
    except (CodeError, ValueError):
        return None


def slowly(answer: HttpResponse) -> HttpResponse:
    """A refusal that waits its turn, whoever it is for."""
    answer.held_back = WRONG.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return answer


def _second(request: HttpRequest, staff: Staff, typed: Mapping[str, str]) -> HttpResponse | None:
    """The code that is asked for beside the words; what to answer where it is missing or wrong."""
    code = request.POST.get("code", "").strip()
    if not second_factors.of(staff).is_asked:
        return None
    if not code:
        sentence = _("Your words are right. Type them once more, and with them a code of your app.")
        return _page(request, {**typed, "problem": sentence}, 422)
    try:
        if second_factors.accepts(staff, code):
            return None
    except Wait as wait:
        return _page(request, {**typed, "problem": WAITS % {"seconds": wait.seconds}}, 429)
    return slowly(_page(request, {**typed, "problem": NO_CODE}, 403))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; whoever only follows a link here stays signed in."""
    if request.method == "POST":
        logout(request)
    return onward("administration:sign-in")


def _page(request: HttpRequest, said: Mapping[str, Any], status: int = 200) -> HttpResponse:
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    context = {"next": _inside(request, wanted), **said}
    return render(request, "administration/sign_in.html", context, status=status)


def _inside(request: HttpRequest, wanted: str) -> str:
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if inside else reverse("administration:page")
