"""Writes src/fairwitness/client.json, the list of everything that browsers are served; `--check` only compares."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from fairwitness.site.client import MANIFEST, fingerprint, manifest_of

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/fairwitness"


def main() -> int:
    """Write it; or with `--check` say that it is stale."""
    release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    made = manifest_of(PACKAGE, release)
    if "--check" in sys.argv:
        if (PACKAGE / MANIFEST).read_bytes() == made:
            return 0
        print("client.json is not about the files that are served: make client")
        return 1
    (PACKAGE / MANIFEST).write_bytes(made)
    print(f"client {fingerprint(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
