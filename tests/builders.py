"""Things that tests need to be there, made by the code that makes them on a real line."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from made_up_office import secrets_of
from unguarded import unguarded

from fairwitness.crypto.age import Sealed, open_sealed
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import Answer, FileEntry, Letter, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.intake.actions import tell
from fairwitness.intake.drafts import DraftKey
from fairwitness.journal.models import Count, Kind
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, Staff
from fairwitness.office.reading import channel, current_office
from fairwitness.retention.actions import SEEN, note_the_day
from fairwitness.sealed.actions.letters import add_letter
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.sealing import Words
from fairwitness.sealed.states import MARKED, State

MARKED_BY = (
    "A" * 22
)  # an id of no letter, for tips that stand past the scope check without anybody having marked them


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


def columns_in(state: State) -> dict[str, object]:
    """What a row of a tip has to say beside its state, wherever it comes from."""
    return {
        "state": state,
        "destroyed": today() if state is State.DESTROYED else None,
        "marked": MARKED_BY if state in MARKED else "",
        **by_somebody(state),
    }


def by_somebody(state: State) -> dict[str, Any]:
    """Who locked a tip that is locked; not the sign-in name of anybody: an id stands there."""
    return {"locked_by": MARKED_BY if state is State.PROTECTED_CONDUCT else ""}


def in_scope_check(tip: Tip) -> None:
    """A reader has taken it in hand."""
    move(tip.pk, State.ACKNOWLEDGED, seen=State.RECEIVED, acknowledged=today())
    move(tip.pk, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED)


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
    staff = Staff.objects.get(sign_in_name=name)
    return StaffKeys.from_seed(open_sealed(staff.keys.get().sealed_seed, [secrets_of(name).unlock]))


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
    answers: Sequence[Answer] = (),
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
        answers=tuple(answers),
    )
    return seal_letter(letter, keys.signing, (key or conversation_key("amara", of)).recipient)


def answered(of: Conversation, text: str = "Since when?", *, from_office: bool = True, **how: Any) -> None:
    """A letter lies in the conversation, as the desk puts it there."""
    number = how.get("number", 0)
    add_letter(of, number, sealed_answer(of, text, **how), from_office=from_office)


def awake() -> None:
    """The worker has seen the two days before this one."""
    for days in SEEN:
        note_the_day(today() - timedelta(days=days))


def closed(of: Told, outcome: str = "not-confirmed", *, told_why: bool = True) -> Tip:
    """The tip was looked into, came to that outcome today, its tipster was told why, and it was closed today."""
    answered(of.conversation)
    ways = {"out-of-scope": ["out-of-scope"], "insufficient": ["insufficient"]}
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.filter(pk=of.tip.pk).update(state="scope-check", outcome="", since=today())
        if outcome not in ways:
            Tip.objects.filter(pk=of.tip.pk).update(
                **columns_in(State(outcome)), outcome=outcome, outcome_since=today()
            )
    last = State.SCOPE_CHECK if outcome in ways else State(outcome)
    for to in [*ways.get(outcome, ["feedback-given"] * told_why), *["closed"] * told_why]:
        move(of.tip.pk, State(to), seen=last)
        last = State(to)
    of.tip.refresh_from_db()
    return of.tip


SUMMER = date(2026, 8, 1)  # of a quarter that is over: the clock stands in November


def counted(
    how_often: int,
    kind: Kind = Kind.TIP_RECEIVED,
    *,
    month: date = SUMMER,
    channel: str = "public",
    **more: Any,
) -> None:
    """That so much was counted for the public numbers."""
    office = current_office()
    Count.objects.bulk_create(
        Count(office=office, month=month, channel=channel, kind=kind, **more) for _ in range(how_often)
    )
