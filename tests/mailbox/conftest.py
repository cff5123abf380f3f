"""Lin has told something and holds the code; Amara can answer as her browser does."""

from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.mailbox.views.enter import UNKNOWN
from fairwitness.office.folder import OfficeFolder


@pytest.fixture
def lin(office: OfficeFolder) -> Tipster:
    """With a tip that says that the exit is chained."""
    del office
    lin = Tipster()
    lin.tells("The exit is chained.")
    return lin


@pytest.fixture
def slower_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred seconds between wrong codes: on a busy machine two tries lie further apart than the line's own pace."""
    monkeypatch.setattr(UNKNOWN, "_per_second", 0.01)
    monkeypatch.setattr(UNKNOWN, "_next", 0.0)
