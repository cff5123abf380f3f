"""What the readers of a tip write to one another: a conversation of their own, which its first letter begins.

Its keys are made in the browser of whoever writes first, and granted to those who read the tip. The tipster has none of them, and
the server could not say who wrote what: that is signed inside.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from fairwitness.crypto.age import Sealed
from fairwitness.office.clock import today
from fairwitness.office.models import FormerKey, StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.keys import is_outgrown
from fairwitness.sealed.models import Conversation, Grant, Letter, Tip


class BegunMeanwhile(Exception):
    """A colleague has begun the conversation, so its first letter is another one: this has to be sealed once more."""


class OtherLetter(Exception):
    """There is another letter under this id."""


class NoSuchKey(Exception):
    """Whoever writes holds no key of this number."""


class OldKey(Exception):
    """Somebody who was taken off holds this key too: another one has to be made before anybody writes."""


class NotOnSheet(Exception):
    """Whoever writes does not read the tip today: they are not on its channel's key sheet, or were taken off the tip."""


@dataclass(frozen=True)
class Note:
    """A letter among readers, as a browser has sealed it; with grants of key 0 where it is the first."""

    conversation: str
    grants: Sequence[SealedGrant]
    id: str
    number: int
    sealed: Sealed = field(repr=False)


def among_readers(tip: Tip) -> Conversation | None:
    """Their conversation, once somebody has written in it."""
    return only(tip.conversations.filter(party=Conversation.Party.REVIEWERS))


def readers_of(tip: Tip) -> frozenset[bytes]:
    """The holders who read a tip today: with a key of what the tipster wrote, on the sheet, not excluded, and not who has locked it. The tipster is none of them.

    Whoever opens it with former keys alone, because they have not sealed it anew, is among them with the key of today: what comes next is sealed to that.
    """
    granted = _granted(tip)
    before = FormerKey.objects.filter(holder__in=granted, sealed_seed__gt=b"")
    anew = StaffKey.objects.filter(staff__in=before.values("staff")).values_list("holder", flat=True)
    on_sheet = {reader.recipient.holder for reader in current_sheet(tip.channel).reviewers}
    excluded = tip.exclusions.values_list("holder", flat=True)
    locked_it = [
        holder
        for kind in (StaffKey.objects, FormerKey.objects)  # the sheet may still name what they had before
        for holder in kind.filter(staff=tip.locked_by).values_list("holder", flat=True)
    ]
    return frozenset(on_sheet.intersection({*granted, *anew}).difference(excluded, locked_it))


def writers_of(tip: Tip) -> frozenset[bytes]:
    """Those of them whose key on the sheet opens what the tipster wrote: they write and sign. Who reads with former keys alone seals the tip anew first."""
    return readers_of(tip).intersection(_granted(tip))


def _granted(tip: Tip) -> frozenset[bytes]:
    grants = Grant.objects.filter(conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER)
    return frozenset(bytes(one) for one in grants.values_list("holder", flat=True))


def is_there(tip: Tip, note: Note) -> bool:
    """True for the same letter again; OtherLetter for another one under its id."""
    earlier = only(Letter.objects.select_related("conversation").filter(pk=note.id))
    if earlier is None:
        return False
    there = earlier.conversation.tip_id, earlier.conversation.party, bytes(earlier.sealed)
    if there != (tip.id, Conversation.Party.REVIEWERS, note.sealed):
        raise OtherLetter
    return True


def write(tip: Tip, holder: bytes, note: Note) -> Letter:
    """Put a letter behind the others, or begin with it. The caller's transaction holds the tip, and its letters with it.

    NotOnSheet, NoSuchKey, OldKey, BegunMeanwhile; SheetOutdated and NotGranted where the grants are not those of today's readers.
    """
    if holder not in writers_of(tip):
        raise NotOnSheet
    conversation = among_readers(tip)
    if conversation is None:
        conversation = _begin(tip, note, readers_of(tip))
    elif note.grants or note.conversation != conversation.id:
        raise BegunMeanwhile
    if not conversation.grants.filter(number=note.number, holder=holder).exists():
        raise NoSuchKey
    if is_outgrown(conversation, note.number):
        raise OldKey
    letter = Letter(
        id=note.id,
        office_id=tip.office_id,
        conversation=conversation,
        number=note.number,
        position=conversation.letters.count(),
        from_office=True,
        day=today(),
        sealed=note.sealed,
    )
    letter.save(force_insert=True)
    return letter


def _begin(tip: Tip, note: Note, readers: Collection[bytes]) -> Conversation:
    """Key 0, for exactly those who read the tip, each once."""
    granted = [grant.holder for grant in note.grants]
    if current_sheet(tip.channel).until < today():
        raise SheetOutdated
    if len(set(granted)) < len(granted) or set(granted) != set(readers):
        raise NotGranted
    conversation = Conversation(
        id=note.conversation, office_id=tip.office_id, tip=tip, party=Conversation.Party.REVIEWERS
    )
    conversation.save(force_insert=True)
    Grant.objects.bulk_create(
        Grant(
            office_id=tip.office_id,
            conversation=conversation,
            number=0,
            holder=grant.holder,
            sealed=grant.sealed,
        )
        for grant in note.grants
    )
    return conversation
