"""Two made-up readers have asked for a name, and its tipster has said yes: whoever comes in as the custodian opens it, or refuses."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from fairwitness.crypto.name_requests import ASKED, BY_CONSENT, CONSENT, Consent, NameAsked
from fairwitness.demo.hearing import first_note
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.clock import today
from fairwitness.review.reading import conversation_with_tipster, key_of
from fairwitness.sealed.actions import ask_for_name
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import SealedName
from fairwitness.sealed.names import open_request

if TYPE_CHECKING:
    from fairwitness.demo.telling import Desk


def ask_for(tip: Tip, first: Desk, second: Desk, why: str, key: DraftKey) -> None:
    """The reason and both signatures, as two browsers make them, and the yes of the mailbox, all on one day."""
    note = first_note(tip, first, text=why)
    name = bytes(SealedName.objects.get(tip=tip).sealed)
    conversation = conversation_with_tipster(tip)
    line, own = bytes(tip.office.line), key.keys.signing
    asked = NameAsked(
        line=line,
        tip=tip.id,
        conversation=conversation.id,
        name=sha256(name).digest(),
        mailbox=own.verifying_key,
        ground=BY_CONSENT,
        told="",
        asked=today(),
        why=sha256(note.sealed).digest(),
    ).to_json()
    ask_for_name.propose(tip, _signer(first), note, asked, first.keys.signing.sign(ASKED, asked))
    request = open_request(tip)
    if request is None:
        raise LookupError("a made-up request")
    ask_for_name.agree(tip, request.id, _signer(second), second.keys.signing.sign(ASKED, asked))
    yes = Consent(line, sha256(asked).digest(), "yes", today()).to_json()
    ask_for_name.consent(conversation.mailbox, yes, own.sign(CONSENT, yes))


def _signer(desk: Desk) -> Signer:
    return Signer.of(key_of(desk.staff))
