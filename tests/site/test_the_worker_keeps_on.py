from __future__ import annotations

import os
import subprocess
import sys

from made_up_office import FOLDER

ROUND = "import django; django.setup(); from fairwitness.site.worker import try_one_round; try_one_round()"
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
    assert done.stderr.startswith("ERROR fairwitness.worker OperationalError at ")
    assert "canary" not in done.stderr
