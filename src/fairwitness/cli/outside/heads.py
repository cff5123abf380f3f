"""Whether the journal's heads go on from those that were seen earlier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from fairwitness.cli.outside.charter import history_of
from fairwitness.cli.outside.line import Line, Wrong
from fairwitness.crypto.chain import ChainError, Head, read_head
from fairwitness.office.clock import today

NEWEST = "/journal/head"
LATE = 3  # days after which a line that runs has signed the next one


def wrong_newest(line: Line) -> Iterator[str]:
    """A head that the line's key has not signed, of a day that cannot be, or an old one."""
    head = newest(line)
    if head is None:
        yield f"head: there is none, and the line opened on {opened(line)}"
        return
    if head.day >= today():
        yield f"head: {NEWEST} is of {head.day}, a day that is not over"
    if head.day < today() - timedelta(days=LATE):
        yield f"head: the line has signed no head since {head.day}"


def is_new(line: Line) -> bool:
    """Whether it may be that no day of the line is over and signed yet."""
    return newest(line) is None and opened(line) >= today() - timedelta(days=LATE)


def opened(line: Line) -> date:
    """When its first charter was published; today where it has published none."""
    return min((one.published for one in history_of(line)), default=today())


def wrong_seen(line: Line) -> Iterator[str]:
    """Heads seen earlier that the newest does not come after, or that the line no longer publishes for their day."""
    now = newest(line)
    for file in seen(line):
        kept = _read(line, file.read_bytes(), str(file))
        if now is None or now.day < kept.day:
            yield f"head: the line goes back: it published a head of {kept.day}, and now {now.day if now else 'none'}"
        elif (then := _of_day(line, kept)) != kept:
            said = "another one" if then else "none"
            yield f"head: for {kept.day} the line now publishes {said}: its journal was chained anew, or cut off"


def newest(line: Line) -> Head | None:
    """The newest that is published; None before there is one."""
    published = line.there(NEWEST)
    return _read(line, published, NEWEST) if published is not None else None


def seen(line: Line) -> Sequence[Path]:
    """Files of heads that were kept: those that the command was told, and those that it kept itself."""
    own = sorted(line.folder.glob("*.head")) if line.folder else []
    return [*line.told.heads, *own]


def keep(line: Line, folder: Path) -> None:
    """For the next time. Two heads of one day are kept both: each is signed, and together they prove it."""
    published = line.there(NEWEST)
    if published is not None:
        name = f"{_read(line, published, NEWEST).day}.{sha256(published).hexdigest()[:8]}.head"
        (folder / name).write_bytes(published)


def _of_day(line: Line, kept: Head) -> Head | None:
    path = f"/journal/heads/{kept.day}"
    published = line.there(path)
    return _read(line, published, path) if published is not None else None


def _read(line: Line, published: bytes, where: str) -> Head:
    try:
        head = read_head(published, line.line_key.key)
    except ChainError as error:
        raise Wrong(f"head: {where}: {error}") from None
    if head.line != line.line_key.line:
        raise Wrong(f"head: {where}: this head is another line's")
    return head
