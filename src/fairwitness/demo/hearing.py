"""A made-up manager is asked: the tip is marked and looked into, and a code is made, as a reviewer's browser does all of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import Answer, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.demo.tips import MadeUpHearing
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.reading import current_sheet
from fairwitness.review.reading import conversation_with_tipster, key_of
from fairwitness.sealed.actions.among_readers import Note
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.hear import Summary, begin
from fairwitness.sealed.actions.mark import mark
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

if TYPE_CHECKING:
    from fairwitness.demo.telling import Desk

TIER = "browser"


def ask(tip: Tip, desk: Desk, told: MadeUpHearing) -> TipCode:
    """From the scope check to the answer that is waited for, on one day; returns the code that was handed over."""
    by = desk.staff.id
    move(tip.pk, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED, by=by)
    mark(tip, key_of(desk.staff).holder, first_note(tip, desk, answers=_marked(tip, told)), by=by)
    move(tip.pk, State.FACT_FINDING, seen=State.TRIAGE, by=by)
    code = TipCode.generate()
    begin(tip, Signer.of(key_of(desk.staff)), _summary(tip, desk, told, DraftKey.of(code, seed_of(code))))
    return code


def _marked(tip: Tip, told: MadeUpHearing) -> tuple[Answer, ...]:
    """Which sentence tells of harm, and who was harmed."""
    first = bytes(conversation_with_tipster(tip).letters.get(position=0).sealed)
    return (
        Answer("harm-letter", b64(hashlib.sha256(first).digest())),
        Answer("harm-sentence", told.sentence),
        Answer("harmed", told.harmed),
    )


def first_note(tip: Tip, desk: Desk, *, text: str = "", answers: tuple[Answer, ...] = ()) -> Note:
    """The first letter of the readers' own."""
    conversation, identity = random_id(), HybridIdentity.generate()
    letter = Letter(
        conversation=conversation,
        n=0,
        author=desk.keys.signing.verifying_key,
        seq=0,
        tier=TIER,
        day=today(),
        text=text,
        sheet=current_sheet(tip.channel).hash,
        answers=answers,
    )
    sealed = seal_letter(letter, desk.keys.signing, identity.recipient)
    return Note(conversation, _to_readers(tip, conversation, identity, desk), random_id(), 0, sealed)


def _summary(tip: Tip, desk: Desk, told: MadeUpHearing, key: DraftKey) -> Summary:
    """A conversation with keys of its own: the letter that the code signs, and the summary."""
    conversation, identity = random_id(), HybridIdentity.generate()
    own, sheet = key.keys, current_sheet(tip.channel)
    mailbox = MailboxAddress(str(own.identity.recipient), own.signing.verifying_key)
    opening = seal_letter(
        Letter(
            conversation=conversation,
            n=0,
            author=mailbox.key,
            seq=0,
            tier=TIER,
            day=today(),
            text="",
            sheet=sheet.hash,
            mailbox=mailbox,
        ),
        own.signing,
        identity.recipient,
    )
    summary = Letter(
        conversation=conversation,
        n=0,
        author=desk.keys.signing.verifying_key,
        seq=0,
        tier=TIER,
        day=today(),
        text="",
        seen=hashlib.sha256(opening).digest(),
        answers=tuple(Answer(f"summary-{part}", text) for part, text in told.summary.items()),
    )
    return Summary(
        code=key.hashes,
        conversation=conversation,
        grants=[
            *_to_readers(tip, conversation, identity, desk),
            _grant(conversation, identity, own.identity.recipient, own.signing, sheet.hash),
        ],
        opening=opening,
        id=random_id(),
        sealed=seal_letter(summary, desk.keys.signing, identity.recipient),
    )


def _to_readers(tip: Tip, conversation: str, identity: HybridIdentity, desk: Desk) -> list[SealedGrant]:
    readers = [one.recipient for one in current_sheet(tip.channel).reviewers]
    return [_grant(conversation, identity, one, desk.keys.signing) for one in readers]


def _grant(
    conversation: str,
    identity: HybridIdentity,
    to: HybridRecipient,
    signing: SigningKey,
    sheet: bytes | None = None,
) -> SealedGrant:
    grant = Grant(conversation, 0, to.holder, identity, signing.verifying_key, sheet)
    return SealedGrant(to.holder, seal_grant(grant, to, signing))
