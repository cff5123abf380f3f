"""Parts of files that the database counts and that are not there: damage of the disk, or somebody's mistake."""

from __future__ import annotations

from pathlib import Path

from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import storage


def missing_parts() -> list[Path]:
    """Where they should lie. A file that is destroyed meanwhile misses nothing."""
    counted = SealedFile.objects.filter(pending_since=None).values_list("id", "parts")
    gone = [file_id for file_id, parts in counted.iterator() if _gone(file_id, parts)]
    again = [counted.filter(pk=file_id).first() for file_id in gone]
    return sorted(path for one in again if one for path in _gone(*one))


def _gone(file_id: str, parts: int) -> list[Path]:
    paths = (storage().part_path(file_id, number) for number in range(parts))
    return [path for path in paths if path.is_symlink() or not path.is_file()]
