"""The keys under which cookies are sealed: new every day, one table for all processes, gone after 25 hours.

Someone who steals the database gets the keys of the last day, and needs the cookies as well. Someone who steals a cookie needs the database.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.db import transaction
from django.db.models import QuerySet

from fairwitness.crypto.encoding import b64
from fairwitness.office import clock
from fairwitness.office.clock import this_hour
from fairwitness.office.models import WrappingKey
from fairwitness.office.reading import current_office

ID, NONCE, TIME = 16, 12, 8  # bytes
NEW_AFTER, FORGET_AFTER = timedelta(hours=24), timedelta(hours=25)
LONGEST = 4096  # characters of a cookie; ours have fewer than 200
HELD_FOR = 60  # seconds in which a process does not ask for the same key again


@dataclass(frozen=True)
class Wrapped:
    """A key of these, as a request uses it."""

    id: str
    made: datetime
    key: bytes = field(repr=False)

    @property
    def is_fresh(self) -> bool:
        """Whether cookies are still sealed under it."""
        return self.made > this_hour() - NEW_AFTER


_HELD: dict[str, tuple[Wrapped, float]] = {}  # the one that was asked for last, by its id, and since when


@dataclass(frozen=True)
class OpenedCookie:
    """What a cookie held, how old it was when it was opened, and the key that opened it."""

    payload: bytes = field(repr=False)
    age: float  # seconds
    under: Wrapped

    def within(self, minutes: int) -> bytes | None:
        """The payload, unless it is older than that."""
        return self.payload if self.age < minutes * 60 else None


def seal_cookie(payload: bytes, purpose: str, under: Wrapped | None = None) -> str:
    """Text for a cookie of this purpose; the minute is inside. A fresh key that the request has used already saves asking for one."""
    key = under if under is not None and under.is_fresh else _key_of_today()
    nonce = os.urandom(NONCE)
    now = int(clock.now().timestamp()).to_bytes(TIME)
    sealed = ChaCha20Poly1305(key.key).encrypt(nonce, now + payload, purpose.encode())
    return b64(base64.urlsafe_b64decode(key.id + "==") + nonce + sealed)


def open_cookie(text: str, purpose: str) -> OpenedCookie | None:
    """What was kept; None for anything of another purpose, whose key is gone, or that was not made by this line."""
    try:
        raw = base64.b64decode(text[:LONGEST] + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    key = _key(b64(raw[:ID]))
    if key is None or len(raw) <= ID + NONCE:
        return None
    try:
        opened = ChaCha20Poly1305(key.key).decrypt(raw[ID : ID + NONCE], raw[ID + NONCE :], purpose.encode())
    except InvalidTag:
        return None
    age = clock.now().timestamp() - int.from_bytes(opened[:TIME])
    return OpenedCookie(opened[TIME:], age, key)


def forget_old_keys() -> int:
    """Delete the keys whose time is over. Returns how many."""
    return WrappingKey.objects.filter(made__lte=this_hour() - FORGET_AFTER).delete()[0]


def make_key_of_today() -> None:
    """Make it before anybody needs it: its hour is the line's, and not that of a quiet day's first visitor."""
    _key_of_today()


def _key(key_id: str) -> Wrapped | None:
    """Asked on every page with a cookie, and nearly every cookie is under the newest. None where there is none, or its time is over."""
    held, since = _HELD.get(key_id, (None, 0.0))
    if held is None or monotonic() - since > HELD_FOR:
        held = _first(WrappingKey.objects.filter(id=key_id))
        _HELD.clear()
        if held is not None:
            _HELD[key_id] = held, monotonic()
    return held if held is not None and held.made > this_hour() - FORGET_AFTER else None


def _key_of_today() -> Wrapped:
    fresh = this_hour() - NEW_AFTER
    key = _first(WrappingKey.objects.filter(made__gt=fresh).order_by("-made", "id"))
    if key is not None:
        return key
    with transaction.atomic():
        made = WrappingKey.objects.create(office=current_office(), key=os.urandom(32), made=this_hour())
    return Wrapped(made.id, made.made, made.key)


def _first(keys: QuerySet[WrappingKey]) -> Wrapped | None:
    """Every page with a cookie asks this: the three columns cost half of what a whole row does."""
    found = keys.values_list("id", "made", "key")[:1]
    return next((Wrapped(*columns) for columns in found), None)
