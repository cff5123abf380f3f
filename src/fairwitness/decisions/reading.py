"""Who may be shown what: a grade is for whoever has graded the same, and for nobody before that.

That holds for the cipher, for who wrote it, and for how many there are. It holds for every reader, for each may still be asked to grade.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.findings import Claim, FindingError
from fairwitness.crypto.findings import Finding as Statement
from fairwitness.decisions.models import Finding, Grade
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.sealed.models import Tip
from fairwitness.sealed.people import writes
from fairwitness.sealed.recorded import recorded_by
from fairwitness.sealed.states import State


def grades_for(staff: Staff, tip: Tip) -> QuerySet[Grade]:
    """Of this round, each beside a grade of their own of the same wording; none without one, and none of a reader whom the tip concerns."""
    own = Grade.objects.filter(
        tip=OuterRef("tip"),
        allegation=OuterRef("allegation"),
        version=OuterRef("version"),
        round=OuterRef("round"),
        by=staff.id,
    )
    # By random ids: the order says nothing of who was first.
    return _of_round(tip).filter(Exists(own)).order_by("id")


def of_claims(tip: Tip, claims: Collection[Claim]) -> Sequence[Grade]:
    """Every grade of these claims in this round, whoever asks: for the program to check, and never to be shown."""
    wanted = {(one.id, one.version) for one in claims}
    found = _of_round(tip).filter(allegation__in=[one.id for one in claims])
    return [one for one in found if (one.allegation, one.version) in wanted]


def _of_round(tip: Tip) -> QuerySet[Grade]:
    """Whoever says afterwards that it concerns them has graded nothing."""
    of = done(tip)
    since = tip.since if of is None else of.round
    return Grade.objects.filter(tip=tip, round=since).exclude(by__in=tip.recusals.values("staff"))


def may_grade(staff: Staff, tip: Tip) -> bool:
    """Whether they read the tip with their keys of today, have not recorded it, and it is in its second review."""
    return (
        tip.state == State.SECOND_REVIEW
        and staff.role == Staff.Role.REVIEWER
        and recorded_by(tip) != staff.id
        and writes(tip, staff)
    )


def asked_for(tip: Tip) -> Finding | None:
    """What one reader has signed, and no second yet."""
    return None if tip.state != State.SECOND_REVIEW else only(Finding.objects.filter(tip=tip))


def done(tip: Tip) -> Finding | None:
    """What the tip was confirmed with."""
    return only(Finding.objects.filter(tip=tip).exclude(second="")) if tip.outcome else None


def closed(tip: Tip) -> Mapping[str, str]:
    """What it was confirmed with, for browsers that look at it themselves: the claims that it names stay as they were signed."""
    found = done(tip)
    if found is None or tip.state == State.SECOND_REVIEW:
        return {}
    signatures = f"{b64(found.first_signature)} {b64(found.second_signature)}"
    return {"statement": b64(found.statement), "signatures": signatures}


def finding_for(staff: Staff, tip: Tip) -> Finding | None:
    """What was signed, for whoever may see it: what waits, only for those who have graded all that it names, for it says how others have."""
    waits = asked_for(tip)
    if waits is None:
        return done(tip)
    return waits if has_graded(staff.id, tip, claims_of(waits)) else None


def claims_of(finding: Finding) -> Sequence[Claim]:
    """Which it names; none where somebody has written it past the program, and then everybody may see that and take it back."""
    try:
        return Statement.from_json(bytes(finding.statement)).claims
    except FindingError:
        return ()


def what_waits(staff: Staff, tip: Tip) -> Any:
    """Few words for whoever may sign too; nothing for anybody who may not see that there is something."""
    waits = asked_for(tip)
    is_theirs = waits is not None and waits.first != staff.id and finding_for(staff, tip) is not None
    return _("Waits for a second signature") if is_theirs else ""


def is_graded_by_all_who_began(tip: Tip, claim: Claim) -> bool:
    """Whether whoever has graded any wording of it in this round has graded this one: or a grade would be lost with a blank behind the last word, and with its grader."""
    graded = list(_of_round(tip).filter(allegation=claim.id))
    return {one.by for one in graded} == {one.by for one in graded if one.version == claim.version}


def has_graded(staff: str, tip: Tip, claims: Collection[Claim]) -> bool:
    """Each of these claims, in this round."""
    return {(one.allegation, one.version) for one in of_claims(tip, claims) if one.by == staff} == {
        (one.id, one.version) for one in claims
    }
