"""What a backup does under a wrong clock, on a full disk, and with damage on either side: by the real programs, on both databases."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.copied import Line, aged, new_database, new_line

from fairwitness.office.problems import OfficeError
from fairwitness.site.copies import alone_in, copy

NEVER_AWAKE = ()
BELIEVED = (-1, -2)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """With one tip and its photo. Whoever changes the folder puts it back."""
    with new_line(tmp_path_factory.mktemp("line")) as made:
        made.tells("The exit is chained.")
        yield made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Line]:
    with new_database() as database:
        yield Line(tmp_path / "elsewhere", database)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def put_in(line: Line) -> Iterator[Path]:
    """Where somebody puts a file for a reader, until the test is over."""
    file = line.folder.staff / "mallory.json"
    yield file
    file.unlink()


def part_in(place: Path) -> Path:
    (part,) = [path for path in (place / "files").rglob("*") if path.is_file()]
    return part


def damage(part: Path) -> None:
    content = bytearray(part.read_bytes())
    content[100] ^= 1
    part.write_bytes(content)


def test_a_clock_that_jumped_ends_no_backup_and_the_sentence_says_why(line: Line, backups: Path) -> None:
    line.was_awake(*BELIEVED)
    good = line.backs_up(backups)

    jumped = line.at_another_day(400, "backup", line.folder.path, backups)

    assert jumped.code == 0
    assert "No old backup was deleted, for " in jumped.out
    assert "the line's worker was not awake on the two days before it" in jumped.out
    assert good.is_dir()


def test_a_backup_of_a_day_to_come_goes_once_the_clock_is_believed(line: Line, backups: Path) -> None:
    line.was_awake(*NEVER_AWAKE)
    made = line.backs_up(backups)
    ahead = aged(shutil.copytree(made, backups / "again"), -400)
    tomorrow = aged(made, -1)
    line.runs("backup", line.folder.path, backups)
    assert ahead.is_dir()
    line.was_awake(*BELIEVED)

    said = line.runs("backup", line.folder.path, backups)

    assert f"Deleted {ahead}: it was made under a clock that had jumped ahead" in said.out
    assert not ahead.exists()
    assert tomorrow.is_dir()


def test_a_clock_that_went_back_ends_no_backup_of_the_days_that_were(line: Line, backups: Path) -> None:
    line.was_awake(*range(-7, 0))
    good = line.backs_up(backups)

    back = line.at_another_day(-4, "backup", line.folder.path, backups)

    assert "1 backups are of days that are still to come, on which this line was awake" in back.out
    assert good.is_dir()


def test_a_full_disk_gets_the_room_of_old_backups_before_a_new_one_is_made(line: Line, backups: Path) -> None:
    line.was_awake(*BELIEVED)
    old = aged(line.backs_up(backups), 31)

    full = line.without_room(40_000, "backup", line.folder.path, backups)

    assert full.code == 1
    assert f"Deleted {old}, which was older than 30 days." in full.out
    assert list(backups.iterdir()) == []


def test_a_changed_byte_in_an_earlier_backup_is_named_and_not_linked(
    line: Line, elsewhere: Line, backups: Path
) -> None:
    part = part_in(line.backs_up(backups))
    damage(part)
    time.sleep(1)  # a backup is named by its second

    said = line.runs("backup", line.folder.path, backups)
    newest = max(backups.iterdir())
    restored = elsewhere.runs("restore", newest, elsewhere.folder.path, "--destroyed", line.folder.destroyed)

    assert said.code == 1
    assert said.sentence.startswith(f"{part} is damaged; it was copied anew from the line.")
    assert "0 of them linked" in said.out
    assert (restored.code, restored.err) == (0, "")


@pytest.mark.parametrize("what", ["changed", "gone"])
def test_all_but_a_damaged_part_is_restored_where_that_is_wished(
    line: Line, elsewhere: Line, backups: Path, what: str
) -> None:
    backup = line.backs_up(backups)
    part = part_in(backup)
    damage(part) if what == "changed" else part.unlink()
    words = ("restore", backup, elsewhere.folder.path, "--destroyed", line.folder.destroyed)

    refused = elsewhere.runs(*words)
    restored = elsewhere.runs(*words, "--without-damaged")

    assert refused.sentence.startswith(f"{part} is not what was backed up. Nothing was restored.")
    assert refused.sentence.endswith("restore all but what is damaged: --without-damaged.")
    assert restored.code == 0
    missing = elsewhere.folder.files / part.relative_to(backup / "files")
    assert restored.sentence == f"{missing} was not restored: it is damaged or missing in the backup."
    assert elsewhere.asks("Letter.objects.count()") == "1"


def test_nothing_but_parts_of_files_can_be_done_without(line: Line, elsewhere: Line, backups: Path) -> None:
    backup = line.backs_up(backups)
    damage(next(backup.glob("line.[sd]*")))
    words = ("restore", backup, elsewhere.folder.path, "--destroyed", line.folder.destroyed)

    refused = elsewhere.runs(*words, "--without-damaged")

    assert refused.code == 1
    assert refused.sentence.endswith("Take another backup, or another copy of it.")
    assert not elsewhere.folder.path.exists()


def test_a_part_that_is_missing_in_the_line_is_named_and_the_rest_backed_up(
    line: Line, backups: Path, tmp_path: Path
) -> None:
    part = part_in(line.folder.data)
    part.rename(tmp_path / "kept")

    said = line.runs("backup", line.folder.path, backups)
    (tmp_path / "kept").rename(part)

    assert said.code == 1
    assert said.sentence == f"{part} is missing in the line itself. Look for it in an earlier backup."
    assert [path.name for path in backups.iterdir() if (path / "manifest.json").is_file()]


@pytest.mark.parametrize("how", ["symbolic link", "hard link"])
def test_a_link_to_the_office_key_brings_it_into_no_backup(
    line: Line, backups: Path, put_in: Path, how: str
) -> None:
    if how == "hard link":
        put_in.hardlink_to(line.folder.office_key)
    else:
        put_in.symlink_to(line.folder.office_key)

    refused = line.runs("backup", line.folder.path, backups)

    assert refused.code == 1
    assert refused.sentence.startswith(f"{put_in} is ")
    assert not backups.exists()


def test_a_pipe_among_the_readers_keeps_no_backup_waiting(line: Line, backups: Path, put_in: Path) -> None:
    os.mkfifo(put_in)

    refused = line.runs("backup", line.folder.path, backups)

    assert refused.sentence.startswith(f"{put_in} is a link, or no plain file, and is not copied.")


def test_a_link_that_takes_the_place_of_a_file_meanwhile_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the office key")
    (tmp_path / "link").symlink_to("secret")

    with pytest.raises(OfficeError, match="is a link"):
        copy(tmp_path / "link", tmp_path / "copied")

    assert not (tmp_path / "copied").exists()


def test_a_name_that_is_not_utf8_is_said_in_a_sentence(line: Line, backups: Path) -> None:
    strange = os.fsencode(line.folder.staff) + b"/\xff.json"
    os.close(os.open(strange, os.O_CREAT))

    refused = line.runs("backup", line.folder.path, backups)
    Path(os.fsdecode(strange)).unlink()

    assert "has a file whose name is not UTF-8: '\\udcff.json'. Rename it." in refused.sentence


def test_a_file_that_is_missing_is_named(line: Line, backups: Path, tmp_path: Path) -> None:
    line.folder.django_key.rename(tmp_path / "kept")

    refused = line.runs("backup", line.folder.path, backups)
    (tmp_path / "kept").rename(line.folder.django_key)

    assert refused.sentence.startswith(f"{line.folder.django_key} is missing.")


def test_what_stands_where_a_cut_backup_would_is_not_touched(
    line: Line, backups: Path, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"a beach")
    backups.mkdir()
    (backups / ".unfinished").symlink_to(tmp_path / "photos")

    refused = line.runs("backup", line.folder.path, backups)

    assert "is nothing that a backup has left there. Take it away." in refused.sentence
    assert (tmp_path / "photos" / "holiday.jpg").exists()


def test_whoever_restores_second_into_a_folder_touches_nothing(
    line: Line, elsewhere: Line, backups: Path
) -> None:
    backup, folder = line.backs_up(backups), elsewhere.folder
    folder.path.mkdir()
    folder.restoring.touch()
    (folder.path / "charter.toml").write_text("what the first has put there")

    with alone_in(folder.path, "the first"):
        refused = elsewhere.runs("restore", backup, folder.path, "--destroyed", line.folder.destroyed)

    assert refused.sentence == f"Another backup is being restored into {folder.path}. Wait for its end."
    assert sorted(path.name for path in folder.path.iterdir()) == ["charter.toml", "restoring"]
