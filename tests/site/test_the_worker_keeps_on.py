from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_up_office import FOLDER

from fairwitness.site import keeping

ROUND = "import django; django.setup(); from fairwitness.site.worker import attempt, one_round; attempt(one_round)"
AWAY = "postgres://canary-name@127.0.0.1:1/canary-database"


def test_a_round_without_a_database_is_one_line_in_the_log_and_not_the_end() -> None:
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(FOLDER.path),
        "FAIRWITNESS_DATABASE": AWAY,
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
    }

    done = subprocess.run(
        [sys.executable, "-c", ROUND], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert done.stderr.startswith(
        "ERROR fairwitness.worker: a round of the worker was not finished: OperationalError at "
    )
    assert "canary" not in done.stderr


def test_a_worker_that_dies_is_started_again_and_ends_with_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AGAIN_AFTER", 0.02)
    mark = tmp_path / "marks"
    dies = f"open({str(mark)!r}, 'a').write('x')"

    with keeping.Kept([sys.executable, "-c", dies]):
        until = time.monotonic() + 20
        while time.monotonic() < until and (not mark.exists() or len(mark.read_text()) < 3):
            time.sleep(0.02)
    ended = len(mark.read_text())

    assert ended >= 3
    time.sleep(0.2)
    assert len(mark.read_text()) <= ended + 1
