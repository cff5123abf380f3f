"""What a tipster did since a backup counts also after restoring it: by the real programs, on both databases, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cli.copied import Line, new_database, new_line
from offices import Said

BEFORE = """
import json
from tipster import Tipster
for text in ("taken back", "kept"):
    lin = Tipster()
    lin.tells(f"Under an old code, {text}.")
    print(json.dumps(lin.code))
for text in ("taken back", "left", "kept"):
    lin = Tipster()
    lin.chooses()
    lin.writes(f"A draft, {text}.")
    lin.attaches({"exit.jpg": b"a photo of the exit"})
    lin.goes_on()
    lin.goes_on()
    print(json.dumps(lin.page.code))
"""
SINCE = """
import json
from tipster import Tipster
from fairwitness.crypto.codes import TipCode
from fairwitness.office.reading import line_id
from fairwitness.sealed.actions.drafts import destroy_draft
from fairwitness.sealed.models import Draft

def inside(code):
    lin = Tipster()
    lin.comes_back(code)
    return lin

def takes_back(lin):
    lin.goes_to("/mailbox/withdraw/")
    lin.goes_on()

def another_code(lin):
    lin.goes_to("/mailbox/code/")
    print(json.dumps(lin.page.code))
    lin.goes_on()

tip, kept, draft, left, _ = {codes!r}
lin = inside(tip)
another_code(lin)
takes_back(lin)
another_code(inside(kept))
inside(draft).goes_on()
takes_back(inside(draft))
destroy_draft(Draft.objects.get(mailbox__locator=TipCode.read(left).locator(line_id())))
"""
OPEN = """
from tipster import Tipster
for code in {codes!r}:
    lin = Tipster()
    lin.comes_back(code)
    print(lin.where, "opens nothing" if "This code opens nothing here." in lin.page.text else "")
"""


@dataclass(frozen=True)
class Restored:
    """A line that was restored from a backup, with the list of a day on which much was destroyed."""

    line: Line
    said: Said
    old: list[str]  # codes: a tip with a new code that was taken back, one that stands, and three drafts
    new: list[str]  # the two new codes


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    place = tmp_path_factory.mktemp("restored")
    with new_line(place) as line, new_database() as database:
        old = [*map(json.loads, line.does(BEFORE).splitlines())]
        backup = line.backs_up(place / "backups")
        new = [*map(json.loads, line.does(SINCE.format(codes=old)).splitlines())]
        again = Line(place / "again", database)
        said = again.runs("restore", backup, again.folder.path, "--destroyed", line.folder.destroyed)
        yield Restored(again, said, old, new)


def opened(restored: Restored, *codes: str) -> list[str]:
    return [line.strip() for line in restored.line.does(OPEN.format(codes=codes)).splitlines()]


def test_a_tip_that_was_taken_back_under_a_new_code_is_destroyed_again(restored: Restored) -> None:
    assert (restored.said.code, restored.said.err) == (0, "")
    assert "destroyed again: 1 of the tips." in restored.said.out
    assert (
        restored.line.asks("sorted(Tip.objects.values_list('state', flat=True))")
        == "['destroyed', 'received']"
    )


def test_a_code_that_was_changed_opens_nothing_in_either_form_and_the_readers_keep_the_tip(
    restored: Restored,
) -> None:
    nowhere = opened(restored, restored.old[1], *restored.new)

    assert nowhere == ["/mailbox/ opens nothing"] * 3
    left = "[(t.no_answer, t.conversations.get().grants.count(), t.conversations.get().letters.count()) for t in Tip.objects.filter(state='received')]"
    assert restored.line.asks(left) == "[(True, 2, 1)]"


def test_a_draft_that_was_sent_and_taken_back_or_was_left_does_not_return_and_another_does(
    restored: Restored,
) -> None:
    *gone, kept = opened(restored, *restored.old[2:])

    assert gone == ["/mailbox/ opens nothing"] * 2
    assert kept == "/tell/public/check/"
    assert restored.line.asks("Draft.objects.count(), SealedFile.objects.count()") == "1 1"
    assert (
        len([path for path in restored.line.folder.files.rglob("*") if path.is_file()])
        + len([path for path in (restored.line.folder.data / "drafts").rglob("*") if path.is_file()])
        == 1
    )
