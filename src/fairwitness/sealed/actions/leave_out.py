"""Not hearing the person reported on yet: one reader signs with a reason and an end, a second signs the same bytes, and until that day the tip goes on without them."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction

from fairwitness.crypto.unheard import KIND, Unheard, UnheardError
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    NothingAsked,
    NotSigned,
    Signer,
    first_must_still_hold,
    hashes,
    held,
    must_be_signed,
)
from fairwitness.sealed.hearing import FURTHEST, open_leaving_out
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_hearing import LeftOut
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State

LEAVES_OUT_IN = (State.FACT_FINDING, State.REPLY, State.SECOND_REVIEW)


class NoSuchEnd(Exception):
    """Its day is over, or too far ahead; nothing is left out without an end."""


def propose(tip: Tip, by: Signer, note: Note, statement: bytes, signature: bytes) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage, RecordedIt, AskedBefore, NotSigned, NoSuchEnd, and all that `write` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_there(tip, note):
            if LeftOut.objects.filter(tip=tip, first=by.id, statement=statement).exists():
                return
            raise StalePage
        must_not_have_recorded(tip, by.id)
        told = _read(tip, statement)
        if told.asked != today():
            raise NoSuchEnd
        if open_leaving_out(tip) is not None:
            raise AskedBefore
        if told.why != hashlib.sha256(note.sealed).digest():
            raise NotSigned
        must_be_signed(tip, by, KIND, statement, signature)
        write(tip, by.holder, note)
        LeftOut.objects.create(
            office=tip.office,
            tip=tip,
            ground=told.ground,
            asked=told.asked,
            until=told.until,
            statement=statement,
            first=by.id,
            first_signature=signature,
        )
        journal.record(Kind.LEAVING_OUT_ASKED, tip.office, tip=tip.id, by=by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: until that day nobody waits for an answer, and out of fact finding the tip goes on.

    The same again changes nothing. NothingAsked, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, NoSuchEnd, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        row = only(LeftOut.objects.filter(tip=tip, pk=asked))
        if row is not None and (row.second, bytes(row.second_signature)) == (by.id, signature):
            return
        if row is None or row.second:
            raise NothingAsked
        if row.first == by.id:
            raise Alone
        must_not_have_recorded(tip, by.id)
        told = _read(tip, bytes(row.statement))
        if told.why not in hashes(tip, Conversation.Party.REVIEWERS):
            raise NotSigned
        first_must_still_hold(tip, row, KIND)
        must_be_signed(tip, by, KIND, bytes(row.statement), signature)
        row.second, row.second_signature = by.id, signature
        row.save(update_fields=["second", "second_signature"])
        for one in (row.first, by.id):
            journal.record(Kind.LEFT_OUT, tip.office, tip=tip.id, by=one)
        if tip.state == State.FACT_FINDING:
            move(tip.pk, State.SECOND_REVIEW, seen=State.FACT_FINDING, by=by.id, first=row.first)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or any other. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        row = open_leaving_out(tip)
        if row is None or row.pk != asked:
            raise NothingAsked
        row.delete()
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
