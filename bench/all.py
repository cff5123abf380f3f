"""Every bench beside this one, one after the other: `make bench`. Each writes its own file under bench/results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHES = sorted(set(HERE.glob("*.py")) - {Path(__file__), HERE / "visiting.py"})  # which they share


def main() -> int:
    """Run them; 1 where any failed."""
    codes = [subprocess.run([sys.executable, bench], check=False).returncode for bench in BENCHES]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
