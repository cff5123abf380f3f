"""What readers and Mr Bo do about the name of the only tip of a line, in a process beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from journeys.lines import ServedLine, run_fairwitness

RUN = "import django, json; django.setup(); from journeys import name_signed; print(json.dumps(name_signed.{}()))"


def bo_guards_names(line: ServedLine) -> None:
    """Mr Bo gets his eight words, and the office key signs a sheet that names him; the line does not run yet."""
    folder = line.folder / "office"
    where = ["--channel", "public", "--dir", str(folder)]
    told = run_fairwitness("keys", "staff", "bo", "--custodian", *where)
    line.reviewers.append({"sign_in_name": "bo", "passphrase": _words(told)})
    line.medium.rename(folder / "office.key")
    run_fairwitness("keys", "sign-sheet", *where)
    (folder / "office.key").rename(line.medium)


def beside(line: ServedLine, what: str) -> list[str]:
    """`ask`, or `open_it`, which says what the two then read."""
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "WORDS": json.dumps({one["sign_in_name"]: one["passphrase"] for one in line.reviewers}),
    }
    told = subprocess.check_output([sys.executable, "-c", RUN.format(what)], env=environment)
    return list(json.loads(told))


def _words(told: str) -> str:
    lines = [line.split() for line in told.splitlines()]
    return " ".join(one[1] for one in lines if len(one) == 2 and one[0].isdigit())
