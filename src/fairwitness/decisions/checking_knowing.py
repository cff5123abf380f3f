"""Whether it was signed as it has to be that a tipster knew: asked by `fairwitness verify findings`, of what the database holds.

It needs no key of anybody's, so it sees neither grades nor letters nor the paper: those who signed have looked at them in their browsers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from fairwitness.crypto.knowingly_false import KIND, OUTSIDE, NotSoSaid, Outsider
from fairwitness.crypto.knowingly_false import KnowinglyFalse as Statement
from fairwitness.decisions.checking import first_ones, hashes_of_grades, is_signed
from fairwitness.decisions.heard import hash_of_letters
from fairwitness.decisions.knowing import answers_to, is_outside, letter_of, until
from fairwitness.decisions.models import Grade, KnowinglyFalse
from fairwitness.journal.models import Kind
from fairwitness.journal.reading import done_with
from fairwitness.office.clock import today
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.recorded import recorded_by


def knowingly_false() -> Iterator[tuple[str, list[str]]]:
    """The id of each tip of which it was found, and what is wrong about it; nothing where it holds. A tip whose mailbox says so counts as one, whatever the tables say."""
    rows = {one.tip_id: one for one in KnowinglyFalse.objects.exclude(outsider="").filter(reason="")}
    said = Notice.objects.filter(template=Notice.Template.KNEW_FOUND).values("conversation__tip")
    tips = Tip.objects.filter(pk__in=rows) | Tip.objects.filter(pk__in=said)
    for tip in tips.exclude(state=Tip.State.DESTROYED).select_related("office", "channel").order_by("id"):
        row = rows.get(tip.id)
        yield tip.id, ["nobody from outside has signed it"] if row is None else list(_wrong(tip, row))


def _wrong(tip: Tip, row: KnowinglyFalse) -> Iterator[str]:
    if row.second in ("", row.first) or row.outsider in (row.first, row.second):
        yield "no three people have signed it"
    if recorded_by(tip) in (row.first, row.second):
        yield "whoever recorded it has signed it"
    if tip.outcome != Tip.Outcome.NOT_CONFIRMED:
        yield "the tip has another outcome than not confirmed"
    statement = bytes(row.statement)
    for who, staff, signature in (
        ("first", row.first, row.first_signature),
        ("second", row.second, row.second_signature),
    ):
        if not is_signed(tip, staff, KIND, statement, bytes(signature)):
            yield f"the {who} signature is of nobody whom a signed key sheet names"
    yield from _wrong_outside(tip, row)
    yield from _wrong_with_hearing(tip, row)


def _wrong_outside(tip: Tip, row: KnowinglyFalse) -> Iterator[str]:
    if not is_signed(
        tip, row.outsider, OUTSIDE, bytes(row.outside), bytes(row.outside_signature), outside=True
    ):
        yield "the signature from outside is of nobody whom a signed key sheet names as guarding names"
    if not is_outside(tip, row.outsider, row.first, row.second):
        yield "whoever signed from outside guards this tip's name, or has to do with one of the two"
    try:
        said = Outsider.from_json(bytes(row.outside))
    except NotSoSaid:
        yield "what was signed from outside is no such statement"
        return
    signed = hashlib.sha256(bytes(row.statement)).digest(), bytes(row.first_signature)
    if (said.asked, said.first, said.second) != (*signed, bytes(row.second_signature)) or said.reason:
        yield "what was signed from outside is about something else"


def _wrong_with_hearing(tip: Tip, row: KnowinglyFalse) -> Iterator[str]:
    try:
        told = Statement.from_json(bytes(row.statement))
    except NotSoSaid:
        yield "what was signed is no statement of what a tipster knew"
        return
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        yield "what was signed is about another tip or line"
    claims = {(one.id, one.version) for one in told.claims}
    rows = [
        one
        for one in Grade.objects.filter(tip=tip, round=row.round)
        if (one.allegation, one.version) in claims
    ]
    for staff in (row.first, row.second):
        if {(one.allegation, one.version) for one in rows if one.by == staff} != claims:
            yield "somebody who signed has not graded all of it"
    if told.grades not in hashes_of_grades(tip, rows):
        yield "the grades are not those that were signed for"
    if (row.asked.tip_id, row.asked.round) != (tip.id, row.round) or told.day <= until(row.asked):
        yield "the tipster was not heard for fourteen days"
    yield from _wrong_with_days(tip, row, told)
    yield from _wrong_with_letters(tip, row, told)


def _wrong_with_days(tip: Tip, row: KnowinglyFalse, told: Statement) -> Iterator[str]:
    """The days that the rows name, against the journal, which is only added to: so nobody puts a hearing back to an earlier day."""
    done = [(one.kind, one.by, one.day) for one in done_with(tip.id).values()]
    if not _is_written(done, Kind.TIPSTER_ASKED, row.asked.by, row.asked.day):
        yield "the journal does not say that the tipster was told on that day, by that reader"
    if row.day != told.day or told.day > today():
        yield "it was signed on another day than it says"
    if not _is_written(done, Kind.KNEW_ASKED, row.first, told.day):
        yield "the journal does not say that it was signed on that day, by the first of the two"


def _is_written(done: Collection[tuple[str, str, date]], kind: Kind, by: str, day: date) -> bool:
    """Row and entry are written one after the other: perhaps midnight was between them."""
    return any((kind, by, on) in done for on in (day, day + timedelta(days=1)))


def _wrong_with_letters(tip: Tip, row: KnowinglyFalse, told: Statement) -> Iterator[str]:
    letter = letter_of(row.asked)
    last = tip.outcome_since or date.max
    answers = [one for one in answers_to(row.asked) if one.day <= last]
    if letter is None or any(one.redacted for one in answers):
        return  # what was signed for is gone for good
    if told.letter != hashlib.sha256(bytes(letter.sealed)).digest():
        yield "the letter to the tipster is not the one that was signed for"
    # All of earlier days; what came later on the last day was there for nobody.
    if told.answers not in (hash_of_letters(some) for some in first_ones(answers, last)):
        yield "what the tipster answered is not what was signed for"
