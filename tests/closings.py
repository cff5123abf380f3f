"""Tips that readers have taken in hand, closed or locked, and a lot that falls as a test says."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from builders import Told, told
from reviewer import DESK, Reviewer

from fairwitness.office.models import Staff
from fairwitness.review import closing
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State


def staff(name: str) -> Staff:
    """Somebody of the office."""
    return Staff.objects.get(sign_in_name=name)


def in_hand(text: str = "The exit is chained.", by: str = "amara", **how: Any) -> Told:
    """Lin has told something, and a reader checks whether the line is there for it."""
    tip = told(text, **how)
    closing.take_in_hand(tip.tip.id, seen=State.RECEIVED, by=staff(by))
    return tip


def closed(outcome: State = State.OUT_OF_SCOPE, by: str = "amara", **how: Any) -> Told:
    """And has closed it."""
    tip = in_hand(by=by, **how)
    closing.close(tip.tip.id, outcome, seen=State.SCOPE_CHECK, by=staff(by))
    return tip


def locked(by: str = "amara", **how: Any) -> Told:
    """Or has locked it."""
    tip = in_hand(by=by, **how)
    closing.lock(tip.tip.id, seen=State.SCOPE_CHECK, by=staff(by))
    return tip


def now(tip: Told) -> Tip:
    """As it stands in the database."""
    return Tip.objects.get(pk=tip.tip.pk)


def the_lot(monkeypatch: pytest.MonkeyPatch, *, falls: bool) -> None:
    """On every closing, or on none."""
    monkeypatch.setattr(secrets, "randbelow", lambda _: 0 if falls else 1)


def ticks(reviewer: Reviewer, do: str, *tips: Told, seen: State = State.SCOPE_CHECK, **more: str) -> Any:
    """Tick these on a page that showed them in that state, and press the button."""
    boxes = [f"{one.tip.id} {seen.value}" for one in tips]
    return presses(reviewer, "chosen/", {"tip": boxes, "do": do, **more})


def presses(reviewer: Reviewer, path: str, told_of: Any = None) -> Any:
    """A form of the desk."""
    headers = {"X-CSRFToken": reviewer.token, "Accept": "text/html"}
    return reviewer.client.post(DESK + path, told_of or {}, headers=headers)
