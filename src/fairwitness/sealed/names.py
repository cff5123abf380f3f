"""Questions about names that two keys guard."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from fairwitness.crypto.name_requests import BEFORE
from fairwitness.office.clock import today
from fairwitness.office.models import FormerKey, Staff, StaffKey
from fairwitness.office.reading import current_sheet
from fairwitness.office.rows import only
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest, SealedName
from fairwitness.sealed.states import State

DAYS = 7  # between telling the tipster and opening


def name_of(tip: Tip) -> SealedName | None:
    """The name that is sealed apart, if there is one."""
    return only(SealedName.objects.filter(tip=tip))


def guardians_of(name: SealedName) -> list[str]:
    """Who can take its outer layer off, as readers know them; of whom nothing is known any more is left out."""
    holders = name.keepers.values("holder")
    found = Staff.objects.filter(Q(keys__holder__in=holders) | Q(former_keys__holder__in=holders))
    return sorted(set(found.values_list("shown_name", flat=True)))


def open_request(tip: Tip) -> NameRequest | None:
    """What two readers, or one, have signed and nobody has answered."""
    return only(NameRequest.objects.filter(tip=tip, answered=None))


def requests_of(tip: Tip) -> QuerySet[NameRequest]:
    """All of them, the latest first."""
    return NameRequest.objects.filter(tip=tip).select_related("answer").order_by("-asked", "-id")


def opens_on(told: str) -> date:
    """From which day a request that is signed twice today may be opened."""
    return today() + timedelta(days=DAYS if told == BEFORE else 0)


def is_ready(request: NameRequest) -> bool:
    """Whether the tipster has said yes, or the day has come on which a duty opens it."""
    if not request.second or request.answered or request.opens is None:
        return False
    if request.ground == NameRequest.Ground.CONSENT:
        return request.says == "yes"
    return request.opens <= today()


def waits_for_consent(tip: Tip) -> NameRequest | None:
    """What the tipster is asked, or has said yes to and may still take back."""
    found = open_request(tip)
    asked = found is not None and found.second and found.ground == NameRequest.Ground.CONSENT
    return found if asked else None


def holders_of(custodian: Staff) -> list[bytes]:
    """Of whoever guards names: their key of today, and those before that still open."""
    today_s = StaffKey.objects.filter(staff=custodian).values_list("holder", flat=True)
    before = FormerKey.objects.filter(staff=custodian, sealed_seed__gt=b"").values_list("holder", flat=True)
    return [bytes(one) for one in (*today_s, *before)]


def key_on_sheet(custodian: Staff, tip: Tip) -> StaffKey | None:
    """Of whoever guards names: their key of today, where they are active and the tip's key sheet of today names it."""
    key = only(
        StaffKey.objects.filter(staff=custodian, staff__is_active=True, staff__role=Staff.Role.CUSTODIAN)
    )
    named = {one.recipient.holder: one.key for one in current_sheet(tip.channel).custodians}
    return key if key and named.get(bytes(key.holder)) == bytes(key.verifying_key) else None


def requests_for(custodian: Staff) -> QuerySet[NameRequest]:
    """What is asked of whoever guards names: signed twice, not answered, of names that their keys can peel."""
    theirs = Q(tip__sealed_name__keepers__holder__in=holders_of(custodian))
    found = NameRequest.objects.filter(theirs, answered=None).exclude(second="")
    found = found.exclude(tip__state__in=[State.DESTROYED, State.PROTECTED_CONDUCT])
    return found.select_related("tip__sealed_name", "tip__channel__office").order_by("asked", "id").distinct()


def answers_of(custodian: Staff) -> QuerySet[NameAnswer]:
    """What they have opened or refused, of tips that are still there; the latest first."""
    return NameAnswer.objects.filter(by=custodian.id).select_related("request").order_by("-day", "-id")


def openings(tip: Tip) -> QuerySet[NameAnswer]:
    """The answers that have opened its name."""
    return NameAnswer.objects.filter(request__tip=tip, reason="")


def theirs_to_read(tip: Tip, reader: Staff) -> NameAnswer | None:
    """What was opened last for this reader, who was one of the two that asked; nothing for every other."""
    return (
        openings(tip)
        .filter(Q(request__first=reader.id) | Q(request__second=reader.id))
        .order_by("-day", "-id")
        .first()
    )
