"""Questions of the desk. All of them begin with who asks: what is not theirs is as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from fairwitness.office.models import Channel, FormerKey, Seat, Staff, StaffKey
from fairwitness.office.rows import only
from fairwitness.sealed.hearing import other_side_waits
from fairwitness.sealed.in_hand import who_has
from fairwitness.sealed.locking import may_speak_up
from fairwitness.sealed.models import Conversation, Grant, Referral, SealedFile, Tip
from fairwitness.sealed.models_of_letters import LaterLetter
from fairwitness.sealed.reading import is_over
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.resting import rests_until
from fairwitness.sealed.states import STANDS_REFERRED, State


def tips_for(staff: Staff) -> QuerySet[Tip]:
    """The tips of this reviewer's channels that were granted to them, the oldest first: it waits the longest.

    None that is locked as protected conduct, and none that this reviewer has locked, whatever became of it.
    """
    mine = seen_by(staff, Tip.objects.filter(channel__staff=staff))
    return with_what_waits(mine).order_by("received", "id")


def seen_by(staff: Staff, tips: QuerySet[Tip]) -> QuerySet[Tip]:
    """Those of them that were granted to this reviewer, without what is locked to them; of whichever channel, so the caller names its own."""
    return _granted_to(staff, tips).exclude(_locked_to(staff))


def with_what_waits(tips: QuerySet[Tip]) -> QuerySet[Tip]:
    """With what a colleague has signed and nobody has answered, and whether readers have written to one another."""
    notes = Conversation.objects.filter(tip=OuterRef("pk"), party=Conversation.Party.REVIEWERS)
    asked = Referral.objects.filter(tip=OuterRef("pk")).exclude(tip__state__in=STANDS_REFERRED)
    return tips.annotate(
        waits_for_second=Exists(asked),
        danger_waits=Exists(asked.filter(ground=Referral.Ground.DANGER)),
        has_notes=Exists(notes),
        other_side_waits=other_side_waits(),
    ).select_related("channel", "recorded")


def locked_for(staff: Staff) -> QuerySet[Tip]:
    """The others: that they are there, and nothing else of them."""
    locked = Tip.objects.filter(channel__staff=staff, locked_by__gt="")  # so an index finds the few
    return (
        _granted_to(staff, locked)
        .filter(_locked_to(staff))
        .select_related("channel")
        .order_by("received", "id")
    )


def to_speak_up_for(staff: Staff) -> list[Tip]:
    """Those of them of which this reader may still say that they are about harm; nothing else of them either."""
    return [tip for tip in locked_for(staff) if speaks_up_for(staff, tip)]


def speaks_up_for(staff: Staff, tip: Tip) -> bool:
    """Whether it is one of these, of those that are locked for them."""
    if tip.state != State.PROTECTED_CONDUCT or tip.locked_by == staff.id or is_over(rests_until(tip)):
        return False
    return recorded_by(tip) != staff.id and may_speak_up(tip, staff.id)


def later_letters_for(staff: Staff) -> QuerySet[LaterLetter]:
    """A reader's own letters that wait for their day, and those that did not go, in the tips that they may see."""
    mine = LaterLetter.objects.filter(staff=staff, conversation__tip__in=tips_for(staff).values("pk"))
    return mine.select_related("conversation__tip").order_by("day", "id")


def written_by(staff: Staff, tips: QuerySet[Tip]) -> QuerySet[Tip]:
    """Those of them that their key of today opens: what former keys alone open is read, and nothing is written or sealed there."""
    own = StaffKey.objects.filter(staff=staff).values("holder")
    return tips.filter(Exists(Grant.objects.filter(conversation__tip=OuterRef("pk"), holder__in=own)))


def _locked_to(staff: Staff) -> Q:
    return Q(state=State.PROTECTED_CONDUCT) | Q(locked_by=staff.id)


def somebody_else_has_a_key(staff: Staff, tip: Tip) -> bool:
    """Whether another reviewer of the channel could look at it."""
    others = Staff.objects.filter(seat__channel=tip.channel_id, role=Staff.Role.REVIEWER, is_active=True)
    return _grants_to(others.exclude(pk=staff.pk)).filter(conversation__tip=tip).exists()


def _granted_to(staff: Staff, tips: QuerySet[Tip]) -> QuerySet[Tip]:
    return tips.filter(Exists(_grants_of(staff).filter(conversation__tip=OuterRef("pk"))))


def colleagues_of(staff: Staff) -> QuerySet[Staff]:
    """Every reader of this reader's channels, this one among them: whoever can be given a tip, if they read it."""
    seats = Seat.objects.filter(channel__in=Channel.objects.filter(staff=staff))
    readers = Staff.objects.filter(role=Staff.Role.REVIEWER, is_active=True, pk__in=seats.values("staff"))
    return readers.order_by("shown_name", "id")


def tip_for(staff: Staff, tip_id: str) -> Tip | None:
    """One of them."""
    return only(tips_for(staff).filter(pk=tip_id))


def conversation_with_tipster(tip: Tip) -> Conversation:
    """The letters between the tipster and the reviewers."""
    return tip.conversations.select_related("mailbox", "tip").get(party=Conversation.Party.TIPSTER)


def danger_waits(tip: Tip) -> bool:
    """Whether a reader has signed that a life is in danger, and no second has yet; of a tip that was asked for here."""
    return bool(vars(tip).get("danger_waits"))


def was_destroyed(staff: Staff, tip_id: str) -> bool:
    """Whether it is one of this reviewer's channels that is there no more."""
    return Tip.objects.filter(pk=tip_id, channel__staff=staff, state=State.DESTROYED).exists()


def grants_for(staff: Staff, conversation: Conversation) -> QuerySet[Grant]:
    """The conversation keys that this reviewer can open, by number."""
    return _grants_of(staff).filter(conversation=conversation).order_by("number")


def file_for(staff: Staff, file_id: str) -> SealedFile | None:
    """A file of a conversation that this reviewer can open."""
    conversations = _grants_of(staff).filter(conversation__tip__in=tips_for(staff)).values("conversation")
    return only(SealedFile.objects.filter(pk=file_id, conversation__in=conversations))


def key_of(staff: Staff) -> StaffKey:
    """The reviewer's keys of today."""
    return staff.keys.get()


def former_seeds(staff: Staff) -> list[bytes]:
    """The seeds of their former keys, each sealed to those of today."""
    found = FormerKey.objects.filter(staff=staff, sealed_seed__gt=b"").order_by("id")
    return list(found.values_list("sealed_seed", flat=True))


def _grants_of(staff: Staff) -> QuerySet[Grant]:
    return _grants_to([staff])


def _grants_to(people: Iterable[Staff]) -> QuerySet[Grant]:
    """Sealed to their keys of today, or to former ones that they still have."""
    today = StaffKey.objects.filter(staff__in=people).values("holder")
    before = FormerKey.objects.filter(staff__in=people, sealed_seed__gt=b"").values("holder")
    return Grant.objects.filter(Q(holder__in=today) | Q(holder__in=before))


def is_called(staff: Staff, tip: Tip) -> bool:
    """Whether this reader is to look now, because it is late, or nearly: everybody where nobody has it in hand, and else everybody but who has."""
    return tip.escalated is not None and who_has(tip) != staff.id


def sheets_of(tip: Tip) -> Iterable[bytes]:
    """Every key sheet of the tip's channel, as published, the oldest first."""
    return tip.channel.sheets.order_by("serial").values_list("published", flat=True)
