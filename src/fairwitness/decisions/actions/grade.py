"""Grading one thing alleged: once, and without knowing what a colleague thinks."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.decisions.models import Grade
from fairwitness.decisions.reading import may_grade
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import NoSuchKey, OldKey, among_readers
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.signed_by_two import held
from fairwitness.sealed.keys import is_outgrown
from fairwitness.sealed.models import Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State


class GradedBefore(Exception):
    """Whoever sends it has graded it already, otherwise."""


class MayNotGrade(Exception):
    """Who does not read the tip, or reads it with former keys alone."""


@dataclass(frozen=True)
class Sent:
    """A grade, as a browser has sealed it."""

    allegation: str
    version: int
    number: int
    sealed: Sealed = field(repr=False)


def grade(tip: Tip, by: Staff, holder: bytes, sent: Sent) -> None:
    """Keep it. The same again changes nothing, and another one in its place is refused: nobody adapts theirs to what they have seen since.

    TipDestroyed, StalePage where the tip is not in its second review, RecordedIt, MayNotGrade, GradedBefore, NoSuchKey, OldKey. None of them says whether anybody else has graded.
    """
    with transaction.atomic():
        found = held(tip)
        if found.state != State.SECOND_REVIEW:
            raise StalePage
        must_not_have_recorded(found, by.id)
        if not may_grade(by, found):
            raise MayNotGrade
        if _is_there(found, by.id, sent):
            return
        _must_be_held(found, holder, sent.number)
        Grade.objects.create(
            office=found.office,
            tip=found,
            allegation=sent.allegation,
            version=sent.version,
            round=found.since,
            by=by.id,
            number=sent.number,
            sealed=sent.sealed,
        )
        journal.record(Kind.GRADED, found.office, tip=found.id, by=by.id)


def _is_there(tip: Tip, by: str, sent: Sent) -> bool:
    own = only(
        Grade.objects.filter(
            tip=tip, allegation=sent.allegation, version=sent.version, round=tip.since, by=by
        )
    )
    if own is not None and bytes(own.sealed) != sent.sealed:
        raise GradedBefore
    return own is not None


def _must_be_held(tip: Tip, holder: bytes, number: int) -> None:
    """The key of the conversation among readers, and not by anybody who was taken off."""
    conversation = among_readers(tip)
    if conversation is None or not conversation.grants.filter(number=number, holder=holder).exists():
        raise NoSuchKey
    if is_outgrown(conversation, number):
        raise OldKey
