"""A charter's [rewards], for tests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager

from clock import Clock

from fairwitness.office import versions
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.guards_of_the_charter import WAITS

REWARDS = """
[rewards]
amounts = [20000, 100000, 500000]
currency = "EUR"
cash_limit = 100000
recognition = true
eligible = ["own-knowledge", "told-freely", "specific", "led-to-a-finding"]
excluded = ["works-on-this-line", "got-by-a-crime", "took-part", "paid-to-report"]
factors = ["harm", "help"]
claim_days = 180
object_days = 60

[rewards.appeal]
name = { en = "Ombuds House", zh-hans = "申诉之家" }
address = { en = "1 River Street", zh-hans = "河街一号" }

[rewards.lawyer]
name = { en = "Abara and Lind, lawyers", zh-hans = "阿巴拉和林德律师事务所" }
address = { en = "2 River Street", zh-hans = "河街二号" }

[[rewards.causes]]
slug = "river-fund"
name = { en = "River Fund", zh-hans = "护河基金" }
does = { en = "It cleans rivers.", zh-hans = "清理河流。" }
"""


def let_count(line: OfficeFolder, clock: Clock, text: str = REWARDS) -> int:
    """Publish the charter of today with these rewards, or with none, and wait until they count; the number of that version."""
    values = {key: value for key, value in versions.values_in_force(line).items() if key != "rewards"}
    versions.publish(line, values | tomllib.loads(text), by=None)
    clock.passes(hours=24 * WAITS)
    versions.come_into_force(line)
    now = versions.in_force()
    assert now is not None
    return now.number


@contextmanager
def opened(line: OfficeFolder) -> Iterator[OfficeFolder]:
    """A line that has opened; its charter is put back afterwards."""
    before = line.charter.read_bytes()
    versions.take_up_file(line)
    yield line
    line.charter.write_bytes(before)
    for file in (line.data / "charter.toml", line.path / "charter.edited.toml"):
        file.unlink(missing_ok=True)
