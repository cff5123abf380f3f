"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.between import Between
from cli.people import AMARA
from cli.real_line import RealLine, served_office


@pytest.fixture
def amara(tmp_path: Path) -> Path:
    """Amara's key file, with a comment and an empty line."""
    file = tmp_path / "amara.key"
    file.write_text(f"# Amara\n\n{AMARA.reveal()}\n")
    return file


@pytest.fixture(scope="session")
def real_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealLine]:
    """One for all tests that ask a line from outside: none of them changes it."""
    with served_office(tmp_path_factory.mktemp("real-line")) as line:
        yield line


@pytest.fixture
def shown(real_line: RealLine, monkeypatch: pytest.MonkeyPatch) -> Between:
    """What this line shows, and may be changed on the way. No proxy of this machine is asked."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return Between(real_line.at)
