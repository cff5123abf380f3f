"""What comes back from a backup, and what stays destroyed: by the real programs, on both databases."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cli.copied import Line, aged, new_database, new_line

from fairwitness.crypto import chain
from fairwitness.crypto.destroyed import DestroyedList, Salted, publish_list, read_list
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError
from fairwitness.site.restoring import restore

LEFT = "sorted((t.state, t.conversations.count()) for t in Tip.objects.all()), Grant.objects.count(), Letter.objects.count()"


@dataclass(frozen=True)
class Past:
    """A line that was backed up with two tips, of which Lin then took one back."""

    line: Line
    backup: Path
    taken_back: str  # codes
    kept: str
    cipher: bytes  # of the letter that is gone
    grant: str  # the same


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """Made once: nothing that is done with its backup changes the line."""
    place = tmp_path_factory.mktemp("past")
    with new_line(place) as line:
        taken_back = line.tells("The exit is chained.")
        said = line.asks("bytes(Letter.objects.get().sealed)[600:700].hex(), Grant.objects.first().id")
        cipher, grant = said.split()
        kept = line.tells("The alarm is off.")
        backup = line.backs_up(place / "backups")
        line.destroys(taken_back)
        yield Past(line, backup, taken_back, kept, bytes.fromhex(cipher), grant)


@pytest.fixture
def line(past: Past) -> Line:
    return past.line


@pytest.fixture
def backup(past: Past, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return shutil.copytree(past.backup, tmp_path / "copy" / past.backup.name)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Line]:
    """A folder that is not there yet, and an empty database."""
    with new_database() as database:
        yield Line(tmp_path / "elsewhere", database)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def restoring(past: Past, into: Line) -> tuple[str | Path, ...]:
    return ("restore", past.backup, into.folder.path, "--destroyed", past.line.folder.destroyed)


def parts(line: Line) -> int:
    return len([path for path in line.folder.files.rglob("*") if path.is_file()])


def holds(place: Path, cipher: bytes) -> bool:
    return any(cipher in path.read_bytes() for path in place.rglob("*") if path.is_file())


def test_a_restored_backup_has_forgotten_what_was_destroyed_since(past: Past, elsewhere: Line) -> None:
    restored = elsewhere.runs(*restoring(past, elsewhere))

    assert (restored.code, restored.err) == (0, "")
    assert "Destroyed since the backup, and destroyed again: 1 of the tips." in restored.out
    assert elsewhere.asks(LEFT) == "[('destroyed', 1), ('received', 1)] 3 1"
    assert parts(elsewhere) == 1
    assert holds(past.backup, past.cipher) or past.line.database  # which packs what it dumps
    assert not holds(elsewhere.folder.path, past.cipher)
    assert "Your tip was destroyed" in elsewhere.opens(past.taken_back)
    assert "/mailbox/letters/ | ['The alarm is off.']" in elsewhere.opens(past.kept)


def test_a_restoring_is_written_down_and_each_destroying_once(past: Past, elsewhere: Line) -> None:
    elsewhere.runs(*restoring(past, elsewhere))

    kinds = elsewhere.asks("sorted(Entry.objects.exclude(kind='sheet').values_list('kind', flat=True))")
    assert kinds == "['charter-published', 'destroyed', 'restored', 'tip-received', 'tip-received']"
    assert elsewhere.asks("Count.objects.filter(kind='destroyed').count()") == "1"
    assert elsewhere.runs("verify", "journal", elsewhere.folder.path).code == 0


def test_what_one_list_named_stays_named_after_restoring(past: Past, elsewhere: Line) -> None:
    elsewhere.runs(*restoring(past, elsewhere))

    key = past.line.folder.published_line_key().key
    listed = read_list(elsewhere.folder.destroyed.read_bytes(), key)
    assert len(listed.parts) == 2
    assert all(part.names(past.grant) for part in listed.parts)


def test_no_backup_holds_the_office_key_keys_of_cookies_sessions_or_the_list(
    line: Line, elsewhere: Line, backups: Path
) -> None:
    line.does(
        "from django.contrib.sessions.models import Session; from fairwitness.office.clock import now\n"
        "Session.objects.create(session_key='a' * 32, session_data='', expire_date=now())"
    )
    key = bytes.fromhex(line.asks("bytes(WrappingKey.objects.first().key).hex()"))
    office_key = line.folder.office_key.read_bytes().splitlines()[-1]

    backup = line.backs_up(backups)

    names = {str(path.relative_to(backup)) for path in backup.rglob("*") if path.is_file()}
    assert {
        "charter.toml",
        "line.id",
        "line.key",
        "line.pub",
        "office.pub",
        "django.key",
        "manifest.json",
    } < names
    assert not {name for name in names if "office.key" in name or "destroyed" in name}
    assert not holds(backup, key)
    assert not holds(backup, office_key)
    elsewhere.runs("restore", backup, elsewhere.folder.path, "--destroyed", line.folder.destroyed)
    assert elsewhere.asks("WrappingKey.objects.count()") == "0"
    assert (
        elsewhere.asks("__import__('django.contrib.sessions.models', fromlist=['x']).Session.objects.count()")
        == "0"
    )


def test_a_backup_is_for_this_user_alone(line: Line, backups: Path) -> None:
    backup = line.backs_up(backups)

    assert {path.stat().st_mode & 0o777 for path in backup.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (backup, *backup.rglob("*")) if path.is_dir()} == {0o700}


def test_a_part_that_an_earlier_backup_has_takes_no_room_again(line: Line, backups: Path) -> None:
    line.backs_up(backups)

    again = line.backs_up(backups)

    (part,) = [path for path in (again / "files").rglob("*") if path.is_file()]
    assert part.stat().st_nlink == 2


def test_old_backups_go_and_whatever_else_lies_there_stays(line: Line, backups: Path) -> None:
    line.was_awake(-1, -2)
    last, old = aged(line.backs_up(backups), 30), aged(line.backs_up(backups), 31)
    strange = backups / "2020-01-01T000000"
    strange.mkdir()
    (backups / "holiday.jpg").write_bytes(b"a beach")
    shutil.copytree(old, backups / "an old one, kept by hand")

    said = line.runs("backup", line.folder.path, backups)

    assert f"Deleted {old}, which was older than 30 days." in said.out
    assert not old.exists()
    assert last.exists()
    assert {"2020-01-01T000000", "holiday.jpg", "an old one, kept by hand"} < {
        path.name for path in backups.iterdir()
    }


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("no list", "Without the list of what was destroyed nothing is restored."),
        ("no such file", "Name the list of what was destroyed."),
        ("not signed by the line", "this list is not signed by the line's key"),
        ("another line's", "is another line's list"),
        ("older than the backup", "older than the backup"),
        ("of a day to come", "a day that is still to come"),
        ("a head of the journal", "this list is not signed by the line's key"),
    ],
)
def test_a_list_that_will_not_do_is_refused_and_nothing_is_written(
    past: Past, tmp_path: Path, what: str, said: str
) -> None:
    file, id_, own = tmp_path / "list", past.line.folder.line(), past.line.folder.signs_with()
    listed, day = DestroyedList(id_, today(), (Salted.of([]),)), timedelta(days=1)
    older, tomorrow = today() - 2 * day, today() + day  # two: the backup may have been made before midnight
    files = {
        "not signed by the line": publish_list(listed, SigningKey.generate()),
        "another line's": publish_list(DestroyedList(bytes(16), today(), listed.parts), own),
        "older than the backup": publish_list(DestroyedList(id_, older, listed.parts), own),
        "of a day to come": publish_list(DestroyedList(id_, tomorrow, listed.parts), own),
        "a head of the journal": chain.publish_head(chain.Head(id_, today(), chain.START), own),
    }
    if what in files:
        file.write_bytes(files[what])

    with pytest.raises(OfficeError, match=said):
        restore(past.backup, OfficeFolder(tmp_path / "new"), None if what == "no list" else file, print)

    assert not (tmp_path / "new").exists()


def test_a_backup_older_than_thirty_days_is_refused(past: Past, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="more than 30 days ago"):
        restore(aged(backup, 31), OfficeFolder(tmp_path / "new"), past.line.folder.destroyed, print)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "files/../../secret", "."])
def test_nothing_leads_out_of_a_backup(past: Past, backup: Path, tmp_path: Path, name: str) -> None:
    told = json.loads((backup / "manifest.json").read_bytes())
    told["files"][name] = "0" * 64
    (backup / "manifest.json").write_text(json.dumps(told, separators=(",", ":")))

    with pytest.raises(OfficeError, match="is no backup"):
        restore(backup, OfficeFolder(tmp_path / "new"), past.line.folder.destroyed, print)


@pytest.mark.parametrize("tampered", ["line.key", "line.[sd]*", "files/*/*"])
def test_a_changed_byte_is_found_before_anything_is_written(
    line: Line, elsewhere: Line, backup: Path, tampered: str
) -> None:
    file = next(backup.glob(tampered))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    refused = elsewhere.runs("restore", backup, elsewhere.folder.path, "--destroyed", line.folder.destroyed)

    assert refused.code == 1
    assert f"{file} is not what was backed up" in refused.sentence
    assert not elsewhere.folder.path.exists()


def test_a_reader_who_was_put_into_a_backup_is_not_restored(
    line: Line, elsewhere: Line, backup: Path
) -> None:
    (backup / "staff" / "mallory.json").write_bytes((backup / "staff" / "amara.json").read_bytes())

    restored = elsewhere.runs("restore", backup, elsewhere.folder.path, "--destroyed", line.folder.destroyed)

    assert restored.code == 0
    assert {path.name for path in elsewhere.folder.staff.iterdir()} == {"amara.json", "noor.json"}


def test_nothing_is_restored_over_an_office(past: Past) -> None:
    refused = past.line.runs(*restoring(past, past.line))

    assert "is not empty" in refused.sentence


@pytest.mark.parametrize(
    ("place", "whole"),
    [("_end_old", 0), ("copy_database", 0), ("_copy_parts", 0), ("keep_folders", 0), ("Made", 1)],
)
def test_a_backup_that_is_killed_is_whole_or_not_there(
    line: Line, backups: Path, place: str, whole: int
) -> None:
    line.dies_at(f"site.backing_up.{place}", "backup", line.folder.path, backups)
    left = [path.name for path in backups.iterdir()]
    again = line.backs_up(backups)

    assert len([name for name in left if name[0].isdecimal()]) == whole
    assert not (backups / ".unfinished").exists()
    assert (again / "manifest.json").is_file()


@pytest.mark.parametrize("place", ["put_database", "_destroyed_since", "_put_files", "is_restored"])
def test_a_restoring_that_is_killed_is_served_by_nobody_and_begins_anew(
    past: Past, elsewhere: Line, place: str
) -> None:
    words = restoring(past, elsewhere)

    elsewhere.dies_at(f"site.restoring.{place}", *words, afterwards=True)
    refused = elsewhere.runs("serve", elsewhere.folder.path)
    with new_database() as another:
        anew = Line(elsewhere.folder.path, another)
        again = anew.runs(*words)
        left = anew.asks(LEFT)

    assert refused.code == 1
    assert "office.E014" in refused.err
    assert (again.code, again.err) == (0, "")
    assert left == "[('destroyed', 1), ('received', 1)] 3 1"


@pytest.mark.postgresql  # SQLite's lies in the folder
def test_a_database_that_is_half_restored_is_served_from_no_other_folder(past: Past, elsewhere: Line) -> None:
    words = restoring(past, elsewhere)
    elsewhere.dies_at("site.restoring.put_database", *words, afterwards=True)

    refused = Line(past.line.folder.path, elsewhere.database).runs("serve", past.line.folder.path)
    shutil.rmtree(elsewhere.folder.path)
    again = elsewhere.runs(*words)

    assert "The restoring of this database was cut short." in refused.err
    assert "An earlier restoring was cut short. Drop it and create it again" in again.sentence


def test_on_a_full_disk_no_backup_is_left_and_the_sentence_says_why(line: Line, backups: Path) -> None:
    full = line.without_room(40_000, "backup", line.folder.path, backups)

    assert full.code == 1
    assert "copied" in full.sentence or "there is no room for it" in full.sentence
    assert list(backups.iterdir()) == []


def test_on_a_full_disk_nothing_is_restored_that_could_be_served(past: Past, elsewhere: Line) -> None:
    full = elsewhere.without_room(2_000, *restoring(past, elsewhere))

    assert full.code == 1
    assert "there is no room for it" in full.sentence
    assert "office.E014" in elsewhere.runs("check", elsewhere.folder.path).out


@pytest.mark.parametrize("inner", ["data/backups", "."])
def test_a_backup_belongs_outside_the_office(line: Line, inner: str) -> None:
    refused = line.runs("backup", line.folder.path, line.folder.path / inner)

    assert "lies in the office's own folder" in refused.sentence


def test_the_list_that_everybody_may_fetch_is_enough(past: Past, elsewhere: Line, tmp_path: Path) -> None:
    fetched = tmp_path / "fetched"
    past.line.does(
        "from django.test import Client\nfrom pathlib import Path\n"
        f"Path({str(fetched)!r}).write_bytes(Client().get('/journal/destroyed').content)"
    )

    elsewhere.runs("restore", past.backup, elsewhere.folder.path, "--destroyed", fetched)

    assert elsewhere.asks(LEFT) == "[('destroyed', 1), ('received', 1)] 3 1"
