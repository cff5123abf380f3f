"""Whether every tip that is called confirmed was confirmed by two: asked by `fairwitness verify findings`, and through `unfounded.py` by others, of what the database holds.

It needs no key of anybody's, so it sees no grade: that they bear it out, browsers have checked before they signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, product

from fairwitness.crypto.findings import KIND, YES, FindingError, hash_of_grades
from fairwitness.crypto.findings import Finding as Statement
from fairwitness.crypto.handed_over import KIND as HANDED
from fairwitness.crypto.handed_over import HandedOver, HandedOverError
from fairwitness.crypto.keys import Kind, verify
from fairwitness.decisions.heard import answers_in, hash_of_letters
from fairwitness.decisions.models import Finding, Grade
from fairwitness.office.models import FormerKey, StaffKey
from fairwitness.office.reading import known_sheets
from fairwitness.office.rows import only
from fairwitness.sealed.hearing import hearings
from fairwitness.sealed.models import Letter, Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.recorded import recorded_by


def confirmed() -> Iterator[tuple[str, list[str]]]:
    """The id of each tip that is called confirmed and is still here, and what is wrong about it; nothing where it holds."""
    tips = Tip.objects.filter(outcome=Tip.Outcome.CONFIRMED).exclude(state=Tip.State.DESTROYED)
    for tip in tips.select_related("office", "channel").order_by("id"):
        yield tip.id, list(_wrong(tip))


def _wrong(tip: Tip) -> Iterator[str]:
    finding = only(Finding.objects.filter(tip=tip))
    if finding is None or finding.second in ("", finding.first):
        yield "no two people have signed it"
        return
    if recorded_by(tip) in (finding.first, finding.second):
        yield "whoever recorded it has signed it"
    for who, staff, signature in (
        ("first", finding.first, finding.first_signature),
        ("second", finding.second, finding.second_signature),
    ):
        if not is_signed(tip, staff, KIND, bytes(finding.statement), bytes(signature)):
            yield f"the {who} signature is of nobody whom a signed key sheet names"
    yield from _wrong_with_grades(tip, finding)


def hashes_of_grades(tip: Tip, rows: Sequence[Grade]) -> Iterator[bytes]:
    """With the grades of those whom the tip concerns and without: nobody knows any more who of them said so before it was signed."""
    away = set(tip.recusals.values_list("staff", flat=True))
    perhaps = [one for one in rows if one.by in away]
    always = [one for one in rows if one.by not in away]
    for number in range(len(perhaps) + 1):
        for some in combinations(perhaps, number):
            yield hash_of_grades(hashlib.sha256(bytes(one.sealed)).digest() for one in (*always, *some))


def is_signed(
    tip: Tip, staff: str, kind: Kind, statement: bytes, signature: bytes, *, outside: bool = False
) -> bool:
    """With a key that was this person's, and that a sheet of the office's has named among readers; or, from `outside`, among those who guard names."""
    theirs = [
        bytes(key)
        for kind in (StaffKey, FormerKey)
        for key in kind.objects.filter(staff=staff).values_list("verifying_key", flat=True)
    ]
    sheets = known_sheets(tip.channel)
    named = {one.key for sheet in sheets for one in (sheet.custodians if outside else sheet.reviewers)}
    return any(key in named and verify(key, kind, statement, signature) for key in theirs)


def _wrong_with_grades(tip: Tip, finding: Finding) -> Iterator[str]:
    try:
        told = Statement.from_json(bytes(finding.statement))
    except FindingError:
        yield "what was signed is no statement of a finding"
        return
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        yield "what was signed is about another tip or line"
    claims = {(one.id, one.version) for one in told.claims}
    rows = [
        one
        for one in Grade.objects.filter(tip=tip, round=finding.round)
        if (one.allegation, one.version) in claims
    ]
    for staff in (finding.first, finding.second):
        if {(one.allegation, one.version) for one in rows if one.by == staff} != claims:
            yield "somebody who signed has not graded all of it"
    if told.grades not in hashes_of_grades(tip, rows):
        yield "the grades are not those that were signed for"
    yield from _wrong_with_hearings(tip, told)


def _wrong_with_hearings(tip: Tip, told: Statement) -> Iterator[str]:
    """Who was asked and answered, and who was told that it is about them."""
    rows = {one.conversation_id: one for one in hearings(tip)}
    about = {one.id: one.about for one in told.asked}
    if not set(about) <= {name for name, row in rows.items() if _is_handed_over(tip, row)}:
        yield "a code of somebody whom it names was handed over by nobody who signed it"
    confirmed = {name for name, row in rows.items() if row.ended == Hearing.Ended.CONFIRMED}
    if confirmed != {name for name, said in about.items() if said == YES}:
        yield "others were told that it is about them than those who are named"
    letters = [answers_in(rows[name]) for name in about if name in rows]
    if any(one.redacted for those in letters for one in those):
        return  # what was signed for is gone for good
    if told.answers not in _answers(letters, tip.outcome_since or date.max):
        yield "the answers of whoever was asked are not those that were signed for"


def _is_handed_over(tip: Tip, row: Hearing) -> bool:
    try:
        said = HandedOver.from_json(bytes(row.statement))
    except HandedOverError:
        return False
    is_here = (said.tip, said.line, said.hearing) == (tip.id, bytes(tip.office.line), row.conversation_id)
    return is_here and is_signed(tip, row.handed_by, HANDED, bytes(row.statement), bytes(row.signature))


def _answers(letters: Iterable[Sequence[Letter]], day: date) -> Iterator[bytes]:
    """Of what was there when it was signed: all of earlier days, and perhaps some of that day."""
    for those in product(*(first_ones(one, day) for one in letters)):
        yield hash_of_letters(one for some in those for one in some)


def first_ones(letters: Sequence[Letter], day: date) -> Sequence[Sequence[Letter]]:
    """All of days before this one, with none, one or more of this day."""
    least, most = sum(one.day < day for one in letters), sum(one.day <= day for one in letters)
    return [letters[:number] for number in range(least, most + 1)]


def answers_that_nobody_wrote() -> Iterator[str]:
    """Hearings that say they were answered, and hold no letter under a code of the person's own: readers would wait for nobody, and nobody was heard."""
    said = Hearing.objects.exclude(answered=None).exclude(ended=Hearing.Ended.UNFOUND)
    for row in said.select_related("conversation").order_by("id"):
        theirs = Letter.objects.filter(conversation=row.conversation_id, from_office=False)
        if row.own_from is None or not theirs.filter(position__gt=row.own_from).exists():
            yield f"the tip {row.conversation.tip_id}: the other side is said to have answered, and wrote nothing"
