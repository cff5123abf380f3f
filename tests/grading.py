"""Grading and confirming, as the readers' browsers do it: each part may be another one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from builders import Told, conversation_key, keys_of
from hearing import staff
from made_up_office import FOLDER
from marking import Marking
from referring import a_tip_in
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.findings import Asked, Claim, hash_of_grades
from fairwitness.crypto.findings import Finding as Statement
from fairwitness.crypto.grades import Grade, Marked, open_grade, seal_grade
from fairwitness.crypto.letters import Answer, Letter, seal_letter
from fairwitness.decisions.heard import asked, evidence, hash_of_evidence
from fairwitness.decisions.models import Finding
from fairwitness.decisions.models import Grade as Row
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.sealed.actions.among_readers import among_readers
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_hearing import LeftOut
from fairwitness.sealed.states import State

SIGNATURE = b"s" * 64  # whose it is, browsers ask
CHAINED = b64(b"chained-at-night")  # the id of something alleged
SAID = bytes(32)


@contextmanager
def hearing_left_out(tip: Told) -> Iterator[None]:
    """Two readers leave out hearing the other side, until a day; afterwards it is as if they had not."""
    first, second = staff("amara").id, staff("noor").id
    row = LeftOut.objects.create(
        office=tip.tip.office,
        tip=tip.tip,
        statement=b"{}",
        ground="danger",
        until=today() + timedelta(days=30),
        first=first,
        first_signature=SIGNATURE,
    )
    LeftOut.objects.filter(pk=row.pk).update(second=second, second_signature=SIGNATURE)
    yield
    with unguarded(HEARD):
        LeftOut.objects.filter(pk=row.pk).delete()


def in_second_review(**how: Any) -> Told:
    """Lin has told something, the readers have split it into claims, and two of them are to grade these."""
    sent = a_tip_in(State.SECOND_REVIEW, **how)
    assert writes(Reviewer("amara"), sent, Marking(sent, keys_of("amara")).request()).status_code == 200
    return sent


def writes(reader: Reviewer, tip: Told, request: dict[str, Any]) -> Any:
    """A letter to the other readers."""
    body = json.dumps({"tip": tip.tip.id, **request}, separators=(",", ":")).encode()
    return reader.posts(f"tips/{tip.tip.id}/note/", signed(reader, body))


def signed(reader: Reviewer, body: bytes) -> bytes:
    """A line end, and the signature of who sends it."""
    return body + b"\n" + b64(keys_of(reader.name).signing.sign("note", body)).encode()


def among(tip: Told) -> Conversation:
    """What readers write to one another."""
    found = among_readers(tip.tip)
    assert found is not None
    return found


def a_letter(by: str, tip: Told, *answers: Answer, text: str = "") -> dict[str, Any]:
    """One more of them, as their browser seals it."""
    conversation = among(tip)
    key = conversation_key(by, conversation)
    latest = conversation.letters.order_by("position").last()
    assert latest is not None
    letter = Letter(
        conversation=conversation.id,
        n=0,
        author=keys_of(by).signing.verifying_key,
        seq=conversation.letters.count(),
        seen=hashlib.sha256(bytes(latest.sealed)).digest(),
        tier="browser",
        day=today(),
        text=text,
        answers=answers,
    )
    sealed = seal_letter(letter, keys_of(by).signing, key.recipient)
    return {
        "conversation": conversation.id,
        "grants": [],
        "id": random_id(),
        "number": 0,
        "sealed": b64(sealed),
    }


@dataclass(frozen=True)
class Grading:
    """What one reader's browser seals of one claim."""

    tip: Told
    by: str = "amara"
    credibility: int = 2
    allegation: str = CHAINED
    version: int = 1
    said: bytes = SAID
    reasons: str = "The photo shows the chain."
    marked: Sequence[str] = ()  # other letters than there are
    signed_by: str = ""  # somebody else's key

    def with_(self, **other: Any) -> Grading:
        """The same with something else in it."""
        return replace(self, **other)

    def marks(self) -> tuple[Marked, ...]:
        """Every answer of the other side that there is."""
        letters = self.marked or [one.id for one in evidence(self.tip.tip)]
        return tuple(Marked(one, "neither") for one in sorted(letters))

    def request(self, **other: Any) -> dict[str, Any]:
        """What is sent; a part of it may be another one."""
        grade = Grade(
            FOLDER.line(),
            self.tip.tip.id,
            self.allegation,
            self.version,
            self.said,
            keys_of(self.by).signing.verifying_key,
            today(),
            self.credibility,
            "direct",
            self.marks(),
            self.reasons,
        )
        key = conversation_key(self.by, among(self.tip))
        sealed = seal_grade(grade, keys_of(self.signed_by or self.by).signing, key.recipient)
        told = {
            "tip": self.tip.tip.id,
            "allegation": self.allegation,
            "version": self.version,
            "number": 0,
            "sealed": b64(sealed),
        }
        return {**told, **other}


def grades(reader: Reviewer, tip: Told, request: dict[str, Any] | None = None, **how: Any) -> Any:
    """Send a grade, signed by who sends it."""
    sent = request or Grading(tip, reader.name, **how).request()
    body = json.dumps(sent, separators=(",", ":")).encode()
    return reader.posts(f"tips/{tip.tip.id}/decision/grade/", signed(reader, body))


def handed_out(reader: Reviewer, tip: Told) -> list[Grade]:
    """The grades that the line gives them, opened."""
    told = json.loads(reader.gets(f"tips/{tip.tip.id}/decision/grades/").content)["grades"]
    key = conversation_key(reader.name, among(tip))
    return [open_grade(unb64(one["sealed"]), key) for one in told]


@dataclass(frozen=True)
class Finds:
    """What a reader's browser signs who has graded."""

    tip: Told
    by: str = "amara"
    claims: Sequence[Claim] = (Claim(CHAINED, 1),)
    signed_by: str = ""
    about: str = "yes"  # everybody who was asked
    statement: dict[str, Any] = field(default_factory=dict)  # parts of it that are other ones

    def request(self, **other: Any) -> dict[str, Any]:
        """The reason, sealed to the readers, and the signature over what both sign."""
        sent = a_letter(self.by, self.tip, text="The photo and the key book agree.")
        raw = self.json(hashlib.sha256(unb64(sent["sealed"])).digest())
        signature = keys_of(self.signed_by or self.by).signing.sign("finding", raw)
        return {**sent, "statement": b64(raw), "signature": b64(signature), **other}

    def json(self, why: bytes) -> bytes:
        """What both sign."""
        rows = Row.objects.filter(tip=self.tip.tip, allegation__in=[one.id for one in self.claims])
        statement = Statement(
            FOLDER.line(),
            self.tip.tip.id,
            "confirmed",
            tuple(self.claims),
            hash_of_grades(hashlib.sha256(bytes(one.sealed)).digest() for one in rows),
            sheet_of(self.tip),
            hash_of_evidence(self.tip.tip),
            tuple(
                Asked(one, self.about) for one in sorted(row.conversation_id for row in asked(self.tip.tip))
            ),
            why,
        )
        return replace(statement, **self.statement).to_json()


def sheet_of(tip: Told) -> bytes:
    """The hash of the letter that stands first among the readers: what it says, only browsers read."""
    return hashlib.sha256(bytes(among(tip).letters.get(position=0).sealed)).digest()


def asks(reader: Reviewer, tip: Told, request: dict[str, Any] | None = None) -> Any:
    """Sign first."""
    sent = {"tip": tip.tip.id, **(request or Finds(tip, reader.name).request())}
    body = json.dumps(sent, separators=(",", ":")).encode()
    return reader.posts(f"tips/{tip.tip.id}/decision/ask/", signed(reader, body))


def agrees(reader: Reviewer, tip: Told, **other: Any) -> Any:
    """Sign the same bytes."""
    asked = Finding.objects.get(tip=tip.tip)
    signature = keys_of(reader.name).signing.sign("finding", bytes(asked.statement))
    sent = {"asked": asked.id, "signature": b64(signature), **other}
    return reader.posts(
        f"tips/{tip.tip.id}/decision/agree/", json.dumps(sent, separators=(",", ":")).encode()
    )


def both_grade(tip: Told, amara: Reviewer, noor: Reviewer) -> None:
    """Each for themselves."""
    for one in (amara, noor):
        assert grades(one, tip).status_code == 200


def state_of(tip: Told) -> str:
    """As it stands in the database."""
    return Tip.objects.get(pk=tip.tip.pk).state
