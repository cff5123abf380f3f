"""A caller has agreed to the text, and a backup of the day before has their voice: by the real programs, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

from cli.copied import Line, new_database, new_line

RECORD = """
import json
from tipster import Tipster
from unguarded import unguarded
from fairwitness.office.models import Staff
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY
from fairwitness.sealed.models import Recorded, Recording, SealedFile, Tip
lin = Tipster()
lin.tells("The exit is chained.", {"call.ogg": b"a voice"})
tip, file = Tip.objects.get(), SealedFile.objects.get()
with unguarded(CAME_ANOTHER_WAY):
    by = Staff.objects.get(sign_in_name="amara").id
    row = Recorded.objects.create(office=tip.office, tip=tip, by=by, way="phone", consent="recording")
Recording.objects.create(office=tip.office, recorded=row, file=file.id)
print(json.dumps(lin.code))
"""
AGREE = """
from tipster import Tipster
lin = Tipster()
lin.comes_back({code!r})
lin.goes_to("/mailbox/code/")
lin.goes_on()
lin.goes_to("/mailbox/written-down/")
lin.goes_on(agree=next(told["value"] for _, told in lin.page.tags if told.get("name") == "agree"))
print("The recording is destroyed." in lin.page.text)
"""
LEFT = (
    "SealedFile.objects.count(), Recording.objects.filter(destroyed=None).count(), Letter.objects.count() > 0"
)


def left_in(line: Line) -> tuple[str, int]:
    """Rows, and files on the disk."""
    return line.asks(LEFT), sum(path.is_file() for path in line.folder.files.rglob("*"))


def test_what_a_backup_has_of_a_voice_does_not_come_back(tmp_path: Path) -> None:
    with new_line(tmp_path) as line, new_database() as database:
        code = json.loads(line.does(RECORD))
        backup = line.backs_up(tmp_path / "backups")
        agreed = line.does(AGREE.format(code=code))
        again = Line(tmp_path / "again", database)

        said = again.runs("restore", backup, again.folder.path, "--destroyed", line.folder.destroyed)

        assert (said.code, said.err, agreed) == (0, "", "True")
        assert any("files" in str(path) and path.is_file() for path in backup.rglob("*"))
        assert left_in(again) == ("0 0 True", 0)
