"""`fairwitness` as a process of its own, as somebody at a terminal or a script runs it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "fairwitness"]


@dataclass(frozen=True)
class Ended:
    """How it ended and what it said."""

    code: int
    output: bytes
    errors: str

    @property
    def in_one_line(self) -> bool:
        """Whether it failed with one clear line, as `age` does."""
        whole = self.errors.startswith("fairwitness: ") and self.errors.endswith("\n")
        return self.code == 1 and whole and self.errors.count("\n") == 1


def fairwitness(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None) -> Ended:
    """Run it to its end."""
    done = subprocess.run([*COMMAND, *arguments], input=stdin, capture_output=True, check=False, cwd=folder)
    return Ended(done.returncode, done.stdout, done.stderr.decode())
