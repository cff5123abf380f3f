"""Not hearing the person reported on yet: one reader signs with a reason and an end, a second signs the same bytes, and until that day the tip goes on without them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from fairwitness.crypto.unheard import KIND, Unheard, UnheardError
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.move import StalePage, move
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
    sign_first,
    sign_second,
)
from fairwitness.sealed.hearing import FURTHEST, open_leaving_out
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

LEAVES_OUT_IN = (State.FACT_FINDING, State.REPLY, State.SECOND_REVIEW)


class NoSuchEnd(Exception):
    """Its day is over, or too far ahead; nothing is left out without an end."""


def propose(tip: Tip, first: First) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage, RecordedIt, AskedBefore, NotSigned, NoSuchEnd, and all that `sign_first` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_kept(tip, tip.left_out, first):
            return
        told = _read(tip, first.statement)
        if told.asked != today():
            raise NoSuchEnd
        if open_leaving_out(tip) is not None:
            raise AskedBefore
        columns = {"ground": told.ground, "asked": told.asked, "until": told.until}
        sign_first(tip, tip.left_out, KIND, first, why=told.why, **columns)
        journal.record(Kind.LEAVING_OUT_ASKED, tip.office, tip=tip.id, by=first.by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: until that day nobody waits for an answer, and out of fact finding the tip goes on.

    The same again changes nothing. NothingAsked, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, NoSuchEnd, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        row = meant(only(tip.left_out.filter(pk=asked)), asked)
        if is_signed(row, by, signature):
            return
        must_be_second(tip, row, by)
        told = _read(tip, bytes(row.statement))
        sign_second(tip, row, KIND, by, signature, why=told.why)
        for one in (row.first, by.id):
            journal.record(Kind.LEFT_OUT, tip.office, tip=tip.id, by=one)
        if tip.state == State.FACT_FINDING:
            move(tip.pk, State.SECOND_REVIEW, seen=State.FACT_FINDING, by=by.id, first=row.first)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or any other. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        meant(open_leaving_out(tip), asked).delete()
        journal.record(Kind.LEAVING_OUT_TAKEN_BACK, tip.office, tip=tip.id, by=by)


def _read(tip: Tip, raw: bytes) -> Unheard:
    """What is signed, where it holds of this tip today."""
    try:
        told = Unheard.from_json(raw)
    except UnheardError:
        raise NotSigned from None
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        raise NotSigned
    if State(tip.state) not in LEAVES_OUT_IN:
        raise StalePage
    if not today() < told.until <= told.asked + timedelta(days=FURTHEST):
        raise NoSuchEnd
    return told
