"""`python -m sending serve …`: `fairwitness serve …`, with the settings of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

from fairwitness import cli
from fairwitness.cli import running
from fairwitness.office.folder import OfficeFolder

set_up = running.set_up


def with_the_page(path: Path, settings: str = "") -> OfficeFolder:
    """The same folder, served with one page more."""
    del settings
    return set_up(path, "sending.settings")


running.set_up = with_the_page
if __name__ == "__main__":
    sys.exit(cli.main())
