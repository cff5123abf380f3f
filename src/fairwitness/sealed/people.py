"""Who reads a tip, who could join, and whether a key is known to somebody who reads it no more."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from fairwitness.office.models import FormerKey, Staff, StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.sealed.actions.among_readers import readers_of, writers_of
from fairwitness.sealed.keys import is_outgrown, newest_of
from fairwitness.sealed.models import Conversation, Tip


def readers(tip: Tip) -> list[Staff]:
    """Everybody who works here and reads it today, by name: with the keys of today, or with former ones until they have sealed it anew."""
    holders = readers_of(tip)
    before = FormerKey.objects.filter(holder__in=holders, sealed_seed__gt=b"").values("staff")
    theirs = Q(keys__holder__in=holders) | Q(pk__in=before)
    return list(Staff.objects.filter(theirs, **_working(tip)).order_by("shown_name", "id"))


def reads_it(tip: Tip, staff: str) -> Staff | None:
    """One of them, by the id."""
    return next((one for one in readers(tip) if one.id == staff), None)


def writes(tip: Tip, staff: Staff) -> bool:
    """Whether they may write and sign in it: their key of today opens it."""
    return StaffKey.objects.filter(staff=staff, holder__in=writers_of(tip)).exists()


def may_join(tip: Tip) -> list[Staff]:
    """Everybody of the channel who could be given the keys. Whoever is kept away is not among them, and nothing says why."""
    away = tip.recusals.values("staff")
    excluded = tip.exclusions.values("holder")
    keys = _keys(tip).exclude(staff__in=away).exclude(holder__in=excluded)
    return [key.staff for key in keys.exclude(staff=tip.locked_by).exclude(holder__in=readers_of(tip))]


def to_renew(tip: Tip) -> list[Conversation]:
    """The conversations in which the next letter needs another key: somebody who was taken off, or left, holds the newest one."""
    return [one for one in tip.conversations.order_by("party") if is_outgrown(one, newest_of(one))]


def _keys(tip: Tip) -> QuerySet[StaffKey]:
    """Of the channel's readers who stand on its sheet of today."""
    on_sheet = [reader.recipient.holder for reader in current_sheet(tip.channel).reviewers]
    working = {f"staff__{name}": value for name, value in _working(tip).items()}
    keys = StaffKey.objects.select_related("staff").filter(holder__in=on_sheet, **working)
    return keys.order_by("staff__shown_name", "staff_id")


def _working(tip: Tip) -> dict[str, object]:
    return {"role": Staff.Role.REVIEWER, "is_active": True, "seat__channel": tip.channel}
