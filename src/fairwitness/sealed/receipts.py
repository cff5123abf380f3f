"""A tip's receipt: made only when its tipster asks, from what the journal says, and noted nowhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from hashlib import sha256

from django.conf import settings

from fairwitness.crypto.receipts import Receipt, publish_receipt
from fairwitness.journal.models import Entry, Kind, Link
from fairwitness.journal.reading import done_with, found
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.states import FIRST, State

Done = dict[str, Entry | Link]
ORDER = list(State)


class Place(StrEnum):
    """Where the journal has what a receipt says."""

    CHAINED = "chained"
    WAITS = "waits"  # for the end of its day
    NOWHERE = "nowhere"  # or something else stands in its place


def signed(tip: Tip) -> str:
    """The text, for whoever has opened the mailbox. TipDestroyed where there is nothing left that it could name."""
    folder = settings.FOLDER
    return publish_receipt(receipt_of(tip), folder.signs_with(), folder.line_pub.read_bytes())


def receipt_of(tip: Tip) -> Receipt:
    """What the line can say of it today."""
    done = done_with(tip.id)
    received = next(one for one in done.values() if one.kind == Kind.TIP_RECEIVED)
    return Receipt(
        line=tip.office.line,
        made=today(),
        received=received.day,
        sealed=_hash_of_first_letter(tip),
        states=_until_today(tip, _states(done)),
        entry=received.id,
        chain=_chained(received),
    )


def place_of(receipt: Receipt) -> Place:
    """Whether this line's journal says the same. Whether the chain holds as a whole, `verify journal` says."""
    received = found(receipt.entry)
    if received is None or (received.kind, received.day) != (Kind.TIP_RECEIVED, receipt.received):
        return Place.NOWHERE
    if receipt.chain and receipt.chain != _chained(received):
        return Place.NOWHERE
    if not set(receipt.states) <= set(_states(done_with(received.tip))):
        return Place.NOWHERE
    return Place.CHAINED if _chained(received) else Place.WAITS


def _hash_of_first_letter(tip: Tip) -> bytes:
    theirs = Conversation.Party.TIPSTER
    first = only(Letter.objects.filter(conversation__tip=tip, conversation__party=theirs, position=0))
    if first is None:
        raise TipDestroyed
    return sha256(first.sealed).digest()


def _chained(one: Entry | Link) -> bytes:
    """Its hash in the chain; nothing while its day goes on."""
    return bytes(one.hash) if isinstance(one, Link) else b""


def _until_today(tip: Tip, states: tuple[tuple[str, date], ...]) -> tuple[tuple[str, date], ...]:
    """With the state of today at the end: one that a tip has come back to on the same day would otherwise stand before the one that it has left."""
    state, since = Tip.objects.values_list("state", "since").get(pk=tip.pk)
    return states if not states or states[-1][0] == state else (*states, (state, since))


def _states(done: Done) -> tuple[tuple[str, date], ...]:
    """After the first, in the order of their days, each once a day: a day is shuffled into the chain, so nobody knows more."""
    later = set(State) - {FIRST}
    moved = {(one.day, ORDER.index(State(one.kind))) for one in done.values() if one.kind in later}
    return tuple((ORDER[place].value, day) for day, place in sorted(moved))
