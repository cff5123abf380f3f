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
from programs import CHROMIUM, PATIENCE, need_chromium

from fairwitness.office.folder import OfficeFolder

# Programs that tests start, and end with Ctrl-C or with their terminal, inherit both ignored where the tests themselves run in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

hypothesis.settings.register_profile(
    "shared", deadline=None
)  # how long an example takes says more of a shared machine than of us
hypothesis.settings.load_profile("shared")
expect.set_options(timeout=PATIENCE)
django.setup()  # the settings read the made-up office's folder, which is there now
del os.environ[
    "DJANGO_SETTINGS_MODULE"
]  # a worker that inherited it would be set up with this process's office

from clock import Clock  # noqa: E402 - the same
from django.db import connection  # noqa: E402 - the same
from django.utils import translation  # noqa: E402 - the same
from unguarded import check_now  # noqa: E402 - the same

from fairwitness.decisions.guards import CONFIRMED, DECIDED, FINDINGS, GRADES  # noqa: E402 - the same
from fairwitness.decisions.guards_of_knowing import KNOWING, KNOWN_STAYS, TIPSTERS_HEARD  # noqa: E402 - the same
from fairwitness.journal.guards import GUARDS  # noqa: E402 - the same
from fairwitness.office.actions import take_up  # noqa: E402 - models need Django set up
from fairwitness.office.guards_of_the_charter import ADMINISTRATORS, CHARTER, CHARTER_SHEETS  # noqa: E402 - the same
from fairwitness.sealed.guards import GUARDS as OF_TIPS  # noqa: E402 - the same
from fairwitness.sealed.guards import PASSED_ON, PROMISES, REFERRALS  # noqa: E402 - the same
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE, NOT_DROPPED, ONE_READER_STAYS  # noqa: E402 - the same
from fairwitness.sealed.guards_of_hearing import HEARD  # noqa: E402 - the same
from fairwitness.sealed.guards_of_leaving import FILES, LEAVING, LEFT, LETTERS  # noqa: E402 - the same
from fairwitness.sealed.guards_of_letters import UNSENT  # noqa: E402 - the same
from fairwitness.sealed.guards_of_names import CUSTODIANS, NAMES, NAMES_STAY  # noqa: E402 - the same
from fairwitness.sealed.guards_of_readers import KEPT_AWAY, KEYS, READERS  # noqa: E402 - the same
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY, RECORDED_STAYS  # noqa: E402 - the same

# They would let no test's tables be emptied, and no test damage a letter.
EMPTIED = (
    *(GUARDS, PASSED_ON, KEPT_AWAY, CHARTER, LEFT, LETTERS, FILES, RECORDED_STAYS, DECIDED),
    *(NOT_DROPPED, ONE_READER_STAYS, MOVED_WITH_ITS_STATE, NAMES_STAY, KNOWN_STAYS),
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Its database, without the guards of what nobody takes away: between tests it is emptied. Who tests them asks for `guarded`."""
    del django_db_setup
    with django_db_blocker.unblock():
        of_tips = (
            OF_TIPS,
            PROMISES,
            REFERRALS,
            READERS,
            KEYS,
            UNSENT,
            LEAVING,
            CAME_ANOTHER_WAY,
            HEARD,
            NAMES,
            CUSTODIANS,
        )
        of_decisions = (GRADES, FINDINGS, CONFIRMED, TIPSTERS_HEARD, KNOWING)
        guards = (*of_tips, *of_decisions, ADMINISTRATORS, CHARTER_SHEETS, *EMPTIED)
        lost = [name for one in guards for name in one.missing(connection)]
        assert lost == [], "a migration has lost guards"
        for one in EMPTIED:
            one.take_away(connection)


@pytest.fixture
def guarded(office: OfficeFolder) -> None:
    """The guards of the journal, of what was passed on and of who is kept away, until the test's transaction is rolled back."""
    del office
    check_now()
    for one in EMPTIED:
        one.set_up(connection)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, as a visitor runs it. Gone after each file: while Playwright runs, no test of this thread can run a loop of its own.

    A test may ask for one with more flags: `parametrize("browser", [(), WITHOUT_A_JIT], indirect=True)`.
    """
    program, more = need_chromium(), getattr(request, "param", ())
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


@pytest.fixture(autouse=True)
def no_language() -> None:
    """The language of the last page that a test asked for stays with its thread; the next test begins without."""
    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What one database alone can do is no test of the other."""
    if connection.vendor != "postgresql":
        others = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


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
