"""Bringing a tip of a running line to its scope check, as a reader does who takes it in hand."""

from __future__ import annotations

import os
import subprocess
import sys

from journeys.lines import RunningLine
from journeys.people import Reviewer

TAKE = """
import sys, django
django.setup()
from fairwitness.office.clock import today
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State
tip = Tip.objects.get(pk=sys.argv[1])
if tip.state == State.RECEIVED:
    move(tip.pk, State.ACKNOWLEDGED, seen=State.RECEIVED, acknowledged=today())
move(tip.pk, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED)
"""


def take_in_hand(line: RunningLine, reading: Reviewer) -> str:
    """The tip that this reviewer has open. Returns its id."""
    tip = reading.page.url.rstrip("/").rpartition("/")[2]
    environment = {
        **os.environ,
        "FAIRWITNESS_DIR": str(line.folder / "office"),
        "DJANGO_SETTINGS_MODULE": "fairwitness.site.settings",
        "FAIRWITNESS_DATABASE": line.database,
    }
    subprocess.run([sys.executable, "-c", TAKE, tip], env=environment, check=True)
    return tip
