"""Saying that a tipster knew that something was untrue: they are heard, two who have graded sign, and then somebody from outside signs over both, or refuses.

It opens no name and moves the tip nowhere but to *not confirmed*, as one reader can at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db import transaction

from fairwitness.crypto.keys import verify
from fairwitness.crypto.knowingly_false import (
    KIND,
    OUTSIDE,
    NotSoSaid,
    Outsider,
    is_sealed_paper,
)
from fairwitness.crypto.knowingly_false import KnowinglyFalse as Statement
from fairwitness.decisions.actions.confirm import must_be_graded, must_be_let_in_by_two
from fairwitness.decisions.actions.grade import MayNotGrade
from fairwitness.decisions.knowing import (
    asked_of,
    can_be_heard,
    hash_of_answers_to,
    hash_of_letter,
    is_ahead,
    is_for,
    is_heard,
    is_of_this_round,
    is_outside,
    letters_that_tell,
    may_see,
    outsiders,
    signed_of,
    waiting,
)
from fairwitness.decisions.models import KnowinglyFalse, TipsterAsked
from fairwitness.decisions.reading import asked_for, may_grade
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.signed_by_two import (
    AskedBefore,
    First,
    NothingAsked,
    NotSigned,
    Signer,
    both_must_still_hold,
    hashes,
    held,
    is_kept,
    is_signed,
    meant,
    must_be_second,
    sign_first,
    sign_second,
)
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Conversation, Notice, Tip
from fairwitness.sealed.names import key_on_sheet
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State


class NobodyReads(Exception):
    """No letter reaches the tipster, or somebody of the office could answer in their place: so nobody can hear them."""


class ClockStoodAhead(Exception):
    """The tip or the readers' last letter has a later day than today: the line's clock was put right."""


class NotYetHeard(Exception):
    """The tipster was not told what is held against them, has not been shown it, or their time is not over."""


class OtherWords(Exception):
    """The tipster has written since what is signed was weighed."""


class NobodyOutside(Exception):
    """Nobody is there who could judge it from outside: the tip can only be not confirmed."""


class NotOutside(Exception):
    """Whoever judges is none of those to whom the paper was sealed, or not from outside."""


def ask_tipster(tip: Tip, by: Staff, letter: str) -> TipsterAsked:
    """Say in the mailbox that this letter of the readers' holds something against the tipster: from today they have their time. Once a round.

    The same again changes nothing. TipDestroyed, StalePage, RecordedIt, MayNotGrade, NobodyReads, ClockStoodAhead; NothingAsked where it is not their last letter, and of today, AskedBefore where another one was named.
    """
    with transaction.atomic():
        tip = held(tip)
        if tip.state != State.SECOND_REVIEW:
            raise StalePage
        must_not_have_recorded(tip, by.id)
        if not may_grade(by, tip):
            raise MayNotGrade
        if not can_be_heard(tip):
            raise NobodyReads
        before = asked_of(tip)
        if before is not None:
            if before.letter != letter:
                raise AskedBefore
            return before
        if is_ahead(tip):
            raise ClockStoodAhead
        if letter not in {one.id for one in letters_that_tell(tip)}:
            raise NothingAsked
        row = TipsterAsked(office=tip.office, tip=tip, round=tip.since, by=by.id, letter=letter)
        post(tip, Notice.Template.KNEW_ASKED, today())
        row.save(force_insert=True)
        journal.record(Kind.TIPSTER_ASKED, tip.office, tip=tip.id, by=by.id)
    return row


def propose(tip: Tip, first: First) -> None:
    """Keep what a reader holds against the tipster, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage, AskedBefore, NotSigned, NotYetHeard, OtherWords, NotGraded, NobodyOutside, RecordedIt, and all that `sign_first` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_kept(tip, tip.knowingly_false, first):
            return
        told, asked = _read(tip, first.statement, first.by.id)
        if signed_of(tip) is not None or asked_for(tip) is not None:
            raise AskedBefore
        if told.day != today():
            raise NotSigned
        if not outsiders(tip, first.by.id):
            raise NobodyOutside
        columns = {"asked": asked, "round": tip.since, "day": told.day}
        sign_first(tip, tip.knowingly_false, KIND, first, why=told.why, **columns)
        journal.record(Kind.KNEW_ASKED, tip.office, tip=tip.id, by=first.by.id)


def agree(
    tip: Tip, asked: str, by: Signer, signature: bytes, paper: bytes, papers_for: Collection[bytes]
) -> None:
    """As the second reader, sign the same bytes, and seal the paper to everybody who may judge it from outside. Nothing is found with that.

    The same again changes nothing. NothingAsked, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, NotYetHeard, OtherWords, NotGraded, SameInviter, NobodyOutside, NotOnSheet,
    SheetOutdated; NotOutside where the paper is sealed to others.
    """
    with transaction.atomic():
        tip = held(tip)
        row = meant(waiting(tip), asked)
        if is_signed(row, by, signature):
            return
        must_be_second(tip, row, by)
        must_be_let_in_by_two(row.first, by.id)
        told, _ = _read(tip, bytes(row.statement), row.first, by.id)
        wanted = sorted(one.recipient.holder for one in outsiders(tip, row.first, by.id))
        if not wanted:
            raise NobodyOutside
        if sorted(papers_for) != wanted or not is_sealed_paper(paper, len(wanted)):
            raise NotOutside
        columns = {"paper": paper, "papers_for": b"".join(wanted)}
        sign_second(tip, row, KIND, by, signature, why=told.why, **columns)
        journal.record(Kind.KNEW_ASKED, tip.office, tip=tip.id, by=by.id)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let it come to nothing, by any reader who has graded, before somebody from outside has said anything. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        row = meant(signed_of(tip), asked)
        if row.outsider or not may_see(row, by):
            raise NothingAsked  # whoever has not graded learns nothing of it
        row.delete()
        journal.record(Kind.KNEW_TAKEN_BACK, tip.office, tip=tip.id, by=by)


def judge(asked: str, by: Staff, statement: bytes, signature: bytes) -> None:
    """Sign it from outside: with that it is found, and the tip is not confirmed. Or refuse, and then it is over for this tip, for good.

    The same again changes nothing. NothingAsked, NotOutside, NotSigned, FirstHasLeft, TipDestroyed, StalePage, NotYetHeard, OtherWords, NotGraded, SameInviter, NotOnSheet, SheetOutdated, WaitsForSecond.
    """
    with transaction.atomic():
        row = only(KnowinglyFalse.objects.select_related("tip").filter(pk=asked))
        if row is None:
            raise NothingAsked
        tip = held(row.tip)
        row = KnowinglyFalse.objects.get(pk=asked)
        if (row.outsider, bytes(row.outside)) == (by.id, statement):
            return
        if row.outsider or not row.second or not is_of_this_round(row, tip):
            raise NothingAsked
        said = _said(tip, row, statement)
        _must_be_outside(tip, row, by, statement, signature)
        if not said.reason:
            _must_still_be_so(tip, row)
        row.outsider, row.outside, row.outside_signature = by.id, statement, signature
        row.reason = said.reason
        row.save(update_fields=["outsider", "outside", "outside_signature", "reason"])
        _tell(tip, row, by)


def _tell(tip: Tip, row: KnowinglyFalse, by: Staff) -> None:
    """Whoever is reported on is told what *not confirmed* tells, and no more."""
    kind = Kind.KNEW_REFUSED if row.reason else Kind.KNOWINGLY_FALSE
    journal.record(kind, tip.office, tip=tip.id, by=by.id)
    post(tip, Notice.Template.KNEW_OVER if row.reason else Notice.Template.KNEW_FOUND, today())
    if not row.reason:
        count(kind, tip)
        move(tip.pk, State.NOT_CONFIRMED, seen=State.SECOND_REVIEW, by=row.second, first=row.first)


def _read(tip: Tip, raw: bytes, *signers: str) -> tuple[Statement, TipsterAsked]:
    """What is signed, where it holds of this tip today; and the hearing that it names."""
    try:
        told = Statement.from_json(raw)
    except NotSoSaid:
        raise NotSigned from None
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        raise NotSigned
    if tip.state != State.SECOND_REVIEW:
        raise StalePage
    asked = asked_of(tip)
    if asked is None or not is_heard(asked):
        raise NotYetHeard
    must_be_graded(tip, told.claims, told.grades, signers)
    if told.letter != hash_of_letter(asked):
        raise NotSigned
    if told.answers != hash_of_answers_to(asked):
        raise OtherWords
    if told.sheet not in hashes(tip, Conversation.Party.REVIEWERS):
        raise NotSigned
    return told, asked


def _said(tip: Tip, row: KnowinglyFalse, raw: bytes) -> Outsider:
    """Over these very bytes and both signatures, today."""
    try:
        said = Outsider.from_json(raw)
    except NotSoSaid:
        raise NotSigned from None
    here = (
        hashlib.sha256(bytes(row.statement)).digest(),
        bytes(row.first_signature),
        bytes(row.second_signature),
    )
    if (said.asked, said.first, said.second) != here or (said.line, said.day) != (
        bytes(tip.office.line),
        today(),
    ):
        raise NotSigned
    return said


def _must_be_outside(tip: Tip, row: KnowinglyFalse, by: Staff, statement: bytes, signature: bytes) -> None:
    """By the key sheet of today, and one of those to whom the paper was sealed."""
    key = key_on_sheet(by, tip)
    if key is None:
        raise NotOutside
    if (
        by.id in (row.first, row.second)
        or not is_for(row, by)
        or not is_outside(tip, by.id, row.first, row.second)
    ):
        raise NotOutside
    if not verify(bytes(key.verifying_key), OUTSIDE, statement, signature):
        raise NotSigned


def _must_still_be_so(tip: Tip, row: KnowinglyFalse) -> None:
    """Both signatures, the grades and the tipster's words: nothing has come since."""
    both_must_still_hold(tip, row, KIND)
    must_be_let_in_by_two(row.first, row.second)
    _read(tip, bytes(row.statement), row.first, row.second)
