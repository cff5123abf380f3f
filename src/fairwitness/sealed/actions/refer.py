"""Passing a tip on to a body outside: one reader signs, a second signs the same bytes, and with that it is done."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import transaction

from fairwitness.crypto.referrals import CONFIRMED, DANGER, Ground, Statement, StatementError
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office import charter
from fairwitness.office.rows import only
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.signed_by_two import (
    AskedBefore,
    First,
    NotSigned,
    Signer,
    held,
    is_kept,
    is_signed,
    meant,
    must_be_second,
    own_letters,
    sign_first,
    sign_second,
)
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Notice, Referral, Tip
from fairwitness.sealed.referrals import asked_for, is_passed_on
from fairwitness.sealed.states import STAGES, State

KIND: Final = "referral"


class OtherCharter(Exception):
    """The charter is another one than what was signed names, or it names no such body."""


class NoConsent(Exception):
    """The letter that is to say yes is none of the tipster's."""


def grounds_in(state: State) -> tuple[Ground, ...]:
    """On which grounds a tip that stands there may be passed on: on none before the scope check is done, nor after it was closed."""
    if State.REFERRED not in STAGES[state].after_two:
        return ()
    return (CONFIRMED, DANGER) if state is State.CONFIRMED else (DANGER,)


def can_be_passed_on(tip: Tip) -> bool:
    """Whether it may be, or was."""
    return bool(grounds_in(State(tip.state))) or tip.referrals.exists()


def propose(tip: Tip, first: First) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage where the tip stands where this ground leads nowhere, AskedBefore, NotSigned, OtherCharter,
    NoConsent, RecordedIt, and all that `sign_first` may say; an id that is taken elsewhere is refused by the tables (IntegrityError).
    """
    with transaction.atomic():
        tip = held(tip)
        if is_kept(tip, tip.referrals, first):
            return
        told = _read(tip, first.statement)
        if asked_for(tip) is not None:
            raise AskedBefore
        sign_first(tip, tip.referrals, KIND, first, why=told.why, ground=told.ground, body=told.body)
        journal.record(Kind.PASSING_ON_ASKED, tip.office, tip=tip.id, by=first.by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: with that the tip is referred, and its tipster is told.

    The same again changes nothing. NothingAsked, SignedElsewhere, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, OtherCharter, NoConsent, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        referral = meant(only(tip.referrals.filter(pk=asked)), asked)
        if is_signed(referral, by, signature, is_done=is_passed_on(tip)):
            return
        must_be_second(tip, referral, by)
        told = _read(tip, bytes(referral.statement))
        sign_second(tip, referral, KIND, by, signature, why=told.why)
        _refer(tip, referral)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or any other. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        meant(asked_for(tip), asked).delete()
        journal.record(Kind.PASSING_ON_TAKEN_BACK, tip.office, tip=tip.id, by=by)


def _refer(tip: Tip, referral: Referral) -> None:
    """Both are in the journal; a danger to life once more under its own name, and it is counted."""
    moved = move(tip.pk, State.REFERRED, seen=State(tip.state), by=referral.second, first=referral.first)
    post(moved, Notice.Template.REFERRED)
    if referral.ground == DANGER:
        for one in (referral.first, referral.second):
            journal.record(Kind.DANGER_TO_LIFE, tip.office, tip=tip.id, by=one)
        count(Kind.DANGER_TO_LIFE, tip)


def _read(tip: Tip, raw: bytes) -> Statement:
    """What is signed, where it holds of this tip today."""
    try:
        told = Statement.from_json(raw)
    except StatementError:
        raise NotSigned from None
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        raise NotSigned
    if told.ground not in grounds_in(State(tip.state)):
        raise StalePage
    promised = {body.slug for body in charter.current().bodies}
    if told.body not in promised or told.charter != charter.hash_of(settings.FOLDER.in_force):
        raise OtherCharter
    if told.consent and told.consent not in own_letters(tip):
        raise NoConsent
    return told
