"""Telling a tipster what was done and why, and closing what was told: the one way from an outcome to the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import today
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, move
from fairwitness.sealed.actions.recordings import destroy_what_was_let_go
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.reading import last_letter
from fairwitness.sealed.states import CLOSING, State


class Waits(Exception):
    """The tipster has written since, and nobody has answered."""


def give_feedback(
    conversation: Conversation,
    number: int,
    sealed: Sealed,
    *,
    seen: State,
    by: str,
    uploads: Sequence[tuple[str, bytes]] = (),
    letter_id: str = "",
) -> Letter:
    """Add the letter that says what was done and why, and with it come to *feedback given*: both, or neither.

    StalePage where the tip stands elsewhere than `seen` by now, NoSuchMove where nothing has come of it yet. The database too refuses the move where
    the readers have written nothing since the outcome.
    """
    with transaction.atomic():
        hold(conversation)
        letter = add_letter(
            conversation, number, sealed, from_office=True, by=by, uploads=uploads, letter_id=letter_id
        )
        move(conversation.tip_id, State.FEEDBACK_GIVEN, seen=seen, by=by)
    return letter


def finish(tip: Tip, *, seen: State, by: str = "") -> None:
    """Close what was told. Whoever kept no code reads no letter: such a tip is closed from its outcome.

    StalePage; NoSuchMove where the tipster was not told yet; Waits.
    """
    with transaction.atomic():
        held = Tip.objects.select_for_update().get(pk=tip.pk)
        if held.no_answer and seen != State.FEEDBACK_GIVEN:
            move(tip.pk, State.FEEDBACK_GIVEN, seen=seen, by=by)
            seen = State.FEEDBACK_GIVEN
        if seen != State.FEEDBACK_GIVEN:
            raise NoSuchMove
        if _tipster_has_last_word(held):
            raise Waits
        move(tip.pk, State.CLOSED, seen=seen, by=by)
    destroy_what_was_let_go(tip)


def finish_what_is_told() -> int:
    """Close what nobody has closed 30 days after the feedback, unless a letter waits: what is never closed is never destroyed. Returns how many."""
    latest = today() - timedelta(days=int(CLOSING.days))
    told = Tip.objects.filter(state=State.FEEDBACK_GIVEN, since__lt=latest)
    return sum(_finish(tip) for tip in list(told))


def _finish(tip: Tip) -> bool:
    with suppress(StalePage, Waits):
        finish(tip, seen=State.FEEDBACK_GIVEN)
        return True
    return False


def _tipster_has_last_word(tip: Tip) -> bool:
    last = None if tip.no_answer else last_letter(tip)
    return last is not None and not last[0]
