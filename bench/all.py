"""Every bench beside this one, one after the other: `make bench`. Each writes its own file under bench/results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHES = sorted(set(Path(__file__).parent.glob("*.py")) - {Path(__file__)})


def main() -> int:
    """Run them; 1 where any failed."""
    codes = [subprocess.run([sys.executable, bench], check=False).returncode for bench in BENCHES]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
