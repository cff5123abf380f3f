"""Things that tests need to be there, made by the code that makes them on a real line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from made_up_office import FOLDER, STAFF

from fairwitness.crypto.age import Sealed, open_sealed
from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import Answer, FileEntry, Letter, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.intake.actions import tell
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, Staff
from fairwitness.office.reading import channel
from fairwitness.sealed.actions.letters import add_letter
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.sealing import Words


@dataclass(frozen=True)
class Told:
    """A tip that was sent, and what its tipster knows."""

    tip: Tip
    conversation: Conversation
    code: TipCode = field(repr=False)
    key: DraftKey = field(repr=False)


def public() -> Channel:
    """The channel that everybody may use."""
    found = channel("public")
    assert found is not None
    return found


def rows(table: str = "") -> dict[str, int]:
    """How many rows each table has, or each of one stage; keys of cookies, which come by the day, are left out."""
    with connection.cursor() as cursor:
        names = [one for one in connection.introspection.table_names(cursor) if one.startswith(table)]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            found[name] = cursor.fetchone()[0]
    return {name: count for name, count in found.items() if name != "office_wrappingkey"}


def told(
    text: str = "The exit is chained.", *, to: str = "public", files: dict[str, bytes] | None = None
) -> Told:
    """Lin sends a tip."""
    way_in = channel(to)
    assert way_in is not None
    key = tell(
        way_in,
        Words(text, [Answer("kind", "retaliation")]),
        lambda identity: [kept_file(identity, name, content) for name, content in (files or {}).items()],
    )
    conversation = Conversation.objects.get(mailbox__locator=key.locator)
    return Told(conversation.tip, conversation, key.code, key)


def kept_file(identity: HybridIdentity, name: str, content: bytes) -> FileEntry:
    """A file that arrived and waits for its letter."""
    incoming = IncomingFile(identity.recipient)
    incoming.write(content)
    facts = incoming.finish()
    return FileEntry(incoming.id, name, "text/plain", facts.size, facts.sha256, facts.parts)


def keys_of(name: str) -> StaffKeys:
    """What a reviewer's browser holds after the eight words."""
    unlock = StaffPassphrase.read(STAFF[name].passphrase).derive(FOLDER.line(), name).unlock
    staff = Staff.objects.get(sign_in_name=name)
    return StaffKeys.from_seed(open_sealed(staff.keys.get().sealed_seed, [unlock]))


def opened_by(name: str, of: Conversation) -> list[Letter]:
    """Every letter of a conversation, as a reviewer reads it."""
    keys = keys_of(name)
    holder = keys.identity.recipient.holder
    granted = {grant.number: grant.sealed for grant in of.grants.filter(holder=holder)}
    identities = {n: open_grant(sealed, keys.identity, of.id, n).identity for n, sealed in granted.items()}
    return [open_letter(letter.sealed, [identities[letter.number]]) for letter in of.letters.all()]


def conversation_key(name: str, of: Conversation, number: int = 0) -> HybridIdentity:
    """What a reviewer's grant holds."""
    keys = keys_of(name)
    grant = of.grants.get(holder=keys.identity.recipient.holder, number=number)
    return open_grant(grant.sealed, keys.identity, of.id, number).identity


def sealed_answer(
    of: Conversation,
    text: str = "Since when?",
    *,
    by: StaffKeys | None = None,
    seq: int = 0,
    seen: bytes | None = None,
    key: HybridIdentity | None = None,
    number: int = 0,
) -> Sealed:
    """A letter as Amara's browser seals it; each part of it may be another one."""
    keys = by or keys_of("amara")
    latest = hashlib.sha256(of.letters.order_by("position").values_list("sealed", flat=True).last() or b"")
    letter = Letter(
        conversation=of.id,
        n=number,
        author=keys.signing.verifying_key,
        seq=seq,
        seen=seen or latest.digest(),
        tier="browser",
        day=today(),
        text=text,
    )
    return seal_letter(letter, keys.signing, (key or conversation_key("amara", of)).recipient)


def answered(of: Conversation, text: str = "Since when?", *, from_office: bool = True, **how: Any) -> None:
    """A letter lies in the conversation, as the desk puts it there."""
    number = how.get("number", 0)
    add_letter(of, number, sealed_answer(of, text, **how), from_office=from_office)
