"""The desk's queue with 100 000 tips: what its first and its last page ask of the database, view by view.

    python bench/desk.py [--tips 100000]

Founds an office, fills its database with rows as a line leaves them, and asks for pages as a reader's browser does, without a server between. Writes
bench/results/desk.json: for each view the questions of a page, how many steps SQLite's machine takes for them (in thousands: it counts the rows that are
looked at, on any computer), the last page's against the first's, and the milliseconds that a processor of this machine works for a page.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fairwitness.cli.running import make_ready, set_up
from fairwitness.office.founding import add_staff, found, sign_sheet

RESULTS = Path(__file__).resolve().parent / "results" / "desk.json"
ROUNDS = 5
READERS = ("amara", "noor")
CHUNK = 5_000
# How many in a hundred stand where, of those that are open; and how many of all are closed.
STANDS = (
    ("received", 10),
    ("acknowledged", 10),
    ("scope-check", 20),
    ("triage", 20),
    ("fact-finding", 30),
    ("second-review", 5),
    ("not-confirmed", 5),
)
CLOSED = 2  # of three
FREE = 98  # of a hundred


def main() -> int:
    """Fill, ask, write."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    reading.add_argument("--tips", type=int, default=100_000)
    chosen = reading.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found(Path(place) / "office")
        folder = set_up(Path(place) / "office")
        for name in READERS:
            add_staff(folder, name, "public", shown_name=name.title(), role="board")
        sign_sheet(folder, "public")
        if problems := make_ready(folder):
            print("\n".join(problems))
            return 1
        fill(chosen.tips)
        results = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "tips": chosen.tips,
            "closed": sum(is_closed(number) for number in range(chosen.tips)),
            "pages": [pages(name, query) for name, query in asked()],
        }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))
    return 0


def is_closed(number: int) -> bool:
    """Two of three."""
    return number % 3 < CLOSED


def fill(count: int) -> None:
    """Tips of two years, granted to both readers; some of those that are open are in somebody's hand."""
    from fairwitness.office.models import Channel, Staff, StaffKey  # noqa: PLC0415 - Django is set up by now
    from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS  # noqa: PLC0415 - the same

    connection = of_django()
    channel = Channel.objects.select_related("office").get(slug="public")
    readers = list(Staff.objects.order_by("sign_in_name"))
    holders = [bytes(one) for one in StaffKey.objects.values_list("holder", flat=True)]
    guards = (GUARDS, PROMISES, REFERRALS)
    for one in guards:  # a tip begins at the beginning; these stand where they stand
        one.take_away(connection)
    for start in range(0, count, CHUNK):
        put(range(start, min(start + CHUNK, count)), channel, readers, holders)
    for one in guards:
        one.set_up(connection)


def put(numbers: range, channel: Any, readers: list[Any], holders: list[bytes]) -> None:
    """Rows of some tips, as small as a line's are in number and not in bytes."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from fairwitness.sealed.models import Conversation, Grant, InHand, Letter, Tip  # noqa: PLC0415 - the same

    office, sealed = channel.office, b"age-encryption.org/v1\n" + bytes(2_000)
    tips = [tip(number, channel) for number in numbers]
    conversations = [Conversation(office=office, tip=one, party="tipster") for one in tips]
    with transaction.atomic():
        Tip.objects.bulk_create(tips)
        Conversation.objects.bulk_create(conversations)
        Grant.objects.bulk_create(
            Grant(office=office, conversation=one, number=0, holder=holder, sealed=sealed[:600])
            for one in conversations
            for holder in holders
        )
        Letter.objects.bulk_create(
            Letter(
                office=office,
                conversation=of,
                number=0,
                position=place,
                from_office=place == 1,
                day=one.received,
                sealed=sealed,
            )
            for one, of in zip(tips, conversations, strict=True)
            for place in range(1 + one.answered)
        )
        InHand.objects.bulk_create(
            InHand(office=office, tip=one, staff=reader)
            for one, reader in zip(tips, itertools.cycle([*readers, *[None] * FREE]), strict=False)
            if reader and one.state != "closed"
        )


def tip(number: int, channel: Any) -> Any:
    """One of them."""
    from fairwitness.office.clock import today  # noqa: PLC0415 - Django is set up by now
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    states = [state for state, share in STANDS for _ in range(share)]
    state = "closed" if is_closed(number) else states[number % len(states)]
    marked = state not in {"received", "acknowledged", "scope-check"}
    received = today() - timedelta(days=number % (700 if state == "closed" else 80))
    return Tip(
        office=channel.office,
        channel=channel,
        tier="browser",
        state=state,
        since=received,
        received=received,
        acknowledged=None if state == "received" else received,
        answered=number % 2 == 0 and state != "received",
        answer_due=received + timedelta(days=7),
        feedback_due=received + timedelta(days=90),
        marked="A" * 22 if marked else "",
    )


def asked() -> Iterator[tuple[str, str]]:
    """Every view, and two filters."""
    from fairwitness.review.queue import View  # noqa: PLC0415 - Django is set up by now

    for view in View.values:
        yield view, f"view={view}"
    yield "one state", "state=triage"
    yield "marked", "mark=marked"


def pages(name: str, query: str) -> Mapping[str, object]:
    """What the first and the last page cost."""
    first, last = (cost(f"/en/desk/?{query}{more}") for more in ("", "&before=last"))
    return {
        "view": name,
        "questions": [first["questions"], last["questions"]],
        "thousand steps": [first["steps"], last["steps"]],
        "steps of the last against the first": round(last["steps"] / max(first["steps"], 1), 2),
        "ms": [first["ms"], last["ms"]],
    }


def cost(address: str) -> dict[str, Any]:
    """Of a page, as Amara's browser asks for it."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    from fairwitness.office.models import Staff  # noqa: PLC0415 - the same

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Staff.objects.get(sign_in_name="amara"))
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        answer = browser.get(address)
        took.append((time.process_time() - begun) * 1000)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address}: {answer.status_code}")  # a bench of errors measures nothing
    with CaptureQueriesContext(of_django()) as questions, steps() as counted:
        browser.get(address)
    return {"questions": len(questions), "steps": sum(counted), "ms": round(statistics.median(took), 1)}


@contextmanager
def steps() -> Iterator[list[int]]:
    """How far SQLite's machine goes, in thousands of steps."""
    counted: list[int] = []
    connection = of_django().connection
    connection.set_progress_handler(lambda: counted.append(1), 1_000)
    yield counted
    connection.set_progress_handler(None, 0)


def of_django() -> Any:
    """Its connection."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    return connection


if __name__ == "__main__":
    sys.exit(main())
