"""One fingerprint for everything a browser is served from this package."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SERVED = {".css", ".js", ".png", ".txt", ".ico"}


@cache
def static_fingerprint(package: Path) -> str:
    """Twelve hex digits of SHA-256 over names and bytes of all static files below `package`."""
    digest = hashlib.sha256()
    folders = [*package.glob("*/static"), package / "crypto" / "browser", package / "vendor"]
    for file in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SERVED):
        digest.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
