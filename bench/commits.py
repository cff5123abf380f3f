"""Tips that browsers have sealed: how many a second the line takes up, durably, with 1, 8, 32 and 128 at once.

    python bench/commits.py [--tips 1500] [--workers 2]

Serves a demo, seals tips before the clock starts, and sends each as one request over connections that stay open. Writes
bench/results/commits.json: tips a second, milliseconds to the answer, and how long the line's processes worked for one tip.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from visiting import AT, Demo, cpu, demo, page

from fairwitness.crypto.commits import CodeShown, Commit, GrantSent
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.crypto.letters import Answer, Letter, MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet, read_published
from fairwitness.office.clock import today

RESULTS = Path(__file__).resolve().parent / "results" / "commits.json"
AT_ONCE = (1, 8, 32, 128)
TEXT = "The exit of hall 3 is chained at night. " * 10


def sheet_of(line: Demo) -> KeySheet:
    """Whom the demo's tips are sealed to."""
    told = json.loads(page(line, f"{AT}/sheet/").partition(b"\r\n\r\n")[2])
    return read_published(unb64(told["sheet"]), unb64(told["office"]))


def sealed_tips(sheet: KeySheet, count: int) -> list[bytes]:
    """Bodies of requests, each a tip of its own."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_sealed_tip, [sheet] * count, chunksize=50))


def _sealed_tip(sheet: KeySheet) -> bytes:
    """With a mailbox seed at random: the line cannot tell it from one that a code gave."""
    keys, identity = MailboxKeys.from_seed(secrets.token_bytes(32)), HybridIdentity.generate()
    conversation, recipient = b64(secrets.token_bytes(16)), keys.identity.recipient
    key = keys.signing.verifying_key
    letter = Letter(
        conversation=conversation,
        n=0,
        author=key,
        seq=0,
        tier="browser",
        day=today(),
        text=TEXT,
        sheet=sheet.hash,
        mailbox=MailboxAddress(str(recipient), key),
        answers=(Answer("kind", "retaliation"),),
    )
    return Commit(
        commit=secrets.token_bytes(16),
        code=CodeShown(secrets.token_bytes(32), keys.auth, str(recipient), key),
        conversation=conversation,
        grants=[
            GrantSent(one.holder, seal_grant(Grant(conversation, 0, one.holder, identity), one))
            for one in (*sheet.holders, recipient)
        ],
        letter=seal_letter(letter, keys.signing, identity.recipient),
    ).to_json()


def send(port: int, bodies: Sequence[bytes]) -> list[float]:
    """One after the other over one connection; returns the seconds to each answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    taken = []
    for body in bodies:
        begun = time.perf_counter()
        line.request("POST", f"{AT}/commit/", body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        told = answer.read()
        taken.append(time.perf_counter() - begun)
        assert answer.status == http.HTTPStatus.OK, told
    return taken


def measure(line: Demo, bodies: Sequence[bytes], at_once: int) -> dict[str, float]:
    """So many at once, until all are taken up."""
    before, begun = cpu(line), time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        shares = [bodies[start::at_once] for start in range(at_once)]
        taken = sorted(one for share in pool.map(send, [line.port] * at_once, shares) for one in share)
    seconds = time.perf_counter() - begun
    return {
        "at_once": at_once,
        "tips_a_second": round(len(bodies) / seconds, 1),
        "p50_ms": round(1000 * taken[len(taken) // 2], 1),
        "p99_ms": round(1000 * taken[int(len(taken) * 0.99)], 1),
        "cpu_ms_a_tip": round(1000 * (cpu(line) - before) / len(bodies), 2),
    }


def runs(line: Demo, tips: int, levels: Sequence[int]) -> Iterator[dict[str, float]]:
    """A first round that is not counted, so that everything is loaded."""
    sheet = sheet_of(line)
    measure(line, sealed_tips(sheet, 100), 8)
    for at_once in levels:
        found = measure(line, sealed_tips(sheet, tips), at_once)
        print(found)
        yield found


def main() -> None:
    """Run, and write down."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--tips", type=int, default=1500, help="in each round")
    words.add_argument("--workers", type=int, default=2, help="web processes")
    words.add_argument("--at-once", type=int, nargs="*", default=AT_ONCE)
    words.add_argument("--keep", action="store_true", help=f"write {RESULTS.name}")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as place, demo(Path(place), asked.workers) as line:
        found = list(runs(line, asked.tips, asked.at_once))
    told = {
        "bytes_a_tip": 33_000,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "runs": found,
    }
    if asked.keep:
        RESULTS.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
