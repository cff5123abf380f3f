"""What a reviewer does. Every letter comes sealed and signed from the browser; here it is only put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_sheet
from fairwitness.review.forms import AgreementForm, AnswerForm, NoteForm, ProposalForm
from fairwitness.review.reading import conversation_with_tipster, grants_for, key_of
from fairwitness.review.redaction_form import RedactionForm
from fairwitness.sealed.actions import ask_for_name, headline, leave_out, refer
from fairwitness.sealed.actions import mark as marking
from fairwitness.sealed.actions import redact as redacting
from fairwitness.sealed.actions.among_readers import NotOnSheet, OldKey
from fairwitness.sealed.actions.answer_drafts import Box, forget_draft
from fairwitness.sealed.actions.feedback import give_feedback
from fairwitness.sealed.actions.later import drop
from fairwitness.sealed.actions.letters import add_letter, hold
from fairwitness.sealed.actions.signed_by_two import First, Signer
from fairwitness.sealed.keys import is_outgrown
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.people import writes
from fairwitness.sealed.states import State


class FormerKeysAlone(Exception):
    """Only keys that this reader had before open the tip: they read it, and write nothing in it before they have sealed it anew."""


def hand_out(tip: Tip, by: Staff) -> None:
    """Write down that a reader is given a tip's letters and their keys to them, before they are: what is opened is opened in the browser."""
    journal.record_once_a_day(Kind.OPENED, tip.office, tip=tip.id, by=by.id)


def answer(
    tip: Tip,
    by: Staff,
    number: int,
    sealed: Sealed,
    uploads: Sequence[tuple[str, bytes]],
    letter_id: str,
    *,
    feedback: State | None = None,
    box: Box = Box.LETTER,
    instead: str = "",
) -> Letter:
    """Add a letter to the tipster's conversation. Grant.DoesNotExist where `by` holds no such key, FormerKeysAlone, OldKey where somebody has it who was taken off.

    What was kept of it while it was typed goes with it, and a letter of theirs that waits, where it goes `instead`: NothingWaits where that has gone. With `feedback`, the state that the reader saw, it says what was done and why: StalePage, NoSuchMove, and the letter is not sent then.
    """
    conversation = conversation_with_tipster(tip)
    grants_for(by, conversation).get(number=number)
    _must_write(tip, by)
    if is_outgrown(conversation, number):
        raise OldKey
    with transaction.atomic():
        hold(conversation)
        if instead:
            drop(tip, instead, by=by.id)
        forget_draft(tip, box, by=by.id)
        if feedback is not None:
            return give_feedback(
                conversation, number, sealed, seen=feedback, by=by.id, uploads=uploads, letter_id=letter_id
            )
        return add_letter(
            conversation, number, sealed, from_office=True, by=by.id, uploads=uploads, letter_id=letter_id
        )


def _must_write(tip: Tip, by: Staff) -> None:
    """NotOnSheet; FormerKeysAlone where the tip is still sealed to what they had before."""
    if key_of(by).holder not in {reader.recipient.holder for reader in current_sheet(tip.channel).reviewers}:
        raise NotOnSheet
    if not writes(tip, by):
        raise FormerKeysAlone


def answer_person(conversation: Conversation, by: Staff, sent: AnswerForm) -> Letter:
    """Add a letter to a conversation with the person reported on. Grant.DoesNotExist, NotOnSheet, FormerKeysAlone, OldKey as with a tipster's; TipDestroyed, TipLocked."""
    grants_for(by, conversation).get(number=sent.number)
    _must_write(conversation.tip, by)
    if is_outgrown(conversation, sent.number):
        raise OldKey
    return add_letter(
        conversation,
        sent.number,
        sent.sealed,
        from_office=True,
        by=by.id,
        uploads=sent.uploads,
        letter_id=sent.id,
    )


class NotTheirs(Exception):
    """Not signed with the key of whoever is signed in, or about another tip."""


class SignedForm(Protocol):
    """What a browser has sent, and signed as a whole: a session alone is not enough."""

    def is_signed_by(self, verifying_key: bytes, about: str, /) -> bool:
        """Whether the holder of this key has sent it, about this."""


def signer_of(about: str, by: Staff, sent: SignedForm) -> Signer:
    """Whoever is signed in, by the key of today with which this is signed, about this tip or channel. NotTheirs."""
    signer = Signer.of(key_of(by))
    if not sent.is_signed_by(signer.key, about):
        raise NotTheirs
    return signer


def first_of_two(tip: Tip, by: Staff, sent: ProposalForm) -> First:
    """What a reader asks a colleague to sign as well. NotTheirs."""
    signer = signer_of(tip.id, by, sent.reason)
    return First(signer, sent.reason.note, sent.statement, sent.signature)


def mark(tip: Tip, by: Staff, sent: NoteForm) -> None:
    """Keep which sentence tells of harm, and who was harmed, as the reader's browser sealed it; with it the tip is in triage. NotTheirs."""
    marking.mark(tip, signer_of(tip.id, by, sent).holder, sent.note, by=by.id)


def put_headline(tip: Tip, by: Staff, sent: NoteForm) -> None:
    """Keep a headline for the list, as the reader's browser sealed it. NotTheirs, and all that `headline.put_headline` may say."""
    headline.put_headline(tip, signer_of(tip.id, by, sent).holder, sent.note)


def propose(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague to sign as well that the tip is passed on. NotTheirs, and all that `refer.propose` may say."""
    refer.propose(tip, first_of_two(tip, by, sent))


def agree(tip: Tip, by: Staff, sent: AgreementForm) -> None:
    """Sign as the second: with that the tip is passed on. All that `refer.agree` may say."""
    refer.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature)


def propose_leaving_out(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague to sign as well that somebody is not heard yet. NotTheirs, and all that `leave_out.propose` may say."""
    leave_out.propose(tip, first_of_two(tip, by, sent))


def agree_to_leave_out(tip: Tip, by: Staff, sent: AgreementForm) -> None:
    """Sign as the second. All that `leave_out.agree` may say."""
    leave_out.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature)


def propose_name(tip: Tip, by: Staff, sent: ProposalForm) -> None:
    """Ask a colleague to sign as well that the sealed name is opened. NotTheirs, and all that `ask_for_name.propose` may say."""
    first = first_of_two(tip, by, sent)
    ask_for_name.propose(tip, first.by, first.reason, first.statement, first.signature)


def agree_to_name(tip: Tip, by: Staff, sent: AgreementForm) -> None:
    """Sign as the second: with that the tipster is asked, or told. All that `ask_for_name.agree` may say."""
    ask_for_name.agree(tip, sent.asked, Signer.of(key_of(by)), sent.signature)


def redact(tip: Tip, by: Staff, sent: RedactionForm) -> None:
    """Put what the reader's browser has sealed in the place of what was there. NotTheirs, and all that `redact.redact` may say."""
    redacting.redact(tip, signer_of(tip.id, by, sent).holder, sent.left, sent.files, by=by.id)
