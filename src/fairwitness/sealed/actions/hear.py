"""Hearing the other side: a conversation with the person reported on, with keys of its own, and how long they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.handed_over import KIND, HandedOver
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only, put, put_all
from fairwitness.sealed.actions.among_readers import NotOnSheet, readers_of, writers_of
from fairwitness.sealed.actions.commit import SealedGrant, take_locator
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.actions.drafts import MailboxHashes, new_mailbox
from fairwitness.sealed.actions.letters import hold
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.signed_by_two import Alone, NothingAsked, Signer, must_be_signed
from fairwitness.sealed.actions.signed_by_two import held as held_tip
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.hearing import DAYS, MORE, hearing_of, known_by, may_ask_for_more, waits_for
from fairwitness.sealed.models import Conversation, Grant, Letter, Mailbox, Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State

LATEST = 7  # days after which nobody signs any more that a code was handed over on that day
BEGINS_IN = (State.FACT_FINDING, State.REPLY, State.SECOND_REVIEW)


class NoMoreTime(Exception):
    """It was taken once, or the time is over."""


class StillWaits(Exception):
    """Somebody who is reported on may still answer."""


class NoSuchDay(Exception):
    """Before the code was made, still to come, or longer ago than a week: most of their time would be over."""


class TakenBefore(Exception):
    """Somebody had taken a code with it before it was handed over: so it was not the person whom it is for."""


@dataclass(frozen=True)
class Summary:
    """What a reader's browser has sealed for the person reported on: the letter that the code itself signs, and the summary."""

    code: MailboxHashes
    conversation: str
    grants: Sequence[SealedGrant]
    opening: Sealed = field(repr=False)
    id: str
    sealed: Sealed = field(repr=False)


def begin(tip: Tip, by: Signer, sent: Summary) -> Hearing:
    """Let somebody answer, whole or not at all; out of fact finding the tip waits for the answer from then on. The same again changes nothing.

    NotOnSheet, RecordedIt for whoever wrote the tip down, SheetOutdated, NotGranted where the key is not sealed to exactly today's readers and that code,
    LocatorTaken, StalePage where the tip stands elsewhere, TipDestroyed; an id that is taken elsewhere is refused by the tables (IntegrityError).
    """
    with transaction.atomic():
        held = held_tip(tip)
        if there := _is_there(held, by, sent):
            return there
        state = State(held.state)
        if state not in BEGINS_IN:
            raise StalePage
        must_not_have_recorded(held, by.id)
        _must_fit(held, by, sent)
        row = _make(held, by, sent)
        journal.record(Kind.HEARING_ASKED, held.office, tip=held.id, by=by.id)
        if state is State.FACT_FINDING:
            move(held.pk, State.REPLY, seen=state, by=by.id)
    return row


def hand_over(tip: Tip, by: Signer, told: HandedOver, signature: bytes) -> None:
    """Note that a code was handed over, as another reader has signed than the one who made it: their days count from then on, and what they answer.

    The same again changes nothing. NothingAsked where it was noted otherwise or has ended, Alone for whoever made it, NoSuchDay, TakenBefore, RecordedIt, NotSigned, NotOnSheet, SheetOutdated, StalePage, TipDestroyed.
    """
    with transaction.atomic():
        held = held_tip(tip)
        row = only(Hearing.objects.filter(conversation=told.hearing, conversation__tip=held))
        statement = told.to_json()
        if row is None or row.ended:
            raise NothingAsked
        if row.handed is not None:
            if (row.handed_by, bytes(row.statement)) != (by.id, statement):
                raise NothingAsked
            return
        if State(held.state) not in BEGINS_IN:
            raise StalePage
        if row.by == by.id:
            raise Alone
        must_not_have_recorded(held, by.id)
        _must_be_possible(row, told.day)
        must_be_signed(held, by, KIND, statement, signature)
        row.handed, row.way, row.handed_by = told.day, told.way, by.id
        row.statement, row.signature = statement, signature
        row.until = told.day + timedelta(days=DAYS)
        row.save(update_fields=["handed", "way", "handed_by", "statement", "signature", "until"])
        journal.record(Kind.HANDED_OVER, held.office, tip=held.id, by=by.id)


def _must_be_possible(row: Hearing, day: date) -> None:
    if not max(row.day, today() - timedelta(days=LATEST)) <= day <= today():
        raise NoSuchDay
    if row.own_from is None:
        return
    taken = row.conversation.letters.get(position=row.own_from)
    if taken.day < day:
        raise TakenBefore


def ask_for_more(conversation: Conversation, mailbox: Mailbox) -> None:
    """Fourteen days more, once: what was answered before is not the answer yet. NoMoreTime, also for whoever advises; TipDestroyed."""
    with transaction.atomic():
        tip = hold(conversation)
        row = hearing_of(conversation)
        if as_adviser(mailbox) or not may_ask_for_more(row):
            raise NoMoreTime
        row.more, row.until, row.answered = today(), (row.until or today()) + timedelta(days=MORE), None
        row.save(update_fields=["more", "until", "answered"])
        journal.record(Kind.MORE_TIME, tip.office, tip=tip.id)


def go_on(tip_id: str, *, by: str) -> Tip:
    """To the second review, once everybody has answered whose time is not over. StillWaits, StalePage, RecordedIt."""
    with transaction.atomic():
        found = Tip.objects.select_for_update().get(pk=tip_id)
        if any(waits_for(one) for one in Hearing.objects.filter(conversation__tip=found)):
            raise StillWaits
        return move(tip_id, State.SECOND_REVIEW, seen=State.REPLY, by=by)


def _is_there(tip: Tip, by: Signer, sent: Summary) -> Hearing | None:
    rows = Hearing.objects.filter(conversation=sent.conversation, conversation__tip=tip, by=by.id)
    same = rows.filter(conversation__letters__pk=sent.id, conversation__letters__sealed=sent.sealed)
    return only(same)


def _must_fit(tip: Tip, by: Signer, sent: Summary) -> None:
    if by.holder not in writers_of(tip):
        raise NotOnSheet
    if current_sheet(tip.channel).until < today():
        raise SheetOutdated
    theirs = HybridRecipient.parse(sent.code.recipient).holder
    granted = [grant.holder for grant in sent.grants]
    if len(set(granted)) < len(granted) or set(granted) != {*readers_of(tip), theirs}:
        raise NotGranted


def _make(tip: Tip, by: Signer, sent: Summary) -> Hearing:
    office = tip.office
    conversation = Conversation(office=office, id=sent.conversation, tip=tip, party=Conversation.Party.PERSON)
    conversation.save(force_insert=True)
    mailbox = new_mailbox(tip.office_id, sent.code)
    mailbox.conversation = conversation
    take_locator(mailbox)
    placed = {"office": office, "conversation": conversation, "number": 0}
    put_all([Grant(**placed, holder=one.holder, sealed=one.sealed) for one in sent.grants])
    put(Letter(**placed, position=0, from_office=False, day=today(), sealed=sent.opening))
    put(Letter(**placed, id=sent.id, position=1, from_office=True, day=today(), sealed=sent.sealed))
    return put(Hearing(office=office, conversation=conversation, by=by.id, code=known_by(sent.code.locator)))
