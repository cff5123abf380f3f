"""A mail server, and somebody who wants mail."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller
from clock import Clock
from inbox import Inbox

from fairwitness.notifications.actions import Choice, choose
from fairwitness.notifications.models import Subscription
from fairwitness.office.models import Staff

How = Subscription.How


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """A real mail server on this machine, which the line is told of."""
    kept = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        kept.port = probe.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=kept.port)
    server.start()
    monkeypatch.setenv("FAIRWITNESS_MAIL", f"smtp://127.0.0.1:{kept.port}?from=line@example.org")
    yield kept
    server.stop()


@pytest.fixture
def wants_mail(clock: Clock) -> Callable[..., Subscription]:
    """Somebody who has chosen to be told."""
    del clock

    def wants(name: str = "amara", how: How = How.FIXED, language: str = "en", key: str = "") -> Subscription:
        return choose(Staff.objects.get(sign_in_name=name), Choice(how, f"{name}@example.org", key, language))

    return wants
