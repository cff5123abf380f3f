"""One made-up office for each test process, founded the way a real one is, before Django reads its settings from it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_PLACE = Path(tempfile.mkdtemp(prefix="fairwitness-"))
atexit.register(shutil.rmtree, _PLACE, ignore_errors=True)
os.environ["FAIRWITNESS_DIR"] = str(_PLACE / "office")
os.environ["FAIRWITNESS_TIPS_A_MINUTE"] = "1000000"  # tests send more in a minute than a line takes up
os.environ["DJANGO_SETTINGS_MODULE"] = "fairwitness.site.settings"

from fairwitness.crypto.codes import StaffPassphrase, StaffSecrets  # noqa: E402 - the folder must be named first
from fairwitness.office.folder import OfficeFolder  # noqa: E402 - the same
from fairwitness.office.founding import NewStaff, add_staff, found, sign_sheet  # noqa: E402 - the same

FOLDER = OfficeFolder(_PLACE / "office")
SECOND_CHANNEL = """
[[channels]]
slug = "workers"
kinds = ["danger-to-people", "retaliation"]
name = { en = "For our workers", zh-hans = "面向职工" }
introduction = { en = "Tell us what is dangerous at work.", zh-hans = "请告诉我们工作中的危险。" }
readers = [{ role = "safety", name = { en = "Safety officer", zh-hans = "安全员" } }]
"""
SEATS = (("amara", "public", "coordinator"), ("noor", "public", "board"), ("wei", "workers", "safety"))
STAFF: dict[str, NewStaff] = {}
BO = _PLACE / "bo.json"  # of Bo, who guards names in the tests that ask for it: `guarding.py`


def _found() -> None:
    """Amara and Noor read what the public tells, Wei what workers tell."""
    found(FOLDER.path)
    FOLDER.charter.write_text(FOLDER.charter.read_text("utf-8") + SECOND_CHANNEL, "utf-8")
    for name, channel, role in SEATS:
        STAFF[name] = add_staff(FOLDER, name, channel, shown_name=name.title(), role=role)
    for channel in ("public", "workers"):
        sign_sheet(FOLDER, channel)
    STAFF["bo"] = add_staff(FOLDER, "bo", "public", shown_name="Mr Bo", guards=True)
    (FOLDER.staff / "bo.json").rename(BO)
    FOLDER.files.mkdir(parents=True, exist_ok=True)


def secrets_of(name: str) -> StaffSecrets:
    """What the browser makes of the eight words of whoever has this sign-in name."""
    return _derived(name, STAFF[name].passphrase)


@cache
def _derived(name: str, passphrase: str) -> StaffSecrets:
    """Once, since it takes a tenth of a second of a core."""
    return StaffPassphrase.read(passphrase).derive(FOLDER.line(), name)


_found()
