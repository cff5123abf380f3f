"""Where sealed parts lie. Their times are set to the day, for a file's mtime is a clock."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.core.files.storage import FileSystemStorage, default_storage

from fairwitness.office.clock import today

log = logging.getLogger("fairwitness.storage")


class PartLost(Exception):
    """A part that was kept is not on the disk any more."""


class DayStorage(FileSystemStorage):
    """A folder of sealed parts: `ab/<file id>.<part number>`, readable by this user alone."""

    def part_path(self, file_id: str, number: int) -> Path:
        """Where a part lies. The id is one of ours (22 base64url characters), so it is no path of anybody's."""
        return Path(self.path(f"{file_id[:2].lower()}/{file_id}.{number}"))

    def create_part(self, file_id: str, number: int) -> BinaryIO:
        """A new file, to be written and read back; an existing one is never overwritten."""
        path = self.part_path(file_id, number)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return cast("BinaryIO", os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b"))

    def keep_part(self, file: BinaryIO | BufferedWriter) -> None:
        """Make a part durable and take the time of day from it. Closes it."""
        file.flush()
        _keep(file.fileno())
        file.close()

    def keep_folder(self, file_id: str) -> None:
        """Make the names of a file's parts durable, and that of their folder, which may be new."""
        folder = self.part_path(file_id, 0).parent
        keep_names(folder)
        keep_names(folder.parent)

    def nameless(self) -> BinaryIO:
        """A new file that has no name: it is gone with whoever holds it, unless `put_part` gives it one."""
        try:
            handle = os.open(self.location, os.O_TMPFILE | os.O_RDWR, 0o600)
        except (AttributeError, OSError):  # not Linux, or a file system that has no such files
            return cast("BinaryIO", TemporaryFile(dir=self.location))
        return os.fdopen(handle, "w+b")

    def keep_nameless(self, file: BinaryIO) -> None:
        """Make its content durable, and take the time of day from it."""
        file.flush()
        _keep(file.fileno())

    def put_part(self, file_id: str, number: int, part: BinaryIO) -> None:
        """Name a nameless file that is durable: the part appears whole, or not at all. What lay there before is gone."""
        path = self.part_path(file_id, number)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.unlink(missing_ok=True)
        try:
            # A directory is named only so that the link is followed: an absolute path needs none.
            os.link(f"/proc/self/fd/{part.fileno()}", path, src_dir_fd=part.fileno(), follow_symlinks=True)
        except (OSError, NotImplementedError):
            self._copy(part, path)
        self.keep_folder(file_id)

    def _copy(self, part: BinaryIO, path: Path) -> None:
        coming = path.with_name(f"{path.name}.coming")
        try:
            with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
                part.seek(0)
                copyfileobj(part, copy)
                self.keep_part(copy)
            coming.replace(path)
        except OSError:  # a full disk gets its room back
            coming.unlink(missing_ok=True)
            raise

    def open_part(self, file_id: str, number: int) -> BinaryIO:
        """A part to read. PartLost."""
        try:
            return self.part_path(file_id, number).open("rb")
        except FileNotFoundError:
            log.error("a part of a file is not on the disk any more")  # noqa: TRY400 - its words name the file
            raise PartLost from None

    def must_hold(self, file_id: str, parts: int) -> None:
        """PartLost where not all of them lie there."""
        for number in range(parts):
            self.open_part(file_id, number).close()

    def destroy(self, file_id: str) -> None:
        """Remove all parts of a file, also those that no row counted; gone for good when it returns."""
        parts = list(self.parts_of(file_id))
        for part in parts:
            part.unlink(missing_ok=True)
        if parts:
            keep_names(parts[0].parent)

    def destroy_from(self, file_id: str, number: int) -> None:
        """Remove this part of a file, those after it, and half copies of any; gone for good when it returns."""
        kept = {self.part_path(file_id, before) for before in range(number)}
        behind = [path for path in self.parts_of(file_id) if path not in kept]
        for path in behind:
            path.unlink(missing_ok=True)
        if behind:
            keep_names(behind[0].parent)

    def parts_of(self, file_id: str) -> Iterator[Path]:
        """Every part that lies there."""
        first = self.part_path(file_id, 0)
        return iter(sorted(first.parent.glob(f"{file_id}.*")))

    def file_ids(self) -> Iterator[set[str]]:
        """The ids of all files of which a part lies there, folder by folder."""
        for folder in Path(self.location).iterdir():
            if folder.is_dir():
                yield {part.name.partition(".")[0] for part in folder.iterdir()}


def keep_names(folder: Path) -> None:
    """Make durable which names stand in a folder; its time is set to the day too, or it would tell when the newest came."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        _keep(handle)
    finally:
        os.close(handle)


def _keep(handle: int) -> None:
    midnight = datetime.combine(today(), datetime.min.time(), UTC).timestamp()
    os.utime(handle, (midnight, midnight))
    os.fsync(handle)


def storage() -> DayStorage:
    """The line's storage of sealed parts."""
    return cast("DayStorage", default_storage)
