"""Files that hold a secret."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(file: Path, content: bytes) -> None:
    """For this user alone; FileExistsError for one that is there."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(content)
