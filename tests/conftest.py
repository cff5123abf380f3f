"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import django
import hypothesis
import pytest
from made_up_office import FOLDER
from playwright.sync_api import Browser, sync_playwright
from programs import need_program

from fairwitness.office.folder import OfficeFolder

hypothesis.settings.register_profile(
    "shared", deadline=None
)  # how long an example takes says more of a shared machine than of us
hypothesis.settings.load_profile("shared")
django.setup()  # the settings read the made-up office's folder, which is there now
del os.environ[
    "DJANGO_SETTINGS_MODULE"
]  # a worker that inherited it would be set up with this process's office

from fairwitness.office.actions import take_up  # noqa: E402 - models need Django set up

ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as a visitor runs it. Gone after each module: while Playwright runs, no other test of the process can use asyncio."""
    program = need_program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def office(db: None) -> Iterator[OfficeFolder]:
    """The office, taken up into an empty database; files that a test leaves are gone after it."""
    del db
    take_up(FOLDER)
    yield FOLDER
    shutil.rmtree(FOLDER.files, ignore_errors=True)
    FOLDER.files.mkdir()
