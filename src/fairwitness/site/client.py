"""The client: every file that a line hands to browsers, and the list in which a release says what each of them is.

Whoever has the list of a release can compare a running line with it, byte for byte, without trusting the line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "client.json"
GROUPS, DIGITS = 5, 4  # 80 bits: to find other files with the same fingerprint is out of reach


def served_files(package: Path) -> dict[str, Path]:
    """Each static file of a real line, by its name under the static address: scripts, styles, what is vendored."""
    stages = [folder for folder in package.glob("*/static") if folder.parent.name != "demo"]
    inside = {folder: folder for folder in stages} | {
        package / "crypto" / "browser": package,
        package / "vendor": package,
    }
    return {
        file.relative_to(beneath).as_posix(): file
        for folder, beneath in inside.items()
        for file in folder.rglob("*")
        if file.is_file()
    }


def manifest_of(package: Path, release: str) -> bytes:
    """The list: a line for each file, in order of names."""
    hashes = {
        name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in served_files(package).items()
    }
    told = {"release": release, "files": dict(sorted(hashes.items()))}
    return (json.dumps(told, indent=1) + "\n").encode()


def read_manifest(raw: bytes) -> tuple[str, Mapping[str, str]]:
    """The release's name, and the SHA-256 of each file in hex. ValueError for anything else."""
    told = json.loads(raw)
    match told:
        case {"release": str(release), "files": dict(files)} if all(
            isinstance(one, str) for one in files.values()
        ):
            return release, files
    raise ValueError("no list of a release's files")


def fingerprint(manifest: bytes) -> str:
    """The beginning of the list's SHA-256, in groups that can be read out."""
    digits = hashlib.sha256(manifest).hexdigest()
    return " ".join(digits[start : start + DIGITS] for start in range(0, GROUPS * DIGITS, DIGITS))


def own_manifest(package: Path) -> bytes:
    """The list of the release that is installed here."""
    return (package / MANIFEST).read_bytes()
