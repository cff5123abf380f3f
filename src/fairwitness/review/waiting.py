"""What later stages have that waits for a reader: they say it, and a tip's page shows it without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fairwitness.office.models import Staff
from fairwitness.sealed.models import Tip

Says = Callable[[Staff, Tip], Any]
_said: dict[str, Says] = {}


def show(stage: str, says: Says) -> None:
    """From now on, on the page of each tip: a few words beside the link to that stage, or nothing."""
    _said[stage] = says


def waiting_for(staff: Staff, tip: Tip) -> dict[str, Any]:
    """What each of them says to this reader about this tip."""
    return {stage: says(staff, tip) for stage, says in _said.items()}
