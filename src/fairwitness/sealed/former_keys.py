"""What is still sealed to keys that somebody had before: it is sealed anew by their own browser, or where the words are lost by a colleague's."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from fairwitness.office.models import Channel, FormerKey, Seat, Staff, StaffKey
from fairwitness.office.reading import NoSheetError, current_sheet, current_sheets
from fairwitness.office.rows import only
from fairwitness.sealed.models import Exclusion, Grant, Recusal, Tip
from fairwitness.sealed.models_of_letters import AnswerDraft, LaterLetter
from fairwitness.sealed.models_of_names import NameAnswer, NameKeeper


def grants_before(tip: Tip, holder: bytes) -> QuerySet[Grant]:
    """Of one tip, what is sealed to former keys of whoever has this one today."""
    return Grant.objects.filter(conversation__tip=tip, holder__in=_before(holder).values("holder"))


def holder_on_sheet(tip: Tip, staff: str) -> bytes | None:
    """The key of today of a reader of the tip's channel; None where its sheet does not name it, or they are kept away from the tip."""
    key = only(StaffKey.objects.filter(staff=staff, staff__is_active=True, staff__role=Staff.Role.REVIEWER))
    named = {reader.recipient.holder for reader in current_sheet(tip.channel).reviewers}
    if key is None or bytes(key.holder) not in named:
        return None
    away = tip.exclusions.filter(holder=key.holder).exists() or tip.recusals.filter(staff=staff).exists()
    return None if away or tip.locked_by == staff else bytes(key.holder)


def opens_with_former_keys(staff: Staff) -> bool:
    """Whether somebody has former keys that still open something."""
    return FormerKey.objects.filter(staff=staff, sealed_seed__gt=b"").exists()


def opens_tips_with_former_keys(staff: Staff) -> bool:
    """The same without drafts and letters of their own that are not sent: a tip, or a name, is still sealed to them, or a sheet of today names them."""
    known = FormerKey.objects.filter(staff=staff, sealed_seed__gt=b"")
    holders = {bytes(one) for one in known.values_list("holder", flat=True)}
    if not holders:
        return False
    if holders & _named() or Grant.objects.filter(holder__in=holders).exists():
        return True
    return NameKeeper.objects.filter(holder__in=holders).exists()


def needs_former_keys(staff: Staff) -> bool:
    """The same, or a name was opened for them that nobody seals anew: so long no third keys are made."""
    has_former = opens_with_former_keys(staff)
    return opens_tips_with_former_keys(staff) or (has_former and _opened_for().filter(pk=staff.pk).exists())


def still_sealed_to_former_keys(staff: Staff, tips: QuerySet[Tip]) -> QuerySet[Tip]:
    """Those of the tips that somebody could seal anew now: their channel's sheet names the new keys, and nothing keeps them away."""
    key = only(StaffKey.objects.filter(staff=staff))
    if key is None or not FormerKey.objects.filter(staff=staff).exists():
        return tips.none()
    former = FormerKey.objects.filter(staff=staff).values("holder")
    grants = Grant.objects.filter(conversation__tip=OuterRef("pk"), holder__in=former)
    away = Recusal.objects.filter(tip=OuterRef("pk"), staff=staff.id)
    excluded = Exclusion.objects.filter(tip=OuterRef("pk"), holder=key.holder)
    there = tips.filter(Exists(grants), ~Exists(away), ~Exists(excluded), channel__in=_channels(staff, key))
    return there.exclude(locked_by=staff.id).order_by("id")


def with_what_they_had(people: QuerySet[Staff]) -> QuerySet[Staff]:
    """Each with two words of what they had before, in the question that is asked of them anyway: `has_lost` is as of `lost`, `has_former` as of `opens_with_former_keys`."""
    former = FormerKey.objects.filter(staff=OuterRef("pk"), sealed_seed__gt=b"")
    return people.annotate(has_lost=Exists(_lost_and_not_given_back()), has_former=Exists(former))


def lost(staff: Staff) -> list[Staff]:
    """Colleagues who have lost their words, and whose grants of before are still there, by name."""
    seats = Seat.objects.filter(channel__in=Channel.objects.filter(staff=staff))
    others = Staff.objects.filter(
        Exists(_lost_and_not_given_back()),
        role=Staff.Role.REVIEWER,
        is_active=True,
        pk__in=seats.values("staff"),
    )
    return list(others.exclude(pk=staff.pk).order_by("shown_name", "id"))


def _lost_and_not_given_back() -> QuerySet[FormerKey]:
    grants = Grant.objects.filter(holder=OuterRef("holder"))
    return FormerKey.objects.filter(Exists(grants), staff=OuterRef("pk"), sealed_seed=b"")


def forget_what_is_done(holder: bytes) -> None:
    """Former keys of whoever has this one go once nothing is sealed to them, and no sheet names them.

    Of drafts, and of letters that wait, nobody sees to which key they are sealed: while there are any, whatever opens them stays.
    """
    _forget(_before(holder))


def forget_what_is_done_of(staff: Staff) -> None:
    """The same, when somebody signs in: what they had typed is sent by now."""
    _forget(FormerKey.objects.filter(staff=staff))


def _forget(before: QuerySet[FormerKey]) -> None:
    without = before.filter(~Exists(Grant.objects.filter(holder=OuterRef("holder"))))
    of_names = Exists(NameKeeper.objects.filter(holder=OuterRef("holder"))) | Exists(
        _opened_for().filter(pk=OuterRef("staff"))
    )
    without = without.exclude(of_names, sealed_seed__gt=b"")
    unsent = [kind.objects.filter(staff=OuterRef("staff")) for kind in (AnswerDraft, LaterLetter)]
    done = without.filter(Q(sealed_seed=b"") | ~Q(*map(Exists, unsent), _connector=Q.OR))
    if done:
        done.exclude(holder__in=_named()).delete()


def _opened_for() -> QuerySet[Staff]:
    """Who asked for a name that was opened: it was sealed to the key that they had then, and nobody seals it anew."""
    opened = NameAnswer.objects.filter(reason="")
    first_or_second = Q(request__first=OuterRef("pk")) | Q(request__second=OuterRef("pk"))
    return Staff.objects.filter(Exists(opened.filter(first_or_second)))


def _named() -> set[bytes]:
    return {reader.recipient.holder for sheet in current_sheets() for reader in sheet.people}


def _before(holder: bytes) -> QuerySet[FormerKey]:
    return FormerKey.objects.filter(staff__in=StaffKey.objects.filter(holder=holder).values("staff"))


def _channels(staff: Staff, key: StaffKey) -> list[str]:
    """Where somebody sits and the sheet of today names this key."""
    found = []
    for channel in Channel.objects.select_related("office").filter(staff=staff):
        try:
            named = {reader.recipient.holder for reader in current_sheet(channel).reviewers}
        except NoSheetError:
            continue
        if bytes(key.holder) in named:
            found.append(channel.pk)
    return found
