from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from builders import told
from clock import Clock
from people import recipient_of
from reviewer import Reviewer

from fairwitness.notifications.actions import tell_what_waits
from fairwitness.notifications.models import Hook
from fairwitness.sealed.models import Exclusion, Grant

pytestmark = pytest.mark.usefixtures("office")


@dataclass
class Program:
    """What it was sent, and what it answers."""

    says: int = 204
    bodies: list[bytes] = field(default_factory=list)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A program on this machine that the line is told of."""
    kept = Program()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(kept.says)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("FAIRWITNESS_WEBHOOK", f"http://127.0.0.1:{server.server_port}/hook")
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def half_days(clock: Clock, number: int) -> None:
    """The worker, at some moments of each."""
    for _ in range(number * 4):
        clock.passes(hours=3)
        tell_what_waits()


def test_it_hears_that_something_changed_and_nothing_else(program: Program, clock: Clock) -> None:
    tell_what_waits()
    told("CANARY")

    half_days(clock, 4)

    assert [json.loads(body) for body in program.bodies] == [{"text": "Something changed."}]


def test_it_hears_nothing_while_nothing_changes(program: Program, clock: Clock) -> None:
    told()
    tell_what_waits()

    half_days(clock, 4)

    assert program.bodies == []


def test_it_hears_nothing_of_a_tip_that_leaves_somebody_out(program: Program, clock: Clock) -> None:
    tell_what_waits()

    tip = told().tip
    Grant.objects.filter(conversation__tip=tip, holder=recipient_of("noor").holder).delete()
    Exclusion.objects.create(office=tip.office, tip=tip, holder=recipient_of("noor").holder)
    half_days(clock, 4)

    assert program.bodies == []


def test_it_hears_of_a_new_tip_at_a_fixed_hour_alone(program: Program, clock: Clock) -> None:
    tell_what_waits()
    told()

    clock.passes(minutes=130)
    tell_what_waits()

    assert program.bodies == []


@pytest.mark.parametrize("says", [500, 302, 404])
def test_a_refusal_is_tried_again_and_shown(program: Program, clock: Clock, says: int) -> None:
    tell_what_waits()
    told()
    program.says = says

    half_days(clock, 2)

    assert len(program.bodies) > 1
    assert Hook.objects.get().problem == "unreachable"
    assert "It has not been reached since" in Reviewer("amara").page("notifications/").text
