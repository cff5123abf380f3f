"""Codes of an app (TOTP, RFC 6238): six digits, each good once, and slower to guess with every wrong one. Nobody is locked out."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import time
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote, urlencode

import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction

from fairwitness.crypto.keys import derive
from fairwitness.office import clock
from fairwitness.office.models import AppSecret, Staff
from fairwitness.office.rows import only

SECRET = 20  # bytes, as RFC 4226 recommends
DIGITS, STEP = 6, 30  # what every app knows
AROUND = (-1, 0, 1)  # steps whose codes are taken: clocks differ, and somebody types slowly
REMEMBERED = (-2, -1, 0, 1, 2)
NONCE = 12
LONGEST = 900  # seconds between two tries

_next: dict[str, float] = {}  # from when on this process looks at a code again, by whose it is


class Wait(Exception):
    """Wrong codes have come; the next is looked at in so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def code_of(secret: bytes, step: int) -> str:
    """The six digits of a step of half a minute."""
    totp = TOTP(secret, DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303 - RFC 6238, and the only one that apps know
    return totp.generate(step * STEP).decode()


class DoesNotFit(Exception):
    """An app with this secret shows another code now: nobody keeps what does not work."""


def keep(staff: Staff, secret: bytes, code: str) -> None:
    """From now on, and this code has counted. The app that there was before counts no more. DoesNotFit."""
    shown = _showing(secret, code)
    if not shown:
        raise DoesNotFit
    AppSecret.objects.filter(staff=staff).delete()
    AppSecret.objects.create(
        office=staff.office,
        staff=staff,
        secret=_encrypted(staff, secret),
        made=clock.today(),
        last=_tag(secret, shown[0]),
    )


def accepts(staff: Staff, code: str) -> bool:
    """Whether the app shows it, and it comes for the first time. Wait, where no code is looked at yet."""
    found = only(AppSecret.objects.filter(staff=staff))
    return found is not None and _counts(found, code)


def wrong_since(staff: Staff) -> int:
    """How many wrong codes came since this was asked last: whoever typed them had the right words."""
    found = only(AppSecret.objects.filter(staff=staff, wrong__gt=0))
    if found is None:
        return 0
    AppSecret.objects.filter(pk=found.pk).update(wrong=0)
    return found.wrong


def forget_what_counted() -> None:
    """The hash of a code that cannot come again would only tell when somebody signed in."""
    for found in AppSecret.objects.exclude(last=b""):
        secret = _decrypted(found)
        if all(_tag(secret, step) != found.last for step in _steps(REMEMBERED)):
            AppSecret.objects.filter(pk=found.pk, last=found.last).update(last=b"")


def _refuse_before_its_time(found: AppSecret) -> None:
    left = _next.get(found.id, 0.0) - time.monotonic()
    if left > 0:
        raise Wait(int(left) + 1)


@transaction.atomic
def _counts(found: AppSecret, code: str) -> bool:
    """Whether it is right and comes for the first time; either way that is written down. Many at once are looked at one after the other, and the wait is between them too."""
    found = AppSecret.objects.select_for_update().get(pk=found.pk)
    _refuse_before_its_time(found)
    secret = _decrypted(found)
    used = [step for step in _steps(REMEMBERED) if _tag(secret, step) == found.last]
    fresh = [step for step in _showing(secret, code) if not used or step > used[0]]
    rows = AppSecret.objects.filter(pk=found.pk)
    if fresh:
        rows.update(used=clock.today(), last=_tag(secret, fresh[0]))
        _next.pop(found.id, None)
    else:
        wrong = min(found.wrong + 1, 9999)
        rows.update(wrong=wrong)
        _next[found.id] = time.monotonic() + min(2**wrong, LONGEST)
    return bool(fresh)


def new_secret() -> bytes:
    """At random."""
    return secrets.token_bytes(SECRET)


def as_text(secret: bytes) -> str:
    """As it is typed into an app."""
    return base64.b32encode(secret).decode("ascii")


def of_text(text: str) -> bytes:
    """The secret again; nothing where this is none."""
    try:
        secret = base64.b32decode(text)
    except (binascii.Error, ValueError):
        return b""
    return secret if len(secret) == SECRET else b""


def as_picture(secret: bytes, office: str, name: str) -> list[list[int]]:
    """As an app's camera reads it: otpauth://totp/…, Google's `Key-Uri-Format`, in rows of dark and light."""
    said = urlencode({"secret": as_text(secret), "issuer": office}, quote_via=quote)
    address = f"otpauth://totp/{quote(office, safe='')}:{quote(name, safe='')}?{said}"
    return [[int(dark) for dark in row] for row in segno.make(address, error="m").matrix]


def _showing(secret: bytes, code: str) -> list[int]:
    """The steps of now in which an app with this secret shows this code."""
    return [step for step in _steps(AROUND) if hmac.compare_digest(code_of(secret, step), code)]


def _steps(around: Iterable[int]) -> list[int]:
    now = int(clock.now().timestamp()) // STEP
    return [now + one for one in around]


def _tag(secret: bytes, step: int) -> bytes:
    return hmac.digest(secret, b"used" + step.to_bytes(8), sha256)


def _key() -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive(settings.SECRET_KEY.encode(), "fairwitness/1/app-secret"))


def _encrypted(staff: Staff, secret: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + _key().encrypt(nonce, secret, staff.id.encode())


def _decrypted(found: AppSecret) -> bytes:
    """Under another key of the folder it opens no more. Then no code counts, and a passkey or a recovery code has to."""
    nonce, cipher = found.secret[:NONCE], found.secret[NONCE:]
    try:
        return _key().decrypt(nonce, cipher, found.staff_id.encode())
    except InvalidTag:
        return secrets.token_bytes(SECRET)
