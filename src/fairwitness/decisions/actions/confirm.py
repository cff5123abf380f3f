"""Confirming: one reader who has graded signs, a second who has graded signs the same bytes, and with that the tip is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db import transaction

from fairwitness.crypto.findings import KIND, Claim, FindingError, hash_of_grades
from fairwitness.crypto.findings import Finding as Statement
from fairwitness.decisions import heard
from fairwitness.decisions.models import Finding
from fairwitness.decisions.reading import asked_for, claims_of, has_graded, of_claims
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.models import StaffKey
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    NothingAsked,
    NotSigned,
    SignedElsewhere,
    Signer,
    first_must_still_hold,
    hashes,
    held,
    must_be_signed,
)
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State


class NotHeard(Exception):
    """The other side was not heard, and its time is not over."""


class NotGraded(Exception):
    """Whoever signs has not graded all of it, or nobody else has, or a grade has come since."""


class SameInviter(Exception):
    """Both of the two were let in by the same person, who could be both of them."""


def propose(tip: Tip, by: Signer, note: Note, statement: bytes, signature: bytes) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage, AskedBefore, NotSigned, NotHeard, NotGraded, RecordedIt, and all that `write` may say.
    """
    with transaction.atomic():
        found = held(tip)
        if is_there(found, note):
            if Finding.objects.filter(tip=found, first=by.id, statement=statement).exists():
                return
            raise StalePage
        must_not_have_recorded(found, by.id)
        told = _read(found, statement, by.id)
        if asked_for(found) is not None:
            raise AskedBefore
        if told.why != hashlib.sha256(note.sealed).digest():
            raise NotSigned
        must_be_signed(found, by, KIND, statement, signature)
        write(found, by.holder, note)
        Finding.objects.create(
            office=found.office,
            tip=found,
            verdict=told.verdict,
            round=found.since,
            statement=statement,
            first=by.id,
            first_signature=signature,
        )
        journal.record(Kind.FINDING_ASKED, found.office, tip=found.id, by=by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: with that the tip is confirmed.

    The same again changes nothing. NothingAsked, SignedElsewhere, Alone, SameInviter, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotHeard, NotGraded, NotSigned, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        found = held(tip)
        finding = only(Finding.objects.filter(pk=asked, tip=found))
        if finding is None:
            raise NothingAsked
        if finding.second:
            _must_be_theirs(found, finding, by, signature)
            return
        _must_be_two(finding, by)
        must_not_have_recorded(found, by.id)
        statement = bytes(finding.statement)
        told = _read(found, statement, finding.first, by.id)
        if told.why not in hashes(found, Conversation.Party.REVIEWERS):
            raise NotSigned
        first_must_still_hold(found, finding, KIND)
        must_be_signed(found, by, KIND, statement, signature)
        finding.second, finding.second_signature = by.id, signature
        finding.save(update_fields=["second", "second_signature"])
        move(found.pk, State.CONFIRMED, seen=State.SECOND_REVIEW, by=by.id, first=finding.first)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or another who has graded. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        found = held(tip)
        finding = asked_for(found)
        if finding is None or finding.pk != asked:
            raise NothingAsked
        if not has_graded(by, found, claims_of(finding)):
            raise NothingAsked  # whoever has not graded learns nothing of it
        finding.delete()
        journal.record(Kind.FINDING_TAKEN_BACK, found.office, tip=found.id, by=by)


def _read(tip: Tip, raw: bytes, *signers: str) -> Statement:
    """What is signed, where it holds of this tip today."""
    try:
        told = Statement.from_json(raw)
    except FindingError:
        raise NotSigned from None
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        raise NotSigned
    if tip.state != State.SECOND_REVIEW:
        raise StalePage
    if heard.why_not_yet(tip) is not None:
        raise NotHeard
    _must_be_graded(tip, told, signers)
    if told.sheet not in hashes(tip, Conversation.Party.REVIEWERS):
        raise NotSigned
    return told


def _must_be_graded(tip: Tip, told: Statement, signers: Collection[str]) -> None:
    """By each who signs and by two at least, each claim; and these are all the grades that there are of them."""
    grades = of_claims(tip, told.claims)
    if not all(_by_two(one, [(g.allegation, g.version) for g in grades]) for one in told.claims):
        raise NotGraded
    if not all(has_graded(one, tip, told.claims) for one in signers):
        raise NotGraded
    if hash_of_grades(hashlib.sha256(bytes(one.sealed)).digest() for one in grades) != told.grades:
        raise NotGraded


def _by_two(claim: Claim, graded: list[tuple[str, int]]) -> bool:
    return graded.count((claim.id, claim.version)) > 1  # each by somebody else: the table holds one a reader


def _must_be_two(finding: Finding, by: Signer) -> None:
    if finding.first == by.id:
        raise Alone
    inviters = [
        StaffKey.objects.filter(staff=one).values_list("invited_by", flat=True).first()
        for one in (finding.first, by.id)
    ]
    if inviters[0] and inviters[0] == inviters[1]:
        raise SameInviter


def _must_be_theirs(tip: Tip, finding: Finding, by: Signer, signature: bytes) -> None:
    """The same signature again; SignedElsewhere where a second name stands there that confirmed nothing."""
    if tip.state == State.SECOND_REVIEW:
        raise SignedElsewhere
    if (finding.second, bytes(finding.second_signature)) != (by.id, signature):
        raise NothingAsked
