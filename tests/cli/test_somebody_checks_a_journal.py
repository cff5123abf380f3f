from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clock import Clock

from fairwitness.cli import main
from fairwitness.crypto import chain
from fairwitness.crypto.chain import START
from fairwitness.crypto.keys import SigningKey
from fairwitness.journal import actions, reading
from fairwitness.journal.models import Entry, Head, Kind, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.guards import Guards
from fairwitness.office.reading import current_office

pytestmark = pytest.mark.usefixtures("three_days")


@pytest.fixture
def three_days(clock: Clock, office: OfficeFolder) -> None:
    """One entry a day, chained, and none of the office itself."""
    Entry.objects.all().delete()
    for tip in ("a", "b", "c"):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=tip)
        clock.passes(hours=24)
        actions.chain_what_is_over(office.signs_with())


@pytest.fixture(autouse=True)
def guards_are_said_to_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are away in tests, where rows are changed as somebody would who has taken them away and put them back."""
    monkeypatch.setattr(Guards, "missing", lambda *_: [])


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


def test_an_end_that_was_cut_off_with_its_head_shows_by_one_that_was_kept(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Link.objects.filter(number__gt=3).delete()
    Head.objects.order_by("-day")[0].delete()
    assert main(["verify", "journal", str(office.path)]) == 0

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert "the end is missing: a head of 2026-11-26 was signed" in capsys.readouterr().err


def test_a_journal_that_was_chained_anew_and_signed_shows_by_a_head_that_was_kept(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, before = office.signs_with(), START
    for link in Link.objects.order_by("number"):
        link.tip = link.tip and "another"
        before = link.hash = reading.of_row(link).hash(before)
        link.save()
        published = chain.publish_head(chain.Head(office.line(), link.day, before), key)
        Head.objects.filter(number=link.number).update(published=published)
    assert main(["verify", "journal", str(office.path)]) == 0

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert "chained until 2026-11-26 was another thing: it was chained anew" in capsys.readouterr().err


def test_a_head_that_another_key_has_signed_is_no_proof(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    json = kept.read_bytes().partition(b"\n")[0]
    kept.write_bytes(chain.publish_head(chain.Head.from_json(json), SigningKey.generate()))

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert f"{kept}: this head is not signed by the line's key" in capsys.readouterr().err


def test_a_head_of_another_line_is_no_proof(
    office: OfficeFolder, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = chain.Head(bytes(16), date(2026, 11, 24), START)
    kept.write_bytes(chain.publish_head(head, office.signs_with()))

    assert main(["verify", "journal", str(office.path), "--head", str(kept)]) == 1

    assert f"{kept}: this head is another line's" in capsys.readouterr().err


def test_a_head_that_was_put_to_another_place_shows(
    office: OfficeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = Head.objects.order_by("-number")[0]
    Head.objects.filter(pk=newest.pk).update(number=4)
    assert main(["verify", "journal", str(office.path)]) == 1
    assert "a head was put to another place" in capsys.readouterr().err

    Head.objects.filter(pk=newest.pk).update(number=newest.number, day=date(2027, 1, 1))
    assert main(["verify", "journal", str(office.path)]) == 1

    assert "the head of 2026-11-26 was put to another day" in capsys.readouterr().err


def test_a_day_that_is_chained_while_somebody_checks_is_no_loss(office: OfficeFolder, clock: Clock) -> None:
    links, key = reading._links, office.published_line_key()  # noqa: SLF001 - between its two looks

    def a_day_passes() -> Iterator[tuple[chain.Link, bytes]]:
        between.undo()
        actions.record(Kind.TIP_RECEIVED, current_office(), tip="d")
        clock.passes(hours=24)
        actions.chain_what_is_over(office.signs_with())
        return links()

    with pytest.MonkeyPatch.context() as between:
        between.setattr(reading, "_links", a_day_passes)
        checked = reading.check(key)

    assert checked.entries >= 4
    assert checked.heads >= 4


def test_whoever_names_nothing_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify"])

    assert ended.value.code == 2
    assert "verify journal DIR" in capsys.readouterr().err
