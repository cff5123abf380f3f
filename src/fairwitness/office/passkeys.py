"""Passkeys (WebAuthn): one touch signs in. Which secret the same touch works out in the browser, the line never learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from django.http import HttpRequest
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    UserVerificationRequirement,
)

from fairwitness.crypto.encoding import EncodingError, b64, unb64
from fairwitness.office import clock
from fairwitness.office.models import AT_DESK, Passkey
from fairwitness.office.rows import only

ALGORITHMS = (-8, -7, -257)  # Ed25519, P-256, RSA: what passkeys sign with (COSE)
ASKED = "asked"  # in the session: what the next passkey has to sign, once
MADE = ("clientDataJSON", "attestationObject")
SHOWN = ("clientDataJSON", "authenticatorData", "signature")


class NotThisPasskey(Exception):
    """What came is no answer of a passkey to what was asked here."""


@dataclass(frozen=True)
class Made:
    """A passkey that was just made."""

    credential: bytes
    public: bytes = field(repr=False)


def address_of(request: HttpRequest) -> str:
    """The host name of the line that somebody came by; a passkey is for one."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def ask(request: HttpRequest) -> str:
    """What the passkey has to sign, base64url. It is kept in the session for one answer."""
    _, state = _server(request).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    request.session[ASKED] = state["challenge"]
    return str(state["challenge"])


def made(request: HttpRequest, answer: Mapping[str, Any]) -> Made:
    """The passkey that somebody made; NotThisPasskey for anything but an answer to what was asked."""
    given, state = _given(answer, MADE), _asked(request)
    try:
        data = _server(request).register_complete(state, given).credential_data
    except Exception:  # noqa: BLE001 - the library has no one error for what no passkey would send
        raise NotThisPasskey from None
    if data is None or data.public_key.ALGORITHM not in ALGORITHMS:
        raise NotThisPasskey
    return Made(bytes(data.credential_id), cbor.encode(data.public_key))


def shown(request: HttpRequest, answer: Mapping[str, Any]) -> Passkey:
    """Whose passkey has signed what was asked; NotThisPasskey where it is nobody's. A person touched it and was known to it."""
    given, state = _given(answer, SHOWN), _asked(request)
    found = only(
        Passkey.objects.select_related("staff").filter(
            credential=unb64(given["rawId"]),
            address=address_of(request),
            staff__is_active=True,
            staff__role__in=AT_DESK,
        )
    )
    if found is None:
        raise NotThisPasskey
    try:
        _server(request).authenticate_complete(state, [_kept(found)], given)
    except Exception:  # noqa: BLE001 - the library has no one error for what no passkey would send
        raise NotThisPasskey from None
    Passkey.objects.filter(pk=found.pk).update(used=clock.today())
    return found


def _given(answer: Mapping[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    """As the library reads it, and of what the browser said nothing but what is looked at."""
    try:
        pieces = {name: b64(unb64(answer[name])) for name in wanted}
        credential = b64(unb64(answer["id"]))
    except (KeyError, EncodingError, TypeError, AttributeError):
        raise NotThisPasskey from None
    return {"id": credential, "rawId": credential, "type": "public-key", "response": pieces}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What was asked, which nobody can answer twice."""
    challenge = request.session.pop(ASKED, None)
    if challenge is None:
        raise NotThisPasskey
    return {"challenge": challenge, "user_verification": UserVerificationRequirement.REQUIRED}


def _kept(passkey: Passkey) -> AttestedCredentialData:
    key = CoseKey.parse(cast("Mapping[int, Any]", cbor.decode(passkey.public)))
    return AttestedCredentialData.create(Aaguid.NONE, passkey.credential, key)


def _server(request: HttpRequest) -> Fido2Server:
    """It answers for this host name alone, and not for those below it."""
    rp = PublicKeyCredentialRpEntity(name="Fair Witness", id=address_of(request))
    server = Fido2Server(rp, verify_origin=lambda origin: _is_ours(origin, request))
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=one) for one in ALGORITHMS
    ]
    return server


def _is_ours(origin: str, request: HttpRequest) -> bool:
    """The very address that this request came to. What lies in front of the line may have taken HTTPS off."""
    scheme, host = urlsplit(origin).scheme, address_of(request)
    plain = host == "localhost" or host.endswith(".onion")
    return urlsplit(origin).netloc == request.get_host() and (
        scheme == "https" or (scheme == "http" and plain)
    )
