"""How many vouchers a treasurer signs in a second, on one core, and what making keys costs.

    python bench/vouchers.py [--vouchers 1000]

The batch is signed as `fairwitness rewards sign` does it, each signature checked. Processor time is told beside the clock's: a machine that is shared is
slow by turns. Writes bench/results/vouchers.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from fairwitness.crypto.batches import Asked, read_answers, read_batch, write_lines
from fairwitness.crypto.reward_sheets import RewardSheet
from fairwitness.crypto.treasury import Treasury
from fairwitness.crypto.vouchers import begin

RESULTS = Path(__file__).resolve().parent / "results" / "vouchers.json"
Made = TypeVar("Made")
WANTED = 100  # signatures a second on one core


def main() -> int:
    """Measure, write, and say; 1 where signing is slower than it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vouchers", type=int, default=1000)
    count = parser.parse_args().vouchers
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    treasury, making = timed(
        lambda: Treasury.generate((10_000, 50_000, 200_000), "EUR", 2026, date(2027, 6, 30))
    )
    sheet = RewardSheet(bytes(16), bytes(32), 1, treasury.keys)
    ids = [key.id for key in treasury.keys]
    pending, blinding = timed(lambda: [begin(sheet, ids[number % len(ids)]) for number in range(count)])
    batch = read_batch(write_lines(Asked(one.key, one.blinded) for one in pending))
    answers, signing = timed(lambda: treasury.sign(batch))
    signed = {one.blinded: one.signed for one in read_answers(write_lines(answers))}
    _, finalizing = timed(lambda: [one.finalize(sheet, signed[one.blinded]) for one in pending])
    found = {
        "machine": {"cores used": 1, "python": platform.python_version()},
        "vouchers": count,
        "three keys, seconds": round(making[0], 1),
        "blinded a second": rate(count, blinding),
        "signed and checked a second": rate(count, signing),
        "finalised a second": rate(count, finalizing),
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")
    print(json.dumps(found, indent=2))
    return int(count / signing[1] < WANTED)


def timed(run: Callable[[], Made]) -> tuple[Made, tuple[float, float]]:
    """What it gives, and seconds by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    made = run()
    return made, (time.perf_counter() - clock, time.process_time() - processor)


def rate(count: int, seconds: tuple[float, float]) -> dict[str, int]:
    """By the clock, and by the processor's time."""
    return {"by the clock": round(count / seconds[0]), "of processor time": round(count / seconds[1])}


if __name__ == "__main__":
    raise SystemExit(main())
