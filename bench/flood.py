"""A flood of junk tips: whether the line is there for others, when a real tip is taken up, and what readers meet at the desk.

    python bench/flood.py [--connections 400] [--seconds 90] [--tips 100000]

At the door: serves a demo at the pace that a line has, sends junk over so many connections for so long, and asks for pages and sends real tips meanwhile.
At the desk: a line that has taken so many junk tips up, and sixty real ones in the same hour. Writes bench/results/flood.json; times of pages are ratios to a quiet line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from commits import sealed_tips, sheet_of
from desk import CHUNK, READERS, cost, of_django
from visiting import AT, Demo, demo, descendants, memory_of, page

from fairwitness.cli.running import make_ready, set_up
from fairwitness.crypto.commits import Commit
from fairwitness.crypto.encoding import b64
from fairwitness.office.founding import add_staff, found, sign_sheet

RESULTS = Path(__file__).resolve().parent / "results" / "flood.json"
PAGES = ("/en/", "/en/tell/public/scope/", "/en/mailbox/", "/en/concerned/")
ASKED = 15  # times for each page
REAL = 5  # tips of people, one after the other
AGAIN = 5.0  # seconds until somebody presses again
OF_AN_HOUR = 60  # real ones among the junk at the desk
CONFIRMED = 1_000  # of which the worker's time is taken


def main() -> int:
    """Both, and write."""
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    reading.add_argument("--connections", type=int, default=400)
    reading.add_argument("--seconds", type=float, default=90)
    reading.add_argument("--tips", type=int, default=100_000)
    chosen = reading.parse_args()
    results = {
        "machine": {"cores": os.cpu_count()},
        "at the door": at_the_door(chosen.connections, chosen.seconds),
        "at the desk": at_the_desk(chosen.tips),
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))
    return 0


def at_the_door(connections: int, seconds: float) -> dict[str, Any]:
    """A line whose pace nobody has changed."""
    os.environ["FAIRWITNESS_TIPS_A_MINUTE"] = "300"
    with tempfile.TemporaryDirectory() as place, demo(Path(place), workers=2) as line:
        pattern, *real = sealed_tips(sheet_of(line), 1 + REAL)
        quiet = times(line)
        with flooding(line, pattern, connections, seconds) as flood:
            time.sleep(seconds / 3)  # a minute's worth has been taken up at once
            with ThreadPoolExecutor(1) as lin:
                sending = lin.submit(lambda: [press(line, body) for body in real])
                flooded = times(line)
                waited = sending.result()
        answers = dict(flood)
        memory = max(memory_of(pid).get("VmHWM", 0) for pid in descendants(line.pid))
    return {
        "connections": connections,
        "answers": answers,
        "pages against a quiet line": {of: round(flooded[of] / quiet[of], 1) for of in PAGES},
        "slowest page, ms": round(1000 * max(flooded.values())),
        "real tips": [{"seconds": round(took), "presses": presses} for took, presses in waited],
        "MiB of a web process, at most": memory,
    }


def times(line: Demo) -> dict[str, float]:
    """The median of each page's seconds."""
    found: dict[str, list[float]] = {of: [] for of in PAGES}
    for _ in range(ASKED):
        for of in PAGES:
            begun = time.perf_counter()
            page(line, of)
            found[of].append(time.perf_counter() - begun)
    return {of: statistics.median(took) for of, took in found.items()}


def press(line: Demo, body: bytes) -> tuple[float, int]:
    """Send one tip until it is taken up, the very same bytes each time: how long it took, and how often somebody pressed."""
    begun, presses = time.perf_counter(), 0
    while True:
        presses += 1
        if asyncio.run(post_once(line.port, body)) == HTTPStatus.OK:
            return time.perf_counter() - begun, presses
        time.sleep(AGAIN)


@contextmanager
def flooding(line: Demo, pattern: bytes, connections: int, seconds: float) -> Iterator[dict[str, int]]:
    """Junk from another process for so long; afterwards how it was answered."""
    answers: dict[str, int] = {}
    ours, theirs = get_context("fork").Pipe()
    sender = get_context("fork").Process(
        target=lambda: theirs.send(asyncio.run(flood(line.port, pattern, connections, seconds)))
    )
    sender.start()
    yield answers
    answers |= {str(status): number for status, number in ours.recv().items()}
    sender.join()


async def flood(port: int, pattern: bytes, connections: int, seconds: float) -> Counter[int]:
    """Each connection sends the next one when the last is answered."""
    answers: Counter[int] = Counter()
    junk = Commit.from_json(pattern)
    end = time.monotonic() + seconds

    async def one() -> None:
        while time.monotonic() < end:
            try:
                answers[
                    await asyncio.wait_for(post_once_of(port, another(junk)), end - time.monotonic())
                ] += 1
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                answers[0] += 1  # still held at the end, or cut

    await asyncio.gather(*(one() for _ in range(connections)))
    return answers


def another(junk: Commit) -> bytes:
    """The same words under another code: the line cannot tell."""
    code = replace(junk.code, locator=secrets.token_bytes(32))
    return replace(
        junk, commit=secrets.token_bytes(16), code=code, conversation=b64(secrets.token_bytes(16))
    ).to_json()


async def post_once(port: int, body: bytes) -> int:
    """The status of the answer."""
    return await post_once_of(port, body)


async def post_once_of(port: int, body: bytes) -> int:
    """Over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"POST {AT}/commit/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        writer.write(
            f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        await writer.drain()
        answered = await reader.readline()
        await reader.read()
        return int(answered.split()[1]) if answered else 0
    finally:
        writer.close()


def at_the_desk(tips: int) -> dict[str, Any]:
    """What readers meet who find so many tips of one day."""
    with tempfile.TemporaryDirectory() as place:
        found(Path(place) / "office")
        folder = set_up(Path(place) / "office")
        for name in READERS:
            add_staff(folder, name, "public", shown_name=name.title(), role="board")
        sign_sheet(folder, "public")
        if problems := make_ready(folder):
            raise SystemExit("\n".join(problems))
        fill(OF_AN_HOUR)
        quiet = cost("/en/desk/")
        fill(tips)
        return told_of_the_desk(tips, quiet)


def told_of_the_desk(tips: int, quiet: dict[str, Any]) -> dict[str, Any]:
    """Pages against those of a quiet day, and how long the worker takes on the sixth day, when nobody has answered."""
    first, last = (cost(f"/en/desk/{more}") for more in ("", "?before=last"))
    took = confirm()
    return {
        "tips": tips,
        "questions of a page": [quiet["questions"], first["questions"], last["questions"]],
        "pages against a quiet day": [round(one["ms"] / quiet["ms"], 1) for one in (first, last)],
        "ms of a page": [first["ms"], last["ms"]],
        "pages of fifty": (tips + OF_AN_HOUR) // 50 + 1,
        "ms of the worker to confirm receipt of one": round(1000 * took / CONFIRMED, 1),
        "minutes until receipt of all is confirmed, of the day that there is": round(
            took / CONFIRMED * tips / 60
        ),
    }


def confirm() -> float:
    """Seconds for what the line itself does then, of so many."""
    from fairwitness.sealed.actions.acknowledge import confirm_receipt  # noqa: PLC0415 - Django is set up by now
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    some = list(Tip.objects.filter(state="received").values_list("pk", flat=True)[:CONFIRMED])
    begun = time.perf_counter()
    for tip in some:
        confirm_receipt(tip)
    return time.perf_counter() - begun


def fill(count: int) -> None:
    """Tips of today that nobody has read yet: rows as a line's are in number, and not in bytes."""
    from fairwitness.office.models import Channel, StaffKey  # noqa: PLC0415 - Django is set up by now

    channel = Channel.objects.select_related("office").get(slug="public")
    holders = [bytes(one) for one in StaffKey.objects.values_list("holder", flat=True)]
    for start in range(0, count, CHUNK):
        put(min(CHUNK, count - start), channel, holders)
    of_django().cursor().execute("PRAGMA optimize")


def put(count: int, channel: Any, holders: Sequence[bytes]) -> None:
    """Some of them."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from fairwitness.office.charter import current  # noqa: PLC0415 - the same
    from fairwitness.office.clock import today  # noqa: PLC0415 - the same
    from fairwitness.sealed.models import Conversation, Grant, Letter, Tip  # noqa: PLC0415 - the same
    from fairwitness.sealed.promises import promise  # noqa: PLC0415 - the same

    office, sealed, day = channel.office, b"age-encryption.org/v1\n" + bytes(2_000), today()
    placed = {"office": office, "number": 0}
    tips = [
        Tip(office=office, channel=channel, tier="browser", received=day, **promise(day, current()))
        for _ in range(count)
    ]
    conversations = [Conversation(office=office, tip=one, party="tipster") for one in tips]
    with transaction.atomic():
        Tip.objects.bulk_create(tips)
        Conversation.objects.bulk_create(conversations)
        Grant.objects.bulk_create(
            Grant(**placed, conversation=one, holder=holder, sealed=sealed[:600])
            for one in conversations
            for holder in holders
        )
        Letter.objects.bulk_create(
            Letter(**placed, conversation=one, position=0, from_office=False, day=day, sealed=sealed)
            for one in conversations
        )


if __name__ == "__main__":
    sys.exit(main())
