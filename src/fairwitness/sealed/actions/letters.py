"""Adding letters to a conversation, and what its owner does with the mailbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import claim_files, claim_uploads
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.models import Conversation, Letter, Mailbox, Tip
from fairwitness.sealed.states import State


class TipDestroyed(Exception):
    """Everything of the tip was destroyed, and nothing is added to it any more."""


def hold(conversation: Conversation) -> Tip:
    """Let nobody else write in this tip, and nobody destroy it, before the transaction ends. TipDestroyed where somebody has."""
    tip = Tip.objects.select_for_update().get(pk=conversation.tip_id)
    if tip.state == State.DESTROYED:
        raise TipDestroyed
    return tip


def add_letter(
    conversation: Conversation,
    number: int,
    sealed: Sealed,
    *,
    from_office: bool,
    by: str = "",
    files: Sequence[str] = (),
    uploads: Sequence[tuple[str, bytes]] = (),
    letter_id: str = "",
) -> Letter:
    """Append a letter with its files: those that came by form in this request, or uploads with their secrets.

    With `letter_id` the same letter again is refused by its id (IntegrityError). TipDestroyed where the tip is.
    """
    kind = Entry.Kind.LETTER_FROM_REVIEWER if from_office else Entry.Kind.LETTER_FROM_TIPSTER
    with transaction.atomic():
        tip = hold(conversation)
        letter = Letter(
            office=conversation.office,
            conversation=conversation,
            number=number,
            position=conversation.letters.count(),
            from_office=from_office,
            day=today(),
            sealed=sealed,
        )
        if letter_id:
            letter.id = letter_id
        letter.save(force_insert=True)
        claim_files(conversation, files)
        claim_uploads(uploads, conversation)
        if from_office and tip.state == State.RECEIVED:
            move(tip.pk, State.ACKNOWLEDGED, seen=State.RECEIVED, by=by, acknowledged=today())
        journal.record(kind, conversation.office, tip=conversation.tip_id, by=by)
    return letter


def mark_opened_on_server(mailbox: Mailbox) -> None:
    """Remember for ever that the server once held this conversation's keys. Never on which day: so the journal has no entry of it."""
    if not mailbox.opened_on_server and mailbox.conversation is not None:
        Mailbox.objects.filter(pk=mailbox.pk).update(opened_on_server=True)


def mark_seen(mailbox: Mailbox, letters: int) -> None:
    """Remember how many letters the mailbox's owner was shown, so that row 1 alone can say whether something waits."""
    if letters > mailbox.seen:
        Mailbox.objects.filter(pk=mailbox.pk, seen__lt=letters).update(seen=letters)
