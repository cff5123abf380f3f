"""A reader who has lost their words reads again, by keys that the two halves of the recovery key have opened on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from django.db import transaction

from fairwitness.journal import actions as journal
from fairwitness.journal.destroyed import delete_listed
from fairwitness.journal.models import Kind
from fairwitness.office.models import Staff
from fairwitness.office.reading import known_sheets
from fairwitness.sealed import former_keys
from fairwitness.sealed.actions.assign import hold
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.readers import GivenKey, give_anew, must_be_in_force
from fairwitness.sealed.keys import is_outgrown
from fairwitness.sealed.models import Conversation, Grant, Tip
from fairwitness.sealed.people import readers
from fairwitness.sealed.states import State


def recoverable(staff: Staff, holder: bytes) -> Iterator[Grant]:
    """What is sealed to the recovery key, of tips that this reader may read again and does not: conversations with tipsters alone."""
    tips = Tip.objects.filter(channel__staff=staff).exclude(
        state__in=[State.PROTECTED_CONDUCT, State.DESTROYED]
    )
    for tip in tips.select_related("channel__office").order_by("id"):
        own = former_keys.holder_on_sheet(tip, staff.id)
        if own is None or Grant.objects.filter(conversation__tip=tip, holder=own).exists():
            continue
        may_have = _may_have(tip, own)
        grants = Grant.objects.filter(conversation__tip=tip, holder=holder).order_by("number")
        for grant in grants.select_related("conversation__tip__channel"):
            if (grant.conversation_id, grant.number) in may_have:
                yield grant


def _may_have(tip: Tip, own: bytes) -> AbstractSet[tuple[str, int]]:
    """The keys that may come back to somebody: those that were theirs under a former key, and later ones; or all that are not outgrown, where nobody reads the tip any more.

    Whoever was taken off holds none of before, and who that was is written nowhere. So a key that somebody holds who was taken off comes back to nobody else than
    whom it was sealed to until they lost their words.
    """
    with_tipster = tip.conversations.filter(party=Conversation.Party.TIPSTER)
    before = former_keys.grants_before(tip, own).filter(conversation__in=with_tipster)
    theirs = set(before.values_list("conversation", "number"))
    if not theirs and readers(tip):
        return frozenset()
    there = Grant.objects.filter(conversation__in=with_tipster).select_related("conversation")
    return theirs | {
        (one.conversation_id, one.number) for one in there if not is_outgrown(one.conversation, one.number)
    }


def may_give(tip: Tip) -> frozenset[bytes]:
    """Whose signature makes a key of this tip count: readers of every sheet of its channel."""
    sheets = known_sheets(tip.channel)
    return frozenset(reader.key for sheet in sheets for reader in sheet.reviewers)


def take_up_recovered(staff: Staff, tip_id: str, keys: Sequence[GivenKey]) -> bool:
    """Keep them, where this reader may read the tip and does not yet; the journal says that somebody was let in, and by nobody. False where not. SheetOutdated."""
    try:
        with transaction.atomic():
            held = hold(tip_id)
            must_be_in_force(held)
            own = former_keys.holder_on_sheet(held, staff.id)
            if own is None or Grant.objects.filter(conversation__tip=held, holder=own).exists():
                return False
            given = {(key.conversation, key.number) for key in keys}
            if len(given) < len(keys) or not given or not given <= _may_have(held, own):
                return False
            give_anew(held, own, keys)
            of_tipster = former_keys.grants_before(held, own).filter(
                conversation__party=Conversation.Party.TIPSTER
            )
            delete_listed(of_tipster)
            journal.record(Kind.READER_ADDED, held.office, tip=held.id)
            former_keys.forget_what_is_done(own)
    except (Tip.DoesNotExist, TipDestroyed, TipLocked):
        return False
    return True
