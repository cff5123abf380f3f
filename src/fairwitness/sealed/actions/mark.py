"""Marking: the one way from the scope check to triage."""

from __future__ import annotations

from django.db import transaction

from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.models import Recorded, Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State


def mark(tip: Tip, holder: bytes, note: Note, *, by: str) -> None:
    """Keep the letter that names a sentence and says who was harmed, and bring the tip to triage: both or neither.

    The same letter again changes nothing. StalePage where the tip is past its scope check, TipDestroyed, RecordedIt, and all that `write` may say; an id
    that is taken elsewhere is refused by the tables (IntegrityError). Which sentence it is, the server does not learn.
    """
    with transaction.atomic():
        held = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel").get(pk=tip.pk)
        if held.state == State.DESTROYED:
            raise TipDestroyed
        if is_there(held, note):
            return
        if held.state != State.SCOPE_CHECK:
            raise StalePage
        must_not_have_recorded(held, by)
        letter = write(held, holder, note)
        Recorded.objects.filter(tip=held).update(marked_by=by)
        move(held.pk, State.TRIAGE, seen=State.SCOPE_CHECK, by=by, marked=letter.id)
