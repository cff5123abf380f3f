"""Stealing the server: everything that lies there, as it lies there, and a search through all of it.

What is left out is one file, the demo's own credentials: on a real line nothing like it exists.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote, quote_plus

from django.conf import settings
from django.db import connection

from fairwitness.demo.credentials import credentials_file
from fairwitness.office.fields import AGE_HEADER
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Channel, Staff
from fairwitness.sealed.models import Draft, Grant, Letter, SealedFile, Tip

SHORTEST = 6  # bytes of UTF-8: less would be found in any cipher by chance
ROWS = 25  # of a table that are shown; the search goes through all
FIRST = 24  # bytes of a file or a cell that are shown
LONGEST = 64  # characters of a cell
ESCAPE = re.compile("%[0-9A-F]{2}")
BITS = 6  # of a character of base64


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a row."""

    text: str
    is_sealed: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the database, its first rows and how many there are."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    count: int

    @property
    def more(self) -> int:
        """Rows that are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class File:
    """A file of the office's folder."""

    name: str
    size: int
    first: str  # bytes, in hexadecimal


@dataclass(frozen=True)
class Found:
    """Where a sentence lies in the clear, and in which writing."""

    place: str
    writing: str


def tables() -> list[Table]:
    """Every table, as a program that knows nothing of us reads it."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
    return [_table(name) for name in names]


def files() -> list[File]:
    """Every file, by name."""
    folder = _folder().path
    return [found for path in _paths() if (found := _file(path, folder))]


def search(sentence: str) -> list[Found]:
    """Every file and every row that holds the sentence, in any of the writings. Nothing of the search is kept."""
    wanted = writings(sentence)
    return [*_in_files(wanted), *_in_rows(wanted)]


def writings(sentence: str) -> dict[bytes, str]:
    """The sentence as bytes, in every way in which a program might have put it down, with the name of each."""
    text = sentence.encode()
    ways = [
        (text, "UTF-8"),
        (sentence.encode("utf-16-le"), "UTF-16"),
        (sentence.encode("utf-16-be"), "UTF-16"),
        *((whole, "base64") for whole in _base64(text)),
        *((written(text).encode(), "URL") for written in (quote, quote_plus, _lower_quote)),
        (json.dumps(sentence)[1:-1].encode(), "JSON"),
    ]
    return dict(reversed(ways))  # where two are the same bytes, the plainest name wins


def _base64(text: bytes) -> Iterator[bytes]:
    """The characters that the text alone decides, for each of the three places at which it can begin, in both alphabets."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + text)
        part = whole[-(-8 * before // BITS) : 8 * (before + len(text)) // BITS]
        yield part
        yield part.translate(bytes.maketrans(b"+/", b"-_"))


def _lower_quote(text: bytes) -> str:
    return ESCAPE.sub(lambda escape: escape[0].lower(), quote(text))


def _in_files(wanted: dict[bytes, str]) -> Iterator[Found]:
    """The raw bytes of each: of the database, its write-ahead log and whatever was deleted in them as well."""
    folder = _folder().path
    for path in _paths():
        for writing in _writings_in(path, wanted):
            yield Found(str(path.relative_to(folder)), writing)


def _writings_in(path: Path, wanted: dict[bytes, str]) -> list[str]:
    content = _read(path, "cat")
    return _once(name for way, name in wanted.items() if way in content)


def _read(path: Path, *program: str) -> bytes:
    """What a program reads of a file; nothing of one that is gone meanwhile.

    A process that closes a file gives up every POSIX lock it has on it, SQLite's as well. The next program that closes
    the database would then take itself for the last one and remove the write-ahead log that this line still writes to.
    """
    return subprocess.run([*program, "--", str(path)], capture_output=True, check=False).stdout


def _in_rows(wanted: dict[bytes, str]) -> Iterator[Found]:
    """Each value by itself: in the raw file a long one may lie in several places."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name out of the catalogue
            values = [_bytes(value) for value in chain.from_iterable(cursor.fetchall())]
            for writing in _once(
                name for way, name in wanted.items() if any(way in value for value in values)
            ):
                yield Found(table, writing)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _table(name: str) -> Table:
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(name)
        cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - a name out of the catalogue
        count = int(cursor.fetchone()[0])
        cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - the same
        columns = [column[0] for column in cursor.description]
        rows = [[_cell(value) for value in row] for row in cursor.fetchmany(ROWS)]
    return Table(name, columns, rows, count)


def _cell(value: object) -> Cell:
    if isinstance(value, bytes | memoryview):
        return _cell_of_bytes(bytes(value))
    text = "" if value is None else str(value)
    return Cell(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _cell_of_bytes(raw: bytes) -> Cell:
    """Of an age file its first line, which says what it is, and its last bytes: all first bytes are the same."""
    if raw.startswith(AGE_HEADER):
        return Cell(
            f"{AGE_HEADER.decode().strip()} … {raw[-FIRST:].hex(' ', 2)} ({len(raw)})", is_sealed=True
        )
    shown = raw[:FIRST].hex(" ", 2)
    return Cell(f"{shown} … ({len(raw)})" if len(raw) > FIRST else shown)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def _file(path: Path, folder: Path) -> File | None:
    """None for one that is gone meanwhile: the line goes on while the thief looks."""
    try:
        return File(
            str(path.relative_to(folder)), path.stat().st_size, _read(path, "head", f"-c{FIRST}").hex(" ", 2)
        )
    except FileNotFoundError:
        return None


def _paths() -> Iterator[Path]:
    left_out = credentials_file(_folder())
    return (path for path in sorted(_folder().path.rglob("*")) if path.is_file() and path != left_out)


def _folder() -> OfficeFolder:
    folder: OfficeFolder = settings.FOLDER
    return folder


@dataclass(frozen=True)
class Learnt:
    """What somebody learns who has all of it and none of the words: this, and no more."""

    tips: int
    drafts: int
    days: Sequence[tuple[str, int]]  # on how many days how many came
    sizes: Sequence[tuple[int, int]]  # bytes of a letter as stored, and how many have them
    letters: int
    answers: int
    files: int
    grants: int
    channels: Sequence[str]
    staff: Sequence[str]


def learnt() -> Learnt:
    """Out of the rows, as a thief would count them."""
    days = Counter(str(day) for day in Tip.objects.values_list("received", flat=True))
    sizes = Counter(len(sealed) for sealed in Letter.objects.values_list("sealed", flat=True))
    return Learnt(
        tips=Tip.objects.count(),
        drafts=Draft.objects.count(),
        days=sorted(days.items()),
        sizes=sorted(sizes.items()),
        letters=Letter.objects.count(),
        answers=Letter.objects.filter(from_office=True).count(),
        files=SealedFile.objects.count(),
        grants=Grant.objects.count(),
        channels=list(Channel.objects.values_list("slug", flat=True)),
        staff=list(Staff.objects.values_list("shown_name", flat=True)),
    )
