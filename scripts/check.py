"""Everything that can be said of the code without running it: `make check`; `--fix` mends what a program can mend."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(str(path) for path in (ROOT / "src").rglob("*.html"))


@dataclass(frozen=True)
class Check:
    """One program; `node` marks those that come from the npm packages."""

    name: str
    command: tuple[str, ...]
    node: bool = False


CHECKS = (
    Check("ruff format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("ruff", ("ruff", "check", "--quiet", ".")),
    Check("mypy", ("mypy",)),
    Check("layers", ("lint-imports",)),
    Check("djade", ("djade", "--check", "--target-version", "5.2", *TEMPLATES)),
    Check("catalogues", (sys.executable, "scripts/catalogues.py", "--check")),
    Check("states", (sys.executable, "scripts/states.py", "--check")),
    Check("client", (sys.executable, "scripts/client.py", "--check")),
    Check("tsc", ("node_modules/.bin/tsc",), node=True),
    Check("biome", ("node_modules/.bin/biome", "ci"), node=True),
)
FIXES = (
    ("ruff", "check", "--fix", "--quiet", "."),
    ("ruff", "format", "--quiet", "."),
    ("djade", "--target-version", "5.2", *TEMPLATES),
)


def main() -> int:
    """Run all of them; say which failed and why, and which could not run here."""
    if "--fix" in sys.argv:
        return sum(subprocess.run(fix, cwd=ROOT, check=False).returncode for fix in FIXES)
    possible = [check for check in CHECKS if not check.node or _node_is_here()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(_run, possible))
    for check in CHECKS:
        if check not in possible:
            print(f"left out: {check.name} (needs Node and `npm ci`)")
    if os.environ.get("CI") and len(possible) < len(CHECKS):
        return 1
    return int(any(outcomes))


def _node_is_here() -> bool:
    return bool(shutil.which("node")) and (ROOT / "node_modules/.bin/tsc").exists()


def _run(check: Check) -> int:
    done = subprocess.run(check.command, cwd=ROOT, check=False, capture_output=True, text=True)
    print(f"{'ok' if done.returncode == 0 else 'FAILED'}: {check.name}")
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
