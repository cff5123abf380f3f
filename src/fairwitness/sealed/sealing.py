"""Sealing on arrival: what the server does for a browser without JavaScript, in memory and only while it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Answer, FileEntry, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today
from fairwitness.sealed.actions import SealedGrant, SealedTip
from fairwitness.sealed.models import Tier


@dataclass(frozen=True)
class Words:
    """What somebody wrote and attached: the only plaintext here, and it goes nowhere but into a letter."""

    text: str = field(repr=False)
    answers: Sequence[Answer] = field(default=(), repr=False)
    files: Sequence[FileEntry] = field(default=(), repr=False)


def seal_tip(
    conversation: str, words: Words, code: TipCode, identity: HybridIdentity, sheet: KeySheet
) -> SealedTip:
    """The first letter and a grant for every reader of the channel and for the mailbox.

    `identity` is conversation key 0; the files of `words` are sealed to it already.
    """
    keys = MailboxKeys.from_seed(code.mailbox_seed(sheet.line))
    recipient = keys.identity.recipient
    letter = Letter(
        conversation=conversation,
        n=0,
        author=keys.signing.verifying_key,
        seq=0,
        tier=Tier.ARRIVAL,
        day=today(),
        sheet=sheet.hash,
        mailbox=MailboxAddress(str(recipient), keys.signing.verifying_key),
        text=words.text,
        answers=tuple(words.answers),
        files=tuple(words.files),
    )
    return SealedTip(
        conversation=conversation,
        locator=code.locator(sheet.line),
        auth=keys.stored_auth,
        recipient=str(recipient),
        verifying_key=keys.signing.verifying_key,
        grants=[
            SealedGrant(holder.holder, seal_grant(Grant(conversation, 0, holder.holder, identity), holder))
            for holder in [*sheet.holders, recipient]
        ],
        letter=seal_letter(letter, keys.signing, identity.recipient),
    )


def seal_answer(
    conversation: str,
    number: int,
    words: Words,
    keys: MailboxKeys,
    to: HybridRecipient,
    seq: int,
    seen: bytes,
) -> Sealed:
    """A later letter of the tipster's, under conversation key `number`."""
    letter = Letter(
        conversation=conversation,
        n=number,
        author=keys.signing.verifying_key,
        seq=seq,
        seen=seen,
        tier=Tier.ARRIVAL,
        day=today(),
        text=words.text,
        answers=tuple(words.answers),
        files=tuple(words.files),
    )
    return seal_letter(letter, keys.signing, to)
