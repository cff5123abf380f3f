"""Lin has told something and holds the code; Amara can answer as her browser does."""

from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.office.folder import OfficeFolder


@pytest.fixture
def lin(office: OfficeFolder) -> Tipster:
    """With a tip that says that the exit is chained."""
    del office
    lin = Tipster()
    lin.tells("The exit is chained.")
    return lin
