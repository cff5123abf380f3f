"""What the desk's scripts send about the people on a tip: keys, each sealed to one holder, and the signature of who sends them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fairwitness.crypto.commits import GrantSent
from fairwitness.crypto.encoding import EncodingError, as_list, in_order, unb64
from fairwitness.crypto.keys import verify
from fairwitness.review.forms import ID, MOST_KEYS, NOTE, UNREADABLE, NoteForm, note_in, signed
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.readers import GivenKey, NextKey

Form = TypeVar("Form")
HASH = 32  # bytes


@dataclass(frozen=True)
class Signed:
    """About which tip, the JSON bytes, and the signature that stands behind them: a session alone is not enough."""

    tip: str
    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_signed_by(self, verifying_key: bytes, tip: str) -> bool:
        """Whether the holder of this key has sent it, about this tip."""
        return self.tip == tip and verify(verifying_key, "note", self.json, self.signature)


@dataclass(frozen=True)
class AddForm:
    """Every key of a tip that whoever adds a colleague holds, sealed to that colleague."""

    signed: Signed
    holder: bytes
    keys: tuple[GivenKey, ...] = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> AddForm | None:
        """None for anything else."""
        return _or_none(lambda: cls._read(body))

    @classmethod
    def _read(cls, body: bytes) -> AddForm:
        of, who = _signed(body)
        in_order(of, ("tip", "holder", "keys"))
        return cls(who, unb64(of["holder"], HASH), tuple(map(_given, as_list(of["keys"]))))


@dataclass(frozen=True)
class RenewForm:
    """The next key of one conversation or two, sealed to everybody who goes on with it."""

    signed: Signed
    keys: tuple[NextKey, ...] = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> RenewForm | None:
        """None for anything else."""
        return _or_none(lambda: cls._read(body))

    @classmethod
    def _read(cls, body: bytes) -> RenewForm:
        of, who = _signed(body)
        in_order(of, ("tip", "keys"))
        return cls(who, tuple(map(_next, as_list(of["keys"]))))


@dataclass(frozen=True)
class HandOverForm:
    """To whom a tip goes, with a sealed word for them among the readers."""

    word: NoteForm
    to: str

    @classmethod
    def read(cls, body: bytes) -> HandOverForm | None:
        """None for anything else."""
        return _or_none(lambda: cls._read(body))

    @classmethod
    def _read(cls, body: bytes) -> HandOverForm:
        of, json, by = signed(body)
        in_order(of, (*NOTE, "to"))
        unb64(of["to"], ID)
        return cls(NoteForm(of["tip"], note_in(of), json, by), of["to"])


def _or_none(read: Callable[[], Form]) -> Form | None:
    try:
        return read()
    except UNREADABLE:
        return None


def _signed(body: bytes) -> tuple[dict[str, Any], Signed]:
    of, json, by = signed(body)
    unb64(of["tip"], ID)
    return of, Signed(of["tip"], json, by)


def _given(of: Any) -> GivenKey:
    in_order(of, ("conversation", "n", "sealed"))
    grant = GrantSent.of({"holder": "A" * 43, "sealed": of["sealed"]})  # to whom it goes, the form says once
    return GivenKey(*_key(of), grant.sealed)


def _next(of: Any) -> NextKey:
    in_order(of, ("conversation", "n", "grants"))
    granted = [GrantSent.of(one) for one in as_list(of["grants"])]
    return NextKey(*_key(of), tuple(SealedGrant(one.holder, one.sealed) for one in granted))


def _key(of: dict[str, Any]) -> tuple[str, int]:
    unb64(of["conversation"], ID)
    number = of["n"]
    if not isinstance(number, int) or not 0 <= number <= MOST_KEYS:
        raise EncodingError("no number of a key")
    return of["conversation"], number
