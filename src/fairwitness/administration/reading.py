"""What an administrator may know of people and ways in: names and roles, and of tips only that there are any."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from fairwitness.office import charter
from fairwitness.office.inviting import invitations
from fairwitness.office.models import Channel, FormerKey, Seat, Staff, StaffKey
from fairwitness.office.reading import NoSheetError, current_sheet
from fairwitness.office.staff_files import GUARDS, staff_records
from fairwitness.sealed.models import Draft, Grant, Tip
from fairwitness.sealed.states import State

TWO = 2  # readers of a way in: what two people decide, one alone does not


@dataclass(frozen=True)
class Sits:
    """Somebody's place at a channel."""

    channel: str
    role: str
    on_sheet: bool


@dataclass(frozen=True)
class Person:
    """Somebody who works here."""

    staff: Staff
    seats: list[Sits]

    @property
    def is_active(self) -> bool:
        """Whether they sign in."""
        return self.staff.is_active


def people() -> list[Person]:
    """Everybody, those who work here first."""
    rows = Staff.objects.order_by("-is_active", "role", "shown_name", "id")
    return [Person(one, _seats(one)) for one in rows]


def _seats(staff: Staff) -> list[Sits]:
    holders = {bytes(holder) for holder in staff.keys.values_list("holder", flat=True)}
    seats = Seat.objects.filter(staff=staff).select_related("channel__office").order_by("channel__slug")
    return [
        Sits(_channel_name(seat.channel.slug), _role_name(seat), _is_on_sheet(seat.channel, holders))
        for seat in seats
    ]


def _is_on_sheet(channel: Channel, holders: set[bytes]) -> bool:
    try:
        sheet = current_sheet(channel)
    except NoSheetError:
        return False
    return any(reader.recipient.holder in holders for reader in sheet.people)


def _channel_name(slug: str) -> str:
    try:
        return charter.current().channel(slug).name_here
    except KeyError:
        return slug


def _role_name(seat: Seat) -> str:
    try:
        readers = charter.current().channel(seat.channel.slug).readers
    except KeyError:
        readers = ()
    return next((one.name_here for one in readers if one.role == seat.reader), seat.reader)


def too_few_without(staff: Staff) -> list[str]:
    """Ways in that fewer than two would read: their names. Whoever has a seat and is not on the signed sheet yet reads nothing (decision 26)."""
    channels = Channel.objects.select_related("office").filter(open=True).order_by("slug")
    read = {channel: _read_by(channel) for channel in channels}
    return [
        _channel_name(channel.slug)
        for channel, readers in read.items()
        if staff.id in readers and len(readers - {staff.id}) < TWO
    ]


def _read_by(channel: Channel) -> set[str]:
    """The ids of those whom the sheet of today names, and who are still here: with keys of today, or with former ones that still open."""
    try:
        on_sheet = [reader.recipient.holder for reader in current_sheet(channel).reviewers]
    except NoSheetError:
        return set()
    named = Q(holder__in=on_sheet, staff__is_active=True, staff__seat__channel=channel)
    today = StaffKey.objects.filter(named).values_list("staff_id", flat=True)
    before = FormerKey.objects.filter(named, sealed_seed__gt=b"").values_list("staff_id", flat=True)
    return {*today, *before}


def alone_reads_any(staff: Staff) -> bool:
    """Whether a tip that is here would be lost to everybody."""
    here = Tip.objects.exclude(state=State.DESTROYED)
    others = Q(staff__is_active=True) & ~Q(staff=staff)
    return here.filter(_opened_by(Q(staff=staff)), ~_opened_by(others)).exists()


def _opened_by(whose: Q) -> Q:
    """With keys of today, or with former ones until the tip is sealed anew; whoever has lost their words opens nothing with theirs."""
    of_tip = Grant.objects.filter(conversation__tip=OuterRef("pk"))
    today = StaffKey.objects.filter(whose).values("holder")
    before = FormerKey.objects.filter(whose, sealed_seed__gt=b"").values("holder")
    return Q(Exists(of_tip.filter(holder__in=today))) | Q(Exists(of_tip.filter(holder__in=before)))


def runs_alone(staff: Staff) -> bool:
    """Whether nobody else runs the line."""
    others = Staff.objects.filter(role=Staff.Role.ADMINISTRATOR, is_active=True).exclude(pk=staff.pk)
    return staff.role == Staff.Role.ADMINISTRATOR and not others.exists()


def holds_anything(slug: str) -> bool:
    """Whether tips or drafts of this way in are here: their pages need its words."""
    tips = Tip.objects.filter(channel__slug=slug).exclude(state=State.DESTROYED)
    return tips.exists() or Draft.objects.filter(channel__slug=slug).exists()


def roles_in_use(slug: str) -> list[str]:
    """In which roles somebody reads it, or is invited to."""
    records = staff_records(settings.FOLDER)
    places = [reads for one in records for reads in (one.reads, one.next_reads)]
    places += [one.reads for one in invitations(settings.FOLDER)]
    return sorted({reads[slug] for reads in places if slug in reads} - {GUARDS})
