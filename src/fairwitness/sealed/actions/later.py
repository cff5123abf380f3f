"""Letters that go on a later day: put by, taken back, and sent by the worker, who can neither read nor change them.

A letter names its key, its author's last letter and its day, and all three are signed. So it goes only while everything stands as its author saw it, and
on its own day; else it is stopped, its author is told why, and gets the text back that is sealed to them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet, OldKey
from fairwitness.sealed.actions.answer_drafts import Box, forget_draft
from fairwitness.sealed.actions.assign import hold, must_read, reads
from fairwitness.sealed.actions.feedback import give_feedback
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked, add_letter
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, WaitsForSecond
from fairwitness.sealed.keys import is_outgrown, newest_of
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.models_of_letters import LaterLetter
from fairwitness.sealed.resting import SHUT
from fairwitness.sealed.states import State

log = logging.getLogger("fairwitness.later")
FURTHEST = 90  # days
OVER = (State.CLOSED, *SHUT)
Stopped = LaterLetter.Stopped


class WrongDay(Exception):
    """It is not ahead, or too far off."""


class OneWaits(Exception):
    """A letter of theirs waits in this conversation; a second would repeat its number."""


class NothingWaits(Exception):
    """It was sent or stopped meanwhile, or is somebody else's."""


class WrittenMeanwhile(Exception):
    """Somebody has written since the letter was signed."""


@dataclass(frozen=True)
class PutBy:
    """A letter as a browser has sealed it for a day, and the same text sealed to its author."""

    id: str
    number: int
    day: date
    position: int  # how many letters the browser saw before it
    sealed: Sealed = field(repr=False)
    draft: Sealed = field(repr=False)
    feedback: State | None = None


def put_by(tip_id: str, letter: PutBy, *, by: str) -> None:
    """Let a letter wait for its day; the same one again changes nothing. What was typed for it is kept with it from now on.

    WrongDay, OneWaits, WrittenMeanwhile, NotOnSheet, NoSuchKey, OldKey, StalePage, TipDestroyed, TipLocked.
    """
    with transaction.atomic():
        held = hold(tip_id)
        own = reads(held, by)
        conversation = held.conversations.get(party=Conversation.Party.TIPSTER)
        mine = LaterLetter.objects.filter(conversation=conversation, staff=by, stopped="")
        if (waiting := only(mine)) is not None:
            if (waiting.id, waiting.sealed) == (letter.id, letter.sealed):
                return
            raise OneWaits
        _must_fit(held, conversation, letter, own)
        forget_draft(held, Box.LETTER, by=by)
        LaterLetter.objects.create(
            id=letter.id,
            office=held.office,
            conversation=conversation,
            staff_id=by,
            day=letter.day,
            number=letter.number,
            position=letter.position,
            seen=held.state,
            feedback=letter.feedback is not None,
            sealed=letter.sealed,
            draft=letter.draft,
        )


def _must_fit(tip: Tip, conversation: Conversation, letter: PutBy, own: bytes) -> None:
    if not today() < letter.day <= today() + timedelta(days=FURTHEST):
        raise WrongDay
    if tip.locked_by or tip.no_answer:
        raise TipLocked
    if letter.feedback is not None and letter.feedback != tip.state:
        raise StalePage
    if not conversation.grants.filter(number=letter.number, holder=own).exists():
        raise NoSuchKey
    if letter.number != newest_of(conversation) or is_outgrown(conversation, letter.number):
        raise OldKey
    if conversation.letters.count() != letter.position:
        raise WrittenMeanwhile


def take_back(tip: Tip, letter_id: str, *, by: str) -> None:
    """Stop one's own letter before it goes; its text is its author's again. NothingWaits."""
    with transaction.atomic():
        hold(tip.id)
        mine = LaterLetter.objects.filter(pk=letter_id, conversation__tip=tip, staff=by, stopped="")
        if not mine.update(stopped=Stopped.TAKEN_BACK, sealed=None):
            raise NothingWaits


def drop(tip: Tip, letter_id: str, *, by: str) -> None:
    """Let another letter of its author go in its place, in the transaction of whoever sends that. NothingWaits."""
    mine = LaterLetter.objects.filter(pk=letter_id, conversation__tip=tip, staff=by, stopped="")
    if not mine.delete()[0]:
        raise NothingWaits


def forget_stopped(tip: Tip, letter_id: str, *, by: str) -> None:
    """Its author has seen why it did not go, and wants nothing of it any more."""
    LaterLetter.objects.filter(pk=letter_id, conversation__tip=tip, staff=by).exclude(stopped="").delete()


def later_letters_of(tip: Tip, by: str) -> Sequence[LaterLetter]:
    """One reader's letters to the tipster that wait, and those that were stopped."""
    return list(
        LaterLetter.objects.filter(conversation__tip=tip, staff=by)
        .select_related("conversation__tip")
        .order_by("day", "id")
    )


def send_what_is_due() -> int:
    """Send each letter whose day has come, as far as nothing has made it stale. Returns how many went. One that fails stops no other."""
    due = LaterLetter.objects.filter(stopped="", day__lte=today()).values_list("pk", "conversation__tip")
    return sum(_try(letter, tip) for letter, tip in list(due))


def _try(letter_id: str, tip_id: str) -> bool:
    try:
        return _send(letter_id, tip_id)
    except (TipDestroyed, TipLocked):  # with such a tip its row goes as well
        return False
    except Exception:
        log.exception("a letter whose day has come was not sent")
        return False


@transaction.atomic
def _send(letter_id: str, tip_id: str) -> bool:
    tip = hold(tip_id)
    waiting = only(LaterLetter.objects.select_related("conversation").filter(pk=letter_id, stopped=""))
    if waiting is None:
        return False
    why = why_not(tip, waiting)
    if why is None:
        try:
            with transaction.atomic():
                _put_in_its_place(waiting)
        except (StalePage, NoSuchMove, WaitsForSecond):
            why = Stopped.MOVED
    if why is None:
        waiting.delete()
    else:
        LaterLetter.objects.filter(pk=waiting.pk).update(stopped=why, sealed=None)
    return why is None


def why_not(tip: Tip, letter: LaterLetter) -> LaterLetter.Stopped | None:
    """What has made it stale; None where everything stands as its author saw it.

    New keys of its author's do not: it was signed with what the office's sheet named then, and by every sheet since the first letter's the mailbox checks it.
    """
    conversation = letter.conversation
    is_over_since = tip.state in OVER and letter.seen not in OVER
    if is_over_since or (letter.feedback and tip.state != letter.seen):
        return Stopped.MOVED
    if letter.number != newest_of(conversation) or is_outgrown(conversation, letter.number):
        return Stopped.KEY
    try:
        must_read(tip, letter.staff_id)
    except NotOnSheet:
        return Stopped.KEY
    if conversation.letters.count() != letter.position:
        return Stopped.WRITTEN
    return Stopped.MISSED if letter.day < today() else None


def _put_in_its_place(letter: LaterLetter) -> Letter:
    by, sealed = letter.staff_id, Sealed(bytes(letter.sealed or b""))
    if letter.feedback:
        seen = State(letter.seen)
        return give_feedback(
            letter.conversation, letter.number, sealed, seen=seen, by=by, letter_id=letter.id
        )
    return add_letter(
        letter.conversation, letter.number, sealed, from_office=True, by=by, letter_id=letter.id
    )
