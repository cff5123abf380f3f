from __future__ import annotations

from pathlib import Path

import pytest
from clock import Clock

from fairwitness.cli import main
from fairwitness.crypto import chain
from fairwitness.crypto.keys import SigningKey
from fairwitness.journal import actions, reading
from fairwitness.journal.models import Head, Kind, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_office

pytestmark = pytest.mark.usefixtures("three_days")


@pytest.fixture
def three_days(clock: Clock, office: OfficeFolder) -> None:
    """One entry a day, chained."""
    for tip in ("a", "b", "c"):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)
        clock.passes(hours=24)
        actions.chain_what_is_over(office.signs_with())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The newest head, as somebody has copied it from the line."""
    file = tmp_path / "head"
    file.write_bytes(reading.latest_head() or b"")
    return file


def test_a_journal_that_nobody_touched_holds(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "journal", str(office.path)]) == 0
    assert "3 entries hold, against 3 published heads. With a head that was kept" in capsys.readouterr().out

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 0

    assert capsys.readouterr().out == "3 entries hold, against 4 published heads.\n"


def test_a_changed_entry_is_named(office: OfficeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    Link.objects.filter(number=1).update(kind=Kind.DESTROYED)

    assert main(["verify", "journal", str(office.path)]) == 1

    assert "entry 1 was changed" in capsys.readouterr().err


def test_an_end_that_was_cut_off_shows_by_a_head_that_was_kept(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Link.objects.filter(number=2).delete()
    Head.objects.order_by("-day")[0].delete()
    assert main(["verify", "journal", str(office.path)]) == 0

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert "there were 3 entries, and now 2" in capsys.readouterr().err


def test_a_head_of_another_line_is_no_proof(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    json = kept.read_bytes().partition(b"\n")[0]
    kept.write_bytes(chain.publish_head(chain.Head.from_json(json), SigningKey.generate()))

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert "not signed by the line's key" in capsys.readouterr().err


def test_whoever_names_nothing_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify"])

    assert ended.value.code == 2
    assert "verify journal DIR" in capsys.readouterr().err
