"""A made-up office, founded the way a real one is: two reviewers, somebody who guards names, and their keys on a signed sheet.

Everything lies in one folder, the sign-in words too, for nobody here is real. No process of a real line can import this.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from fairwitness.demo.credentials import Credentials, Reviewer, credentials_file, read_credentials
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, found, sign_sheet
from fairwitness.office.nine_questions import with_value
from fairwitness.office.problems import OfficeError

CHANNEL = "public"
REVIEWERS = {"amara": ("Amara Okafor", "coordinator"), "lin": ("林晓", "board")}
ADMINISTRATOR = ("ada", "Ada Lindqvist")
CUSTODIAN = ("nadia", "Nadia Haddad")
SHEET = timedelta(days=3650)  # longer than a real office's: here the clock can be moved
PACKAGE = Path(__file__).resolve().parent.parent
MADE_BY = ("office.py", "credentials.py", "telling.py", "hearing.py", "names.py", "tips.py", "papers.py")
OTHER = """The made-up office in {path} is of another version of Fair Witness.
Nobody in it is real. Forget it, and the next start makes it afresh:

    rm -r {path}
"""


def found_demo(folder: OfficeFolder, address: str) -> None:
    """Found the office once: what `init`, `keys staff` and `keys sign-sheet` do. Its charter names the address each time.

    One of another version is made afresh where nobody has written in it; otherwise OfficeError says what to do.
    """
    if credentials_file(folder).is_file() and not _is_of_this_version(folder):
        if _was_written_in(folder):
            raise OfficeError(OTHER.format(path=folder.path))
        _forget(folder)
    if not credentials_file(folder).is_file():
        _found(folder, address)
    elif _name(folder, address):
        sign_sheet(folder, CHANNEL, until=today() + SHEET)  # a sheet says which charter it was signed under


def _found(folder: OfficeFolder, address: str) -> None:
    found(folder.path)
    _name(folder, address)
    made = [
        Reviewer(name, shown, add_staff(folder, name, CHANNEL, shown_name=shown, role=role).passphrase)
        for name, (shown, role) in REVIEWERS.items()
    ]
    name, shown = CUSTODIAN
    guards = add_staff(folder, name, CHANNEL, shown_name=shown, guards=True).passphrase
    sign_sheet(folder, CHANNEL, until=today() + SHEET)
    Credentials(edition(), tuple(made), custodian=Reviewer(name, shown, guards)).write(folder)


def _name(folder: OfficeFolder, address: str) -> bool:
    """In the charter, where the demo is served; whether that is another charter now. An address that no charter may name, as in a network at home, is left out."""
    before = folder.charter.read_text("utf-8")
    named = with_value(before, ("addresses",), [address])
    with suppress(CharterError):
        parse(named)
        folder.charter.write_text(named, "utf-8")
        return named != before
    return False


def edition() -> str:
    """Tells versions apart that would make up another office: by the tables of the line, and by what is made up."""
    digest = hashlib.sha256()
    for file in sorted([*PACKAGE.glob("*/migrations/*.py"), *(PACKAGE / "demo" / name for name in MADE_BY)]):
        digest.update(str(file.relative_to(PACKAGE)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _is_of_this_version(folder: OfficeFolder) -> bool:
    """And whole: a first start that was cut left an office without its tips."""
    try:
        kept = read_credentials(folder)
    except ValueError:
        return False
    return kept.edition == edition() and kept.letters is not None


def _was_written_in(folder: OfficeFolder) -> bool:
    """Whether there is a letter that the demo has not made up itself. Where that cannot be told, there may be."""
    try:
        made_up = read_credentials(folder).letters
        if made_up is None:
            return False
        with closing(sqlite3.connect(f"{folder.database.as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("SELECT count(*) FROM sealed_letter").fetchone()[0] > made_up)
    except (ValueError, sqlite3.Error):
        return True


def _forget(folder: OfficeFolder) -> None:
    """Remove what the demo has made, and nothing else that may lie there."""
    for inner in (folder.data, folder.sheets, folder.staff):
        shutil.rmtree(inner, ignore_errors=True)
    files = (folder.charter, folder.line_id, folder.office_key, folder.office_pub, folder.django_key)
    for file in (*files, folder.line_key, folder.line_pub, *folder.path.glob("demo.*")):
        file.unlink(missing_ok=True)
