"""How somebody signs in, and where they are signed in. Whatever changes it asks for the eight words once more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import EncodingError, b64, unb64
from fairwitness.office import app_codes, passkeys, recovery_codes, second_factors, signed_in
from fairwitness.office.app_codes import DoesNotFit
from fairwitness.office.charter import current
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.hashing import FastHasher
from fairwitness.office.signing_in import SECRET
from fairwitness.review.views.door import DeskRequest, desk_page, form_of, show, whoever_has_keys
from fairwitness.review.views.signing import DO_NOT_FIT, NOT_DERIVED, too_slow_to_guess
from fairwitness.sealed.refusals import Why, refused

PAGE = "review:security"
ANOTHER_CODE = gettext_lazy(
    "The app shows another code. Check the clock of that device, and type the code of now."
)
IS_LAST = gettext_lazy("Nothing else would be asked beside your words. Say first that you are sure.")
SEED = 8192  # bytes of a sealed seed, at most: a hybrid stanza takes two thousand
View = Callable[..., HttpResponse]


def with_words(view: View) -> View:
    """Only for whoever has just typed the words: a desk that was left open changes nothing."""

    @require_POST
    @whoever_has_keys
    @wraps(view)
    def asked(request: DeskRequest, **of: str) -> HttpResponse:
        secret = request.POST.get("secret", "")
        if not SECRET.fullmatch(secret):
            return refused(Why.MALFORMED, NOT_DERIVED)
        if not FastHasher().verify(secret, request.user.password):
            return too_slow_to_guess(str(DO_NOT_FIT))
        return view(request, **of)

    return asked  # type: ignore[return-value]  # what `whoever_has_keys` answers is a response


@require_safe
@desk_page
@whoever_has_keys
def page(request: DeskRequest) -> HttpResponse:
    """Passkeys, the app, recovery codes, and where somebody is signed in."""
    from fairwitness.review.views import new_keys  # noqa: PLC0415 - which asks for the words as this page does

    context = {
        "factors": second_factors.of(request.user),
        "places": signed_in.places(request, request.user),
        "address": passkeys.address_of(request),
        "user_handle": b64(request.user.id.encode()),
        "longest_name": signed_in.LONGEST_NAME,
        **new_keys.standing(request.user),
    }
    return show(request, "review/security.html", context)


@with_words
def add_passkey(request: DeskRequest) -> HttpResponse:
    """Keep a passkey that was just made, and the seed sealed to it."""
    name, seed = signed_in.shown(request.POST.get("name", "")), request.POST.get("sealed_seed", "")
    if not name:
        return refused(Why.MALFORMED, _("Give the passkey a name first, so that you know it again."))
    try:
        sealed = _sealed(seed) if seed else None
        made = passkeys.made(request, request.POST)
        address = passkeys.address_of(request)
        codes = second_factors.add_passkey(request.user, made, name, address, sealed)
    except (passkeys.NotThisPasskey, EncodingError, IntegrityError):
        return refused(Why.MALFORMED, _("This passkey could not be kept. Nothing was changed: try again."))
    return JsonResponse({"codes": codes})


@with_words
def remove_passkey(request: DeskRequest, passkey_id: str) -> HttpResponse:
    """Take one away; the last one only for whoever is sure."""
    return _removed(lambda: second_factors.remove_passkey(request.user, passkey_id, sure=_is_sure(request)))


@with_words
def new_app(request: DeskRequest) -> HttpResponse:
    """A secret for an app, as text and as a picture of black and white; it counts for nothing yet."""
    secret = app_codes.new_secret()
    picture = app_codes.as_picture(secret, current().name.in_language("en"), request.user.sign_in_name)
    return JsonResponse({"app": app_codes.as_text(secret), "picture": picture})


@with_words
def add_app(request: DeskRequest) -> HttpResponse:
    """Keep the secret once the app has shown a right code."""
    secret = app_codes.of_text(request.POST.get("app", ""))
    if not secret:
        return refused(Why.MALFORMED, str(ANOTHER_CODE))
    try:
        return JsonResponse(
            {"codes": second_factors.add_app(request.user, secret, request.POST.get("code", ""))}
        )
    except DoesNotFit:
        return refused(Why.MALFORMED, str(ANOTHER_CODE))


@with_words
def remove_app(request: DeskRequest) -> HttpResponse:
    """Take it away; the last one only for whoever is sure."""
    return _removed(lambda: second_factors.remove_app(request.user, sure=_is_sure(request)))


@with_words
def new_codes(request: DeskRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    if not second_factors.of(request.user).is_asked:
        return refused(
            Why.CONFLICT, _("Add a passkey or an app first. Without them no recovery code is ever asked for.")
        )
    return JsonResponse({"codes": recovery_codes.make(request.user)})


@form_of(PAGE)
@whoever_has_keys
def not_now(request: DeskRequest) -> HttpResponse:
    """The desk does not offer it again."""
    second_factors.put_aside(request.user)
    return redirect("review:tips")


@form_of(PAGE)
@whoever_has_keys
def name_place(request: DeskRequest) -> HttpResponse:
    """How this place is called in the list."""
    signed_in.call_it(request, request.user, request.POST.get("place", ""))
    return redirect(PAGE)


@form_of(PAGE)
@whoever_has_keys
def end_others(request: DeskRequest) -> HttpResponse:
    """Everywhere but here."""
    signed_in.end_all_others(request, request.user)
    return redirect(PAGE)


@require_POST
@whoever_has_keys
def end_place(request: DeskRequest, place_id: str) -> HttpResponse:
    """There, whoever sits there has to sign in again."""
    signed_in.end(request.user, place_id)
    return redirect(PAGE)


def _removed(remove: Callable[[], bool]) -> HttpResponse:
    try:
        was_there = remove()
    except second_factors.IsTheLast:
        return JsonResponse({"error": str(IS_LAST), "why": "last"}, status=409)
    if not was_there:
        raise Http404
    return JsonResponse({})


def _is_sure(request: DeskRequest) -> bool:
    return request.POST.get("sure", "") == "yes"


def _sealed(text: str) -> Sealed:
    sealed = unb64(text)
    if len(sealed) > SEED or not sealed.startswith(AGE_HEADER):
        raise EncodingError("no sealed seed")
    return Sealed(sealed)
