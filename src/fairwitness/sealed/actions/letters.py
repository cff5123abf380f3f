"""Adding letters to a conversation, and what its owner does with the mailbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.sealed.actions.files import claim_files, claim_uploads
from fairwitness.sealed.actions.heard import count_once
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.models import Conversation, Letter, Mailbox, Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.states import State


class TipDestroyed(Exception):
    """Everything of the tip was destroyed, and nothing is added to it any more."""


class CodeWasSeen(Exception):
    """Somebody of the office knows the code: another one comes first."""


class TipLocked(Exception):
    """It is locked as protected conduct, or this reader has locked it: they write no letters in it."""


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
    wordless: bool = False,
    adviser: Mailbox | None = None,
) -> Letter:
    """Append a letter with its files: those that came by form in this request, or uploads with their secrets.

    With `letter_id` the same letter again is refused by its id (IntegrityError). TipDestroyed where the tip is; TipLocked for a reader where it is.
    CodeWasSeen for the person reported on while a reader knows their code, but for a `wordless` letter that moves to another; and
    for their `adviser` while that person knows theirs. What an adviser writes is not the person's answer: the person says what is.
    """
    with transaction.atomic():
        tip = hold(conversation)
        if from_office and (tip.state == State.PROTECTED_CONDUCT or tip.locked_by == by != ""):
            raise TipLocked
        letter = Letter(
            office=conversation.office,
            conversation=conversation,
            number=number,
            position=conversation.letters.count(),
            from_office=from_office,
            day=today(),
            sealed=sealed,
            wordless=wordless or None,
        )
        if letter_id:
            letter.id = letter_id
        letter.save(force_insert=True)
        claim_files(conversation, files, position=letter.position)
        claim_uploads(uploads, conversation, position=letter.position)
        if conversation.party == Conversation.Party.TIPSTER:
            _between_tipster_and_readers(tip, from_office=from_office, by=by)
        elif not from_office and not wordless:
            _from_the_person(conversation, tip, adviser)
        journal.record(_kind(conversation, from_office), conversation.office, tip=conversation.tip_id, by=by)
    return letter


def _between_tipster_and_readers(tip: Tip, *, from_office: bool, by: str) -> None:
    """Who has the last word, for the queue; the readers' first letter acknowledges the tip."""
    tip.answered, tip.heard = from_office, None if from_office else today()
    tip.save(update_fields=["answered", "heard"])
    if from_office and tip.state == State.RECEIVED:
        move(tip.pk, State.ACKNOWLEDGED, seen=State.RECEIVED, by=by, acknowledged=today())


def _from_the_person(conversation: Conversation, tip: Tip, adviser: Mailbox | None) -> None:
    """Reported on: with a code of their own, or it could be a reader's; with it they have answered. Of their adviser the same holds, but that it answers nothing."""
    row = Hearing.objects.get(conversation=conversation)
    if row.ended == Hearing.Ended.UNFOUND:
        raise TipDestroyed
    if adviser is not None:
        if adviser.own_from is None:
            raise CodeWasSeen
        return
    if row.own_from is None:
        raise CodeWasSeen
    if row.answered is None:
        row.answered = today()
        row.save(update_fields=["answered"])
    count_once(row, tip)


def _kind(conversation: Conversation, from_office: bool) -> Kind:  # noqa: FBT001 - of a letter
    if from_office:
        return Kind.LETTER_FROM_REVIEWER
    is_person = conversation.party == Conversation.Party.PERSON
    return Kind.LETTER_FROM_PERSON if is_person else Kind.LETTER_FROM_TIPSTER


def mark_opened_on_server(mailbox: Mailbox) -> None:
    """Remember for ever that the server once held this conversation's keys. Never on which day: so the journal has no entry of it."""
    if not mailbox.opened_on_server and mailbox.opens is not None:
        Mailbox.objects.filter(pk=mailbox.pk).update(opened_on_server=True)


def mark_seen(mailbox: Mailbox, letters: int) -> None:
    """Remember how many letters the mailbox's owner was shown, so that row 1 alone can say whether something waits."""
    if letters > mailbox.seen:
        Mailbox.objects.filter(pk=mailbox.pk, seen__lt=letters).update(seen=letters)
