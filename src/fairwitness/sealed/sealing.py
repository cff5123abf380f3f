"""Sealing on arrival: what the server does for a browser without JavaScript, in memory and only while it works."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys, tagged_hash
from fairwitness.crypto.letters import Answer, FileEntry, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.names import Name, seal_name
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.clock import today
from fairwitness.sealed.actions.commit import SealedGrant, SealedTip
from fairwitness.sealed.models import Tier


@dataclass(frozen=True)
class Words:
    """What somebody wrote and attached: the only plaintext here, and it goes nowhere but into a letter."""

    text: str = field(repr=False)
    answers: Sequence[Answer] = field(default=(), repr=False)
    files: Sequence[FileEntry] = field(default=(), repr=False)
    apart: tuple[str, str] | None = field(
        default=None, repr=False
    )  # name and way to reach them, that two keys guard


def seal_tip(
    conversation: str,
    words: Words,
    keys: MailboxKeys,
    identity: HybridIdentity,
    sheet: KeySheet,
    *,
    excluded: Collection[bytes] = (),
    no_answer: bool = False,
) -> SealedTip:
    """The first letter, and a grant for every reader of the channel who is not excluded and for the mailbox.

    `identity` is conversation key 0; the files of `words` are sealed to it already. With `no_answer` the mailbox is neither named nor granted.
    """
    recipient = keys.identity.recipient
    letter = Letter(
        conversation=conversation,
        n=0,
        author=keys.signing.verifying_key,
        seq=0,
        tier=Tier.ARRIVAL,
        day=today(),
        sheet=sheet.hash,
        mailbox=None if no_answer else MailboxAddress(str(recipient), keys.signing.verifying_key),
        text=words.text,
        answers=tuple(words.answers),
        files=tuple(words.files),
    )
    readers = [reader for reader in sheet.holders if reader.holder not in excluded]
    return SealedTip(
        conversation=conversation,
        grants=[
            *(
                SealedGrant(
                    holder.holder, seal_grant(Grant(conversation, 0, holder.holder, identity), holder)
                )
                for holder in readers
            ),
            *([] if no_answer else [_grant_to_mailbox(conversation, identity, keys, sheet)]),
        ],
        letter=seal_letter(letter, keys.signing, identity.recipient),
        excluded=excluded,
        no_answer=no_answer,
        **_apart(conversation, words, keys, identity, sheet),
    )


def _apart(
    conversation: str, words: Words, keys: MailboxKeys, identity: HybridIdentity, sheet: KeySheet
) -> dict[str, Any]:
    """The name, where two keys are to guard it."""
    if words.apart is None:
        return {}
    name = Name(conversation, keys.signing.verifying_key, *words.apart)
    custodians = [one.recipient for one in sheet.custodians]
    sealed = seal_name(name, keys.signing, identity.recipient, custodians, sheet.line)
    return {"name": sealed, "keepers": [one.holder for one in custodians]}


def _grant_to_mailbox(
    conversation: str, identity: HybridIdentity, keys: MailboxKeys, sheet: KeySheet
) -> SealedGrant:
    """Key 0, signed by the mailbox itself and with the sheet in it: what the tipster's browser goes by once the first letter is redacted."""
    to, by = keys.identity.recipient, keys.signing.verifying_key
    grant = Grant(conversation, 0, to.holder, identity, by, sheet.hash)
    return SealedGrant(to.holder, seal_grant(grant, to, keys.signing))


def seal_answer(
    conversation: str,
    number: int,
    words: Words,
    keys: MailboxKeys,
    to: HybridRecipient,
    seq: int,
    seen: bytes,
    mailbox: MailboxAddress | None = None,
) -> Sealed:
    """A later letter of the tipster's, under conversation key `number`; with `mailbox`, from now on that is theirs."""
    letter = Letter(
        conversation=conversation,
        n=number,
        author=keys.signing.verifying_key,
        seq=seq,
        seen=seen,
        mailbox=mailbox,
        tier=Tier.ARRIVAL,
        day=today(),
        text=words.text,
        answers=tuple(words.answers),
        files=tuple(words.files),
    )
    return seal_letter(letter, keys.signing, to)


def seal_entry(entry: FileEntry, number: int, keys: MailboxKeys, to: HybridRecipient, place: int) -> Sealed:
    """What the next letter will say of a file that waits for it; `place` is its place among those that wait.

    A letter of its own, whose conversation is the file: wherever else somebody puts it, it is no letter of that conversation.
    """
    letter = Letter(
        conversation=entry.id,
        n=number,
        author=keys.signing.verifying_key,
        seq=place,
        tier=Tier.ARRIVAL,
        day=today(),
        text="",
        files=(entry,),
    )
    return seal_letter(letter, keys.signing, to)


def seal_unsent(row: str, boxes: Mapping[str, str], keys: MailboxKeys) -> Sealed:
    """What is typed and not sent, by the names of its boxes, sealed to the mailbox itself: no reader can open it.

    A letter of its own, whose conversation is the row that holds it: wherever else somebody puts it, it is no letter of that conversation.
    """
    letter = Letter(
        conversation=row,
        n=0,
        author=keys.signing.verifying_key,
        seq=0,
        tier=Tier.ARRIVAL,
        day=today(),
        text="",
        answers=tuple(Answer(box, text) for box, text in boxes.items()),
    )
    return seal_letter(letter, keys.signing, keys.identity.recipient)


def tray_of(keys: MailboxKeys) -> bytes:
    """What finds the files and the words that wait in this mailbox to be sent: 32 bytes, of a secret that no row holds."""
    return tray_behind(keys.auth)


def tray_behind(auth: bytes) -> bytes:
    """The same, of what a browser shows to be let in."""
    return tagged_hash("fairwitness/1/tray", auth)


def seal_own_grant(conversation: str, number: int, identity: HybridIdentity, keys: MailboxKeys) -> Sealed:
    """The tipster's own grant of key `number` to their next mailbox, signed by that one: it finds again what it was given, and nothing else."""
    to = keys.identity.recipient
    return seal_grant(
        Grant(conversation, number, to.holder, identity, keys.signing.verifying_key), to, keys.signing
    )
