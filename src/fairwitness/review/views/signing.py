"""Signing in and out. The browser derives two secrets from the eight words, or one from a passkey; what unlocks never comes here."""

from __future__ import annotations

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from fairwitness.crypto.encoding import b64
from fairwitness.office import passkeys, second_factors, signed_in
from fairwitness.office.app_codes import Wait
from fairwitness.office.models import AT_DESK, Passkey, PasskeySeed, Staff
from fairwitness.office.pace import Pace
from fairwitness.office.rows import only
from fairwitness.office.signing_in import SECRET
from fairwitness.review import reading
from fairwitness.review.reading import key_of
from fairwitness.review.views.door import desk_page, onward, show
from fairwitness.sealed import former_keys
from fairwitness.sealed.refusals import Why, refused

WRONG = Pace(
    per_second=1
)  # for wrong names, words, codes and passkeys; whoever has the right ones never waits
ASKED_FOR = 600  # seconds for which a browser that is not signed in keeps what a passkey has to sign
DO_NOT_FIT = gettext_lazy("Name and words do not fit together. Check each word.")
NOT_DERIVED = gettext_lazy(
    "This is no value that the desk works out from eight words. If the words themselves were sent, ask for new ones."
)
NO_CODE = gettext_lazy(
    "This code does not count, or has counted before. Type the one that the app shows now."
)
WAITS = gettext_lazy(
    "Wrong codes were typed for this name. Wait %(seconds)s seconds, or use a recovery code."
)
NO_PASSKEY = gettext_lazy("This passkey does not sign in here. Use another one, or your words.")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with two boxes, and what its script sends."""
    if request.method == "POST":
        return _by_words(request)
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return show(request, "review/sign_in.html", {"next": wanted if inside else reverse("review:tips")})


@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """What a passkey has to sign, and for which address."""
    asked = passkeys.ask(request)
    if not request.user.is_authenticated:
        request.session.set_expiry(ASKED_FOR)
    return JsonResponse({"challenge": asked, "address": passkeys.address_of(request)})


@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """One touch: whose passkey it is, and the seed that was sealed to it, if it can open one."""
    try:
        shown = passkeys.shown(request, request.POST)
    except passkeys.NotThisPasskey:
        return too_slow_to_guess(str(NO_PASSKEY))
    if request.user != shown.staff:
        _begin(request, shown.staff)
    return _let_in(request, shown.staff, _seed_of(shown))


def _by_words(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in already only opens the keys again, and is asked for nothing else."""
    secret = request.POST.get("secret", "")
    if not SECRET.fullmatch(secret):
        return JsonResponse({"error": str(NOT_DERIVED), "why": "not-derived"}, status=400)
    staff = authenticate(request, sign_in_name=request.POST.get("name", ""), secret=secret)
    if not isinstance(staff, Staff) or staff.role not in AT_DESK:
        return too_slow_to_guess(str(DO_NOT_FIT))
    if request.user != staff:
        wanted = _second(request, staff)
        if wanted is not None:
            return wanted
    return _let_in(request, staff, b64(key_of(staff).sealed_seed))


def _second(request: HttpRequest, staff: Staff) -> HttpResponse | None:
    """Begin a session, after a code where one has to be shown; otherwise what to answer."""
    factors, code = second_factors.of(staff), request.POST.get("code", "")
    if factors.is_asked:
        if not code:
            return JsonResponse({"second": "app" if factors.app else "passkey"})
        try:
            if not second_factors.accepts(staff, code):
                return too_slow_to_guess(str(NO_CODE))
        except Wait as wait:
            return _later(wait.seconds)
    _begin(request, staff)
    return None


def _begin(request: HttpRequest, staff: Staff) -> None:
    signed_in.begin(request, staff, request.POST.get("place", ""))


def _let_in(request: HttpRequest, staff: Staff, sealed_seed: str | None) -> HttpResponse:
    former_keys.forget_what_is_done_of(staff)
    return JsonResponse(
        {
            "name": staff.shown_name,
            "sign_in_name": staff.sign_in_name,
            "sealed_seed": sealed_seed,
            "former": [b64(one) for one in reading.former_seeds(staff)],
            "token": get_token(request),
        }
    )


def _seed_of(passkey: Passkey) -> str | None:
    found = only(PasskeySeed.objects.filter(passkey=passkey))
    return None if found is None else b64(found.sealed_seed)


def _later(seconds: int) -> HttpResponse:
    return JsonResponse({"error": WAITS % {"seconds": seconds}, "why": "wait"}, status=429)


def too_slow_to_guess(sentence: str) -> HttpResponse:
    """A refusal that waits its turn, whoever it is for."""
    answer = refused(Why.FORBIDDEN, sentence)
    answer.held_back = WRONG.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here; the page forgets its keys by itself. Whoever only follows a link here stays signed in."""
    if request.method != "POST":
        return redirect("review:tips")
    logout(request)
    return onward("review:sign-in")
