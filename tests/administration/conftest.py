"""An office that Ada runs; its folder is put back afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from administrator import Administrator, ada_runs_the_line
from clock import Clock

from fairwitness.office import versions
from fairwitness.office.folder import OfficeFolder


@pytest.fixture
def running(office: OfficeFolder, clock: Clock) -> Iterator[OfficeFolder]:
    """The line has opened."""
    del clock
    places = (office.path, office.staff, office.invitations, office.sheets, office.data)
    before = {file: file.read_bytes() for place in places for file in place.glob("*") if file.is_file()}
    versions.take_up_file(office)
    yield office
    for file in [file for place in places for file in place.glob("*") if file.is_file()]:
        if file not in before:
            file.unlink()
    for file, raw in before.items():
        if not file.exists() or file.read_bytes() != raw:
            file.write_bytes(raw)


@pytest.fixture
def ada(running: OfficeFolder) -> Administrator:
    """Signed in."""
    del running
    return Administrator(ada_runs_the_line())
