"""Saying that Lin knew that something was untrue, as the readers' browsers and Mr Bo's do it: each part may be another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from builders import Told, answered, keys_of
from clock import Clock
from grading import CHAINED, a_letter, both_grade, in_second_review, sheet_of
from guarding import bo_guards_names, signer
from made_up_office import FOLDER
from reviewer import Reviewer

from fairwitness.crypto.findings import Claim, hash_of_grades
from fairwitness.crypto.knowingly_false import KIND, OUTSIDE, Outsider, Paper, seal_paper
from fairwitness.crypto.knowingly_false import KnowinglyFalse as Statement
from fairwitness.decisions.actions import know
from fairwitness.decisions.knowing import asked_of, hash_of_answers_to, hash_of_letter, outsiders
from fairwitness.decisions.models import Grade as Row
from fairwitness.decisions.models import KnowinglyFalse
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review.forms import note_in
from fairwitness.sealed.actions.opened import look_again
from fairwitness.sealed.actions.signed_by_two import First
from fairwitness.sealed.models import Mailbox

TIME = 15  # days after which the fourteen are over


def asked_about_it() -> Told:
    """Two have graded what Lin told, and a reader has written to her what is held against her; Mr Bo guards names."""
    bo_guards_names()
    tip = in_second_review()
    both_grade(tip, Reviewer("amara"), Reviewer("noor"))
    asks_lin(tip)
    return tip


def asks_lin(tip: Told, by: str = "amara") -> None:
    """A letter of the readers', and the word to the mailbox that it is this one."""
    answered(tip.conversation, "You wrote on Monday that the door was open.")
    letter = tip.conversation.letters.order_by("position").last()
    assert letter is not None
    know.ask_tipster(tip.tip, Staff.objects.get(sign_in_name=by), letter.id)


def reads_it(tip: Told) -> None:
    """Lin comes back, and is shown all that there is; readers learn it when the line looks next."""
    Mailbox.objects.filter(conversation=tip.conversation).update(seen=tip.conversation.letters.count())


def heard(clock: Clock) -> Told:
    """She has read it, has answered nothing, and her time is over."""
    tip = asked_about_it()
    reads_it(tip)
    clock.passes(days=TIME)
    look_again()
    return tip


@dataclass(frozen=True)
class Knows:
    """What is signed of one tip; parts of it may be other ones."""

    tip: Told
    by: str = "amara"
    claims: Sequence[Claim] = (Claim(CHAINED, 1),)
    statement: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def paper(self) -> Paper:
        """What Mr Bo is to judge by."""
        words = ("The exit was chained.", "The door book shows it open.", "Lin signed the book.", "Nothing.")
        return Paper(FOLDER.line(), self.tip.tip.id, *words, bytes(16))

    @cached_property
    def note(self) -> Any:
        """The paper, sealed among the readers."""
        return note_in({"tip": self.tip.tip.id, **a_letter(self.by, self.tip, text="The book.")})

    @cached_property
    def json(self) -> bytes:
        """What both sign."""
        asked = asked_of(self.tip.tip)
        rows = Row.objects.filter(tip=self.tip.tip, allegation__in=[one.id for one in self.claims])
        whole = Statement(
            FOLDER.line(),
            self.tip.tip.id,
            tuple(self.claims),
            hash_of_grades(sha256(bytes(one.sealed)).digest() for one in rows),
            sheet_of(self.tip),
            (asked and hash_of_letter(asked)) or bytes(32),
            hash_of_answers_to(asked) if asked else bytes(32),
            self.paper.hash,
            sha256(self.note.sealed).digest(),
            today(),
        )
        return replace(whole, **self.statement).to_json()

    def proposes(self, signed_by: str = "") -> KnowinglyFalse:
        """The first signature."""
        signature = keys_of(signed_by or self.by).signing.sign(KIND, self.json)
        know.propose(self.tip.tip, First(signer(self.by), self.note, self.json, signature))
        return self.row

    def agrees(self, name: str = "noor", signed_by: str = "", **other: Any) -> KnowinglyFalse:
        """The second, with the paper for whoever judges it from outside."""
        signature = keys_of(signed_by or name).signing.sign(KIND, bytes(self.row.statement))
        to = [one.recipient for one in outsiders(self.tip.tip, self.row.first, signer(name).id)]
        sent = {
            "paper": seal_paper(self.paper, signature, to or [keys_of("bo").identity.recipient]),
            "papers_for": [one.holder for one in to],
            **other,
        }
        know.agree(self.tip.tip, self.row.id, signer(name), signature, **sent)
        return self.row

    def by_two(self) -> KnowinglyFalse:
        """Both."""
        self.proposes()
        return self.agrees()

    def judges(self, reason: str = "", name: str = "bo", signed_by: str = "", **other: Any) -> KnowinglyFalse:
        """Mr Bo signs over both, or refuses."""
        row = self.row
        signatures = (bytes(row.first_signature), bytes(row.second_signature).ljust(64, b"\0"))
        whole = Outsider(FOLDER.line(), sha256(bytes(row.statement)).digest(), *signatures, today(), reason)
        said = replace(whole, **other).to_json()
        signature = keys_of(signed_by or name).signing.sign(OUTSIDE, said)
        know.judge(row.id, Staff.objects.get(sign_in_name=name), said, signature)
        return self.row

    @property
    def row(self) -> KnowinglyFalse:
        """As it stands in the database."""
        return KnowinglyFalse.objects.get(tip=self.tip.tip)
