"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.people import AMARA


@pytest.fixture
def amara(tmp_path: Path) -> Path:
    """Amara's key file, with a comment and an empty line."""
    file = tmp_path / "amara.key"
    file.write_text(f"# Amara\n\n{AMARA.reveal()}\n")
    return file
