"""The protocol of drafts and commits, driven by whoever sends whatever in whatever order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import rows
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from intake.sealing_browser import SealingBrowser

from fairwitness.sealed.models import Conversation, Draft, Grant, Letter, Mailbox, Tip

PEOPLE = some.integers(min_value=0, max_value=2)


class Senders(RuleBasedStateMachine):
    """Three browsers, what of theirs is kept and sent, and every body that was taken up."""

    people: list[SealingBrowser]

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.kept: set[int] = set()
        self.sent: dict[int, tuple[bytes, Any]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @rule(who=PEOPLE)
    def keeps(self, who: int) -> None:
        answer = self.people[who].keeps(self.people[who].draft())
        if who in self.sent:
            assert (answer.status_code, answer.json()["why"]) == (409, "sent")
        else:
            assert answer.status_code == 200
            self.kept.add(who)

    @rule(who=PEOPLE)
    def commits(self, who: int) -> None:
        body = self.people[who].commit().to_json()
        answer = self.people[who].posts("commit", body)
        if who in self.sent:
            assert (answer.status_code, answer.json()["why"]) == (409, "sent")
        else:
            assert answer.status_code == 200
            self.kept.discard(who)
            self.sent[who] = (body, answer.json())

    @rule(who=PEOPLE)
    def repeats(self, who: int) -> None:
        if who in self.sent:
            body, first = self.sent[who]
            answer = self.people[who].posts("commit", body)
            assert (answer.status_code, answer.json()) == (200, first)

    @rule(who=PEOPLE, other=PEOPLE)
    def sends_another_body_under_an_id(self, who: int, other: int) -> None:
        if who in self.sent:
            used = SealingBrowser.commit_id(self.sent[who][0])
            answer = self.people[other].sends(self.people[other].commit(commit=used))
            assert (answer.status_code, answer.json()["why"]) == (409, "conflict")

    @rule(who=PEOPLE, other=PEOPLE)
    def clashes(self, who: int, other: int) -> None:
        """Another's first row, whatever lies there."""
        if who != other and (who in self.kept or who in self.sent):
            code = replace(self.people[other].shown, locator=self.people[who].shown.locator)
            answer = self.people[other].sends(self.people[other].commit(code=code))
            assert (answer.status_code, answer.json()["why"]) == (409, "taken")

    @rule(
        who=PEOPLE,
        place=some.sampled_from(["draft", "commit"]),
        at=some.floats(0, 1),
        bit=some.integers(0, 7),
    )
    def sends_a_damaged_body(self, who: int, place: str, at: float, bit: int) -> None:
        """One bit is another one: refused, or it was a bit that nobody but a reader's key can judge."""
        lin = self.people[who]
        body = bytearray((lin.draft() if place == "draft" else lin.commit()).to_json())
        body[min(int(at * len(body)), len(body) - 1)] ^= 1 << bit
        with transaction.atomic():
            before = rows()
            answer = lin.posts(place, bytes(body))
            assert answer.status_code == 200 or 400 <= answer.status_code < 500
            assert answer.status_code == 200 or rows() == before
            transaction.set_rollback(True)

    @invariant()
    def nothing_is_half_made(self) -> None:
        tips = len(self.sent)
        assert (Tip.objects.count(), Conversation.objects.count(), Letter.objects.count()) == (tips,) * 3
        assert Draft.objects.count() == len(self.kept)
        assert Mailbox.objects.count() == tips + len(self.kept)
        assert Grant.objects.count() == 3 * tips


@pytest.mark.usefixtures("office")
def test_whatever_browsers_send_in_whatever_order_nothing_is_half_made() -> None:
    Senders.people = [SealingBrowser() for _ in range(3)]
    run_state_machine_as_test(Senders, settings=settings(max_examples=25, stateful_step_count=15))
