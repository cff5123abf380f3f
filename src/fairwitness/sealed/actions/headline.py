"""The headline of a tip: a line that its readers see in their list, sealed among them."""

from __future__ import annotations

from django.db import transaction

from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State


def put_headline(tip: Tip, holder: bytes, note: Note) -> None:
    """Keep a letter among readers that names the tip. The same letter again changes nothing; an earlier headline stays where it was.

    TipDestroyed, TipLocked, and all that `write` may say. What it says, the server does not learn; that somebody had the tip open that day, the journal knows.
    """
    with transaction.atomic():
        held = Tip.objects.select_for_update(of=("self",)).select_related("office", "channel").get(pk=tip.pk)
        if held.state == State.DESTROYED:
            raise TipDestroyed
        if held.state == State.PROTECTED_CONDUCT:
            raise TipLocked
        if not is_there(held, note):
            write(held, holder, note)
