"""Offices of a test's own, and the real program that runs them."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, found, sign_sheet
from fairwitness.office.inviting import MadeKeys


@dataclass(frozen=True)
class Said:
    """What a program said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line about what went wrong."""
        (line,) = self.err.splitlines()
        return line


def fairwitness(*words: str | Path, within: Path | None = None, typed: str = "") -> Said:
    """Run the real program, with no word of this process's office."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWITNESS_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "fairwitness", *map(str, words)]
    done = subprocess.run(
        command, cwd=within, env=environment, check=False, capture_output=True, text=True, input=typed
    )
    return Said(done.returncode, done.stdout, done.stderr)


def new_office(path: Path, *reviewers: str) -> OfficeFolder:
    """An office with these reviewers on a signed sheet of the channel `public`; without any, not signed."""
    folder = found(path)
    for name in reviewers:
        add_staff(folder, name, "public", role="board")
    if reviewers:
        sign_sheet(folder, "public")
    return folder


def made(folder: OfficeFolder, name: str) -> MadeKeys:
    """What a browser makes."""
    seed = secrets.token_bytes(32)
    keys, derived = StaffKeys.from_seed(seed), StaffPassphrase.generate().derive(folder.line(), name)
    sealed = seal(seed, [derived.unlock.recipient])
    return MadeKeys(keys.identity.recipient, keys.signing.verifying_key, derived.sign_in, sealed)


def change(file: Path, old: str, new: str) -> None:
    """Do what an editor does."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
