"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Generator, Iterator
from datetime import UTC, datetime

import django
import hypothesis
import pytest
import pytest_django
from made_up_office import FOLDER
from playwright.sync_api import Browser, expect, sync_playwright
from programs import CHROMIUM, need_program

from fairwitness.office.folder import OfficeFolder

# Programs that tests start, and end with Ctrl-C, inherit it ignored where the tests themselves run in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile(
    "shared", deadline=None
)  # how long an example takes says more of a shared machine than of us
hypothesis.settings.load_profile("shared")
expect.set_options(timeout=60_000)  # milliseconds: the same
django.setup()  # the settings read the made-up office's folder, which is there now
del os.environ[
    "DJANGO_SETTINGS_MODULE"
]  # a worker that inherited it would be set up with this process's office

from clock import Clock  # noqa: E402 - the same
from django.db import connection  # noqa: E402 - the same
from unguarded import check_now  # noqa: E402 - the same

from fairwitness.journal.guards import GUARDS  # noqa: E402 - the same
from fairwitness.office.actions import take_up  # noqa: E402 - models need Django set up
from fairwitness.sealed.guards import GUARDS as OF_TIPS  # noqa: E402 - the same


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Its database, without the journal's guards: between tests it is emptied. Who tests them asks for `guarded`."""
    del django_db_setup
    with django_db_blocker.unblock():
        lost = [*GUARDS.missing(connection), *OF_TIPS.missing(connection)]
        assert lost == [], "a migration has lost guards"
        GUARDS.take_away(connection)


@pytest.fixture
def guarded(office: OfficeFolder) -> None:
    """The journal's guards, until the test's transaction is rolled back."""
    del office
    check_now()
    GUARDS.set_up(connection)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, as a visitor runs it. Gone after each file: while Playwright runs, no test of this thread can run a loop of its own.

    A test may ask for one with more flags: `parametrize("browser", [(), WITHOUT_A_JIT], indirect=True)`.
    """
    program, more = need_program("chromium"), getattr(request, "param", ())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=[*CHROMIUM, *more])
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


@pytest.fixture
def clock(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The line's clock, on a morning in November."""
    del office
    return Clock(monkeypatch, datetime(2026, 11, 24, 9, 10, tzinfo=UTC))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped: a test that would be has failed."""
    del item, call
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file."""
    report = yield
    if os.environ.get("CI") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped: {collector.nodeid}: {report.longrepr}"
    return report
