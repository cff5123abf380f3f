"""What later stages have that a tip's page shows without knowing them: what waits for a reader, and what two have signed of its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fairwitness.office.models import Staff
from fairwitness.sealed.models import Tip

Says = Callable[[Staff, Tip], Any]
Signs = Callable[[Tip], Mapping[str, str]]
_said: dict[str, Says] = {}
_signed: dict[str, Signs] = {}


def show(stage: str, says: Says) -> None:
    """From now on, on the page of each tip: a few words beside the link to that stage, or nothing."""
    _said[stage] = says


def waiting_for(staff: Staff, tip: Tip) -> dict[str, Any]:
    """What each of them says to this reader about this tip."""
    return {stage: says(staff, tip) for stage, says in _said.items()}


def close(stage: str, signs: Signs) -> None:
    """From now on, in the browser of whoever reads the tip: which of its claims are closed, as two have signed it there."""
    _signed[stage] = signs


def closed(tip: Tip) -> dict[str, str]:
    """The statement and both signatures; nothing where there are none."""
    return {name: text for signs in _signed.values() for name, text in signs(tip).items()}
