"""Confirming: one reader who has graded signs, a second who has graded signs the same bytes, and with that the tip is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db import transaction

from fairwitness.crypto.findings import KIND, YES, Claim, FindingError, hash_of_grades
from fairwitness.crypto.findings import Finding as Statement
from fairwitness.decisions import heard
from fairwitness.decisions.actions.tell_it_is_over import tell_it_is_over
from fairwitness.decisions.knowing import name_and_inviter, waiting
from fairwitness.decisions.reading import (
    asked_for,
    claims_of,
    has_graded,
    is_graded_by_all_who_began,
    of_claims,
)
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.rows import only
from fairwitness.sealed.actions.move import StalePage, move
from fairwitness.sealed.actions.signed_by_two import (
    AskedBefore,
    First,
    NothingAsked,
    NotSigned,
    Signer,
    hashes,
    held,
    is_kept,
    is_signed,
    meant,
    must_be_second,
    sign_first,
    sign_second,
)
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.states import State


class NotHeard(Exception):
    """The other side was not heard, and its time is not over."""


class OtherAnswers(Exception):
    """An answer of the other side has come, or somebody was asked, since what is signed was weighed."""


class NotGraded(Exception):
    """Whoever signs has not graded all of it, or nobody else has, or a grade has come since."""


class SameInviter(Exception):
    """Both of the two were let in by the same person, or one by the other: it could be one person."""


def propose(tip: Tip, first: First) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither. The tip stays where it is.

    The same again changes nothing. TipDestroyed, StalePage, AskedBefore, NotSigned, NotHeard, NotGraded, OtherAnswers, RecordedIt, and all that `sign_first` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_kept(tip, tip.findings, first):
            return
        told = _read(tip, first.statement, first.by.id)
        if asked_for(tip) is not None or waiting(tip) is not None:
            raise AskedBefore
        sign_first(tip, tip.findings, KIND, first, why=told.why, verdict=told.verdict, round=tip.since)
        journal.record(Kind.FINDING_ASKED, tip.office, tip=tip.id, by=first.by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: with that the tip is confirmed.

    The same again changes nothing. NothingAsked, SignedElsewhere, Alone, SameInviter, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotHeard, NotGraded, OtherAnswers, NotSigned, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        finding = meant(only(tip.findings.filter(pk=asked)), asked)
        if is_signed(finding, by, signature, is_done=tip.state != State.SECOND_REVIEW):
            return
        must_be_second(tip, finding, by)
        must_be_let_in_by_two(finding.first, by.id)
        told = _read(tip, bytes(finding.statement), finding.first, by.id)
        sign_second(tip, finding, KIND, by, signature, why=told.why)
        tell_it_is_over(tip)
        about = [one.id for one in told.asked if one.about == YES]
        move(tip.pk, State.CONFIRMED, seen=State.SECOND_REVIEW, by=by.id, first=finding.first, about=about)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let what one reader has signed come to nothing, by that reader or another who has graded. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        finding = meant(asked_for(tip), asked)
        if not has_graded(by, tip, claims_of(finding)):
            raise NothingAsked  # whoever has not graded learns nothing of it
        finding.delete()
        journal.record(Kind.FINDING_TAKEN_BACK, tip.office, tip=tip.id, by=by)


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
    must_be_graded(tip, told.claims, told.grades, signers)
    if told.answers != heard.hash_of_evidence(tip) or {one.id for one in told.asked} != {
        one.conversation_id for one in heard.asked(tip)
    }:
        raise OtherAnswers
    if told.sheet not in hashes(tip, Conversation.Party.REVIEWERS):
        raise NotSigned
    return told


def must_be_graded(tip: Tip, claims: Collection[Claim], named: bytes, signers: Collection[str]) -> None:
    """By each who signs, by two at least and by whoever has graded another wording of it, each claim; and `named` is the hash over all the grades that there are of them. NotGraded."""
    grades = of_claims(tip, claims)
    if not all(_by_two(one, [(g.allegation, g.version) for g in grades]) for one in claims):
        raise NotGraded
    if not all(has_graded(one, tip, claims) for one in signers):
        raise NotGraded
    if not all(is_graded_by_all_who_began(tip, one) for one in claims):
        raise NotGraded
    if hash_of_grades(hashlib.sha256(bytes(one.sealed)).digest() for one in grades) != named:
        raise NotGraded


def _by_two(claim: Claim, graded: list[tuple[str, int]]) -> bool:
    return graded.count((claim.id, claim.version)) > 1  # each by somebody else: the table holds one a reader


def must_be_let_in_by_two(first: str, second: str) -> None:
    """Nobody has invited both, and neither the other. SameInviter."""
    (one, let_in_first), (other, let_in_second) = (name_and_inviter(staff) for staff in (first, second))
    if (let_in_first and let_in_first == let_in_second) or let_in_first == other or let_in_second == one:
        raise SameInviter
