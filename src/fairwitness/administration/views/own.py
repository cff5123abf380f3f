"""How whoever runs the line signs in: an app that shows codes, and recovery codes. Whatever changes it asks for the eight words once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairwitness.administration.views.door import OfficeRequest, administrators_only, of_words, onward, slowly
from fairwitness.crypto.encoding import in_fours
from fairwitness.office import app_codes, recovery_codes, second_factors
from fairwitness.office.app_codes import DoesNotFit
from fairwitness.office.charter import current
from fairwitness.office.hashing import FastHasher
from fairwitness.review.views.security import ANOTHER_CODE, IS_LAST
from fairwitness.review.views.signing import DO_NOT_FIT

SALT = "fairwitness.administration.app"
COUNTS = 900  # seconds for which an app that was shown can be turned on


@administrators_only
def signing_in(request: OfficeRequest) -> HttpResponse:
    """The page, and what its forms do."""
    if request.method != "POST":
        return _page(request)
    do = request.POST.get("do", "")
    if do == "add":  # that the words were right, the page before it has signed
        return _add_app(request)
    secret = of_words(request.user.sign_in_name, request.POST.get("words", ""))
    if secret is None or not FastHasher().verify(secret, request.user.password):
        return slowly(_page(request, str(DO_NOT_FIT), 403))
    return DOES.get(do, _page)(request)


def _new_app(request: OfficeRequest) -> HttpResponse:
    """A secret for an app, as text and as a picture; it counts for nothing yet."""
    return _app(request, app_codes.new_secret())


def _add_app(request: OfficeRequest) -> HttpResponse:
    """Keep the secret once the app has shown a right code."""
    try:
        shown = signing.loads(request.POST.get("app", ""), salt=SALT, max_age=COUNTS)
    except signing.BadSignature:
        return _page(request, _("Too much time has passed. Nothing was changed: begin once more."), 409)
    secret, whose = app_codes.of_text(shown["app"]), shown["staff"]
    if whose != request.user.id:
        return _page(request, str(DO_NOT_FIT), 403)
    try:
        codes = second_factors.add_app(request.user, secret, request.POST.get("code", ""))
    except DoesNotFit:
        return _app(request, secret, str(ANOTHER_CODE), 422)
    return _codes(request, codes)


def _remove_app(request: OfficeRequest) -> HttpResponse:
    """Only for whoever is sure: it is the last."""
    try:
        second_factors.remove_app(request.user, sure=request.POST.get("sure", "") == "yes")
    except second_factors.IsTheLast:
        return _page(request, str(IS_LAST), 409)
    return onward("administration:signing-in")


def _new_codes(request: OfficeRequest) -> HttpResponse:
    if not second_factors.of(request.user).is_asked:
        return onward("administration:signing-in")
    return _codes(request, recovery_codes.make(request.user))


DOES: Mapping[str, Callable[[OfficeRequest], HttpResponse]] = {
    "new": _new_app,
    "remove": _remove_app,
    "codes": _new_codes,
}


def _page(request: OfficeRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"factors": second_factors.of(request.user), "problem": problem}
    return render(request, "administration/own.html", context, status=status)


def _app(request: OfficeRequest, secret: bytes, problem: str = "", status: int = 200) -> HttpResponse:
    text = app_codes.as_text(secret)
    rows = app_codes.as_picture(secret, current().name.in_language("en"), request.user.sign_in_name)
    context: dict[str, Any] = {
        "problem": problem,
        "text": in_fours(text),
        "app": signing.dumps({"app": text, "staff": request.user.id}, salt=SALT),
        "rows": rows,
    }
    return render(request, "administration/own_app.html", context, status=status)


def _codes(request: OfficeRequest, codes: Sequence[str]) -> HttpResponse:
    """Shown this once; nothing where there were some that still count."""
    if not codes:
        return onward("administration:signing-in")
    groups = [in_fours(code) for code in codes]
    return render(request, "administration/own_codes.html", {"codes": groups})
