"""Who reads a tip: a colleague is added, taken off, or says that it concerns them. What follows is sealed to the next key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import delete_listed
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.models import FormerKey, StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed import former_keys
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet, readers_of
from fairwitness.sealed.actions.assign import NoReader, hold, must_read, reads
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.advising import adviser_holder
from fairwitness.sealed.keys import is_outgrown, newest_of
from fairwitness.sealed.models import Conversation, Grant, InHand, Mailbox, Recusal, Tip
from fairwitness.sealed.people import may_join, readers


class LastReader(Exception):
    """Nobody would be left who reads it."""


class RenewedMeanwhile(Exception):
    """A colleague's browser has made the next key, or none is needed."""


@dataclass(frozen=True)
class GivenKey:
    """One key of a tip, sealed to whoever joins."""

    conversation: str
    number: int
    sealed: Sealed


@dataclass(frozen=True)
class NextKey:
    """The next key of a conversation, sealed to everybody who goes on with it."""

    conversation: str
    number: int
    grants: Sequence[SealedGrant]


def add(tip_id: str, holder: bytes, keys: Sequence[GivenKey], *, by: str) -> None:
    """Let a colleague read a tip, with keys that whoever adds them holds, the newest among them. The same again changes nothing.

    NoReader for whoever stands not on the channel's sheet or is kept away: nothing says which. NotGranted, NotOnSheet, SheetOutdated, TipDestroyed, TipLocked.
    """
    with transaction.atomic():
        held = hold(tip_id)
        own = reads(held, by)
        must_be_in_force(held)
        if holder in readers_of(held):
            return
        if holder not in _holders(one.id for one in may_join(held)):
            raise NoReader
        _must_be_of(held, own, keys)
        give_anew(held, holder, keys)
        delete_listed(former_keys.grants_before(held, holder))
        journal.record(Kind.READER_ADDED, held.office, tip=held.id, by=by)
        former_keys.forget_what_is_done(holder)


def seal_anew(tip_id: str, keys: Sequence[GivenKey], *, by: str) -> None:
    """Go on reading a tip with new keys: what the former ones open, sealed to those of today. The same again changes nothing.

    What is not there any more, because its reader was taken off or stepped back, comes not back. NotOnSheet, NotGranted, SheetOutdated, TipDestroyed, TipLocked.
    """
    with transaction.atomic():
        held = hold(tip_id)
        must_be_in_force(held)
        own = former_keys.holder_on_sheet(held, by)
        if own is None:
            raise NotOnSheet
        former = former_keys.grants_before(held, own)
        given = {(key.conversation, key.number) for key in keys}
        if len(given) < len(keys):
            raise NotGranted
        wanted = set(former.values_list("conversation", "number"))
        give_anew(held, own, [key for key in keys if (key.conversation, key.number) in wanted])
        former_keys.forget_what_is_done(own)


def take_off(tip_id: str, staff: str, *, by: str) -> None:
    """Take a colleague's keys to a tip away, at once. NoReader where they read it not, LastReader, NotOnSheet, TipDestroyed, TipLocked."""
    with transaction.atomic():
        held = hold(tip_id)
        must_read(held, by)
        _leaves(held, staff)
        journal.record(Kind.READER_TAKEN_OFF, held.office, tip=held.id, by=by)


def recuse(tip_id: str, *, by: str) -> None:
    """Take one's own keys away for good, because the tip concerns oneself. The journal names nobody. NotOnSheet, LastReader, TipDestroyed, TipLocked."""
    with transaction.atomic():
        held = hold(tip_id)
        must_read(held, by)
        _leaves(held, by)
        Recusal.objects.create(office=held.office, tip=held, staff=by)
        journal.record(Kind.RECUSED, held.office, tip=held.id)


def renew(tip_id: str, keys: Sequence[NextKey], *, by: str) -> None:
    """Go on with keys that nobody holds who was taken off: all that are needed, or none.

    RenewedMeanwhile; NoSuchKey where whoever makes them does not hold the one before; NotGranted, NotOnSheet, SheetOutdated, TipDestroyed, TipLocked.
    """
    with transaction.atomic():
        held = hold(tip_id)
        own = reads(held, by)
        must_be_in_force(held)
        conversations = {one.id: one for one in held.conversations.all()}
        for key in keys:
            if key.conversation not in conversations:
                raise NotGranted
            _renew(held, conversations[key.conversation], key, own)


def give_anew(tip: Tip, holder: bytes, keys: Sequence[GivenKey]) -> None:
    """Keep keys of a tip that are sealed to somebody's key of today. What was sealed to a former one of theirs keeps its id under the new.

    So nothing of it is listed as destroyed before this person reads the tip no more, and a backup from before the sealing anew still brings it back.
    """
    former = {(one.conversation_id, one.number): one for one in former_keys.grants_before(tip, holder)}
    others = []
    for key in keys:
        if (grant := former.get((key.conversation, key.number))) is None:
            others.append(key)
        else:
            grant.holder, grant.sealed = holder, key.sealed
            grant.save(update_fields=["holder", "sealed"])
    conversations = {one.id: one for one in tip.conversations.all()}
    _grant(tip, [(conversations[key.conversation], key.number, holder, key.sealed) for key in others])


def must_be_in_force(tip: Tip) -> None:
    """SheetOutdated where the last day of the channel's sheet is over: it says no more who may get a key."""
    if current_sheet(tip.channel).until < today():
        raise SheetOutdated


def _renew(tip: Tip, conversation: Conversation, key: NextKey, own: bytes) -> None:
    newest = newest_of(conversation)
    if not is_outgrown(conversation, newest) or key.number != newest + 1:
        raise RenewedMeanwhile
    if not conversation.grants.filter(number=newest, holder=own).exists():
        raise NoSuchKey
    granted = [grant.holder for grant in key.grants]
    if len(set(granted)) < len(granted) or set(granted) != _who_goes_on(tip, conversation):
        raise NotGranted
    _grant(tip, [(conversation, key.number, grant.holder, grant.sealed) for grant in key.grants])


def mailbox_of(conversation: Conversation) -> bytes | None:
    """The holder to which answers of this conversation go; None where nobody reads any."""
    unread = Q(conversation__party=Conversation.Party.TIPSTER, conversation__tip__no_answer=True)
    mailbox = only(Mailbox.objects.filter(conversation=conversation).exclude(unread))
    return HybridRecipient.parse(mailbox.recipient).holder if mailbox else None


def _who_goes_on(tip: Tip, conversation: Conversation) -> Collection[bytes]:
    """Who reads the tip, and whose mailbox it is; with the tipster whoever recovers too."""
    mailbox, recovery = mailbox_of(conversation), current_sheet(tip.channel).recovery
    is_tipster = conversation.party == Conversation.Party.TIPSTER
    recovers = [recovery.recipient.holder] if recovery and is_tipster else []
    outside = [one for one in (mailbox, adviser_holder(conversation)) if one is not None]
    return readers_of(tip) | {*outside, *recovers}


def _leaves(tip: Tip, staff: str) -> None:
    """Somebody's keys go, and what they have in hand; the numbers are remembered under which nobody writes any more."""
    reading = {one.id for one in readers(tip)}
    if staff not in reading:
        raise NoReader
    if reading == {staff}:
        raise LastReader
    grants = Grant.objects.filter(conversation__tip=tip, holder__in=list(_holders([staff])))
    for conversation in tip.conversations.all():
        theirs = grants.filter(conversation=conversation).order_by("-number")
        if (newest := theirs.values_list("number", flat=True).first()) is not None:
            conversation.outgrown = max(newest, conversation.outgrown or 0)
            conversation.save(update_fields=["outgrown"])
    InHand.objects.filter(tip=tip, staff=staff).delete()
    delete_listed(grants)


def _holders(staff: Iterable[str]) -> frozenset[bytes]:
    """Of today, and those before."""
    kinds = (StaffKey.objects, FormerKey.objects)
    keys = [
        one for kind in kinds for one in kind.filter(staff__in=list(staff)).values_list("holder", flat=True)
    ]
    return frozenset(bytes(one) for one in keys)


def _must_be_of(tip: Tip, own: bytes, keys: Sequence[GivenKey]) -> None:
    """Each held by whoever gives it, and the newest of each conversation of theirs among them."""
    held = set(Grant.objects.filter(conversation__tip=tip, holder=own).values_list("conversation", "number"))
    given = [(key.conversation, key.number) for key in keys]
    newest = {(name, max(number for of, number in held if of == name)) for name, _ in held}
    if len(set(given)) < len(given) or not newest <= set(given) <= held:
        raise NotGranted


def _grant(tip: Tip, keys: Sequence[tuple[Conversation, int, bytes, Sealed]]) -> None:
    Grant.objects.bulk_create(
        Grant(office_id=tip.office_id, conversation=conversation, number=number, holder=holder, sealed=sealed)
        for conversation, number, holder, sealed in keys
    )
