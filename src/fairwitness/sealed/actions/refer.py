"""Passing a tip on to a body outside: one reader signs, a second signs the same bytes, and with that it is done."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import transaction

from fairwitness.crypto.referrals import CONFIRMED, DANGER, Ground, Statement, StatementError
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office import charter
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    NothingAsked,
    NotSigned,
    SignedElsewhere,
    Signer,
    first_must_still_hold,
    hashes,
    must_be_signed,
    own_letters,
)
from fairwitness.sealed.actions.signed_by_two import held as hold
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Conversation, Notice, Referral, Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.referrals import asked_for, is_passed_on
from fairwitness.sealed.states import STAGES, State


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


def propose(tip: Tip, by: Signer, note: Note, statement: bytes, signature: bytes) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage where the tip stands where this ground leads nowhere, AskedBefore, NotSigned, OtherCharter,
    NoConsent, RecordedIt, and all that `write` may say; an id that is taken elsewhere is refused by the tables (IntegrityError).
    """
    with transaction.atomic():
        held = hold(tip)
        if is_there(held, note):
            if held.referrals.filter(first=by.id, statement=statement).exists():
                return
            raise StalePage
        told = _read(held, statement)
        must_not_have_recorded(held, by.id)
        if asked_for(held) is not None:
            raise AskedBefore
        if told.why != hashlib.sha256(note.sealed).digest():
            raise NotSigned
        must_be_signed(held, by, "referral", statement, signature)
        write(held, by.holder, note)
        Referral.objects.create(
            office=held.office,
            tip=held,
            ground=told.ground,
            body=told.body,
            statement=statement,
            first=by.id,
            first_signature=signature,
        )
        journal.record(Kind.PASSING_ON_ASKED, held.office, tip=held.id, by=by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: with that the tip is referred, and its tipster is told.

    The same again changes nothing. NothingAsked, SignedElsewhere, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, OtherCharter, NoConsent, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        held = hold(tip)
        referral = only(held.referrals.filter(pk=asked))
        if referral is None or (is_passed_on(held) and not _is_theirs(referral, by, signature)):
            raise NothingAsked
        if referral.second and is_passed_on(held):
            return
        if referral.second:
            raise SignedElsewhere
        if referral.first == by.id:
            raise Alone
        must_not_have_recorded(held, by.id)
        statement = bytes(referral.statement)
        told = _read(held, statement)
        if told.why not in hashes(held, Conversation.Party.REVIEWERS):
            raise NotSigned
        first_must_still_hold(held, referral, "referral")
        must_be_signed(held, by, "referral", statement, signature)
        referral.second, referral.second_signature = by.id, signature
        referral.save(update_fields=["second", "second_signature"])
        _refer(held, referral)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or any other. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        held = hold(tip)
        referral = asked_for(held)
        if referral is None or referral.pk != asked:
            raise NothingAsked
        referral.delete()
        journal.record(Kind.PASSING_ON_TAKEN_BACK, held.office, tip=held.id, by=by)


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


def _is_theirs(referral: Referral, by: Signer, signature: bytes) -> bool:
    return (referral.second, bytes(referral.second_signature)) == (by.id, signature)
