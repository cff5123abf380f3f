"""Writes cctv.json beside it: the 143 vectors of the age format, from the npm package of C2SP/CCTV; `--check` only compares.

Each test kit stands under its name, in base64, as it is there: lines of `key: value`, an empty line, an age file. The package is pinned by
the hash of its archive. Needs npm and a registry; nothing is installed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = "cctv-age@0.2.0"
SHA512 = "1fiGAaWr+snqgu8+uCC7qPeApAuueOESET2npKe0FVLY+Huf+Kkia89Rybx/uoGNCml31SgAjiQIeFOY4K3New=="
KIT = re.compile(r'// \.\./testdata/(\w+)\nvar \w+ = __toBinary\("([^"]*)"\)')


def main() -> int:
    """Write or compare."""
    made = json.dumps(kits(), indent=1) + "\n"
    file = HERE / "cctv.json"
    if "--check" in sys.argv:
        return int(file.read_text("ascii") != made)
    file.write_text(made, "ascii")
    return 0


def kits() -> dict[str, str]:
    """Every test kit by its name."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", PACKAGE],  # noqa: S607 - npm is where the PATH says
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    if hashlib.sha512(archive).digest() != base64.b64decode(SHA512):
        raise SystemExit("this is not the archive that is pinned")
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        module = opened.extractfile("package/index.js")
        assert module
        return dict(sorted(KIT.findall(module.read().decode("ascii"))))


if __name__ == "__main__":
    sys.exit(main())
