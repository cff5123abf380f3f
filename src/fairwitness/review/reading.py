"""Questions of the desk. All of them begin with who asks: what is not theirs is as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from fairwitness.office.models import Staff, StaffKey
from fairwitness.office.rows import only
from fairwitness.sealed.models import Conversation, Grant, SealedFile, Tip


def tips_for(staff: Staff) -> QuerySet[Tip]:
    """The tips of this reviewer's channels that were granted to them, the oldest first: it waits the longest."""
    return (
        Tip.objects.filter(channel__staff=staff)
        .filter(Exists(_grants_of(staff).filter(conversation__tip=OuterRef("pk"))))
        .select_related("channel")
        .order_by("received", "id")
    )


def tip_for(staff: Staff, tip_id: str) -> Tip | None:
    """One of them."""
    return only(tips_for(staff).filter(pk=tip_id))


def conversation_with_tipster(tip: Tip) -> Conversation:
    """The letters between the tipster and the reviewers."""
    return tip.conversations.select_related("mailbox", "tip").get(party=Conversation.Party.TIPSTER)


def grants_for(staff: Staff, conversation: Conversation) -> QuerySet[Grant]:
    """The conversation keys that this reviewer can open, by number."""
    return _grants_of(staff).filter(conversation=conversation).order_by("number")


def file_for(staff: Staff, file_id: str) -> SealedFile | None:
    """A file of a conversation that this reviewer can open."""
    conversations = _grants_of(staff).filter(conversation__tip__channel__staff=staff).values("conversation")
    return only(SealedFile.objects.filter(pk=file_id, conversation__in=conversations))


def key_of(staff: Staff) -> StaffKey:
    """The reviewer's keys of today."""
    return staff.keys.get()


def _grants_of(staff: Staff) -> QuerySet[Grant]:
    return Grant.objects.filter(holder__in=StaffKey.objects.filter(staff=staff).values("holder"))


def sheets_of(tip: Tip) -> Iterable[bytes]:
    """Every key sheet of the tip's channel, as published, the oldest first."""
    return tip.channel.sheets.order_by("serial").values_list("published", flat=True)
