"""Each promise of the line, broken on purpose by whoever runs it, one at a time, and told by `verify office`."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from builders import columns_in, told
from clock import Clock
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from guarding import AskingForAName, bo_guards_names, told_with_a_name
from hearing import asked
from unguarded import check_now, unguarded

from fairwitness.cli import main
from fairwitness.cli.outside.limit import LIMIT
from fairwitness.cli.promises import found
from fairwitness.cli.promises.checks import KEPT_BY, broken
from fairwitness.cli.promises.names import PROMISES
from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.forms import YouForm
from fairwitness.intake.views.walking import Way
from fairwitness.office import caps, guards_of_the_charter, terms, versions
from fairwitness.office.caps import Caps
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.guards_of_the_charter import CHARTER
from fairwitness.office.kinds import KINDS
from fairwitness.office.models import CharterVersion, Staff
from fairwitness.office.rewards import EXCLUDED
from fairwitness.sealed import states
from fairwitness.sealed.actions.move import move
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.guards import PROMISES as PROMISED
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE, NOT_DROPPED, ONE_READER_STAYS
from fairwitness.sealed.guards_of_leaving import LEAVING
from fairwitness.sealed.guards_of_names import NAMES
from fairwitness.sealed.guards_of_promises import RULES_STAY
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_hearing import Hearing
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.states import STAGES, State
from fairwitness.site.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("guarded")
Breaks = Callable[[pytest.FixtureRequest], None]


def kept(promise: str) -> list[str]:
    """What is wrong with one of them."""
    return list(KEPT_BY[promise]())


def statement(sql: str) -> Breaks:
    """A shell of the database."""

    def run(request: pytest.FixtureRequest) -> None:
        del request
        check_now()
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return run


def address(route: str) -> Breaks:
    """One more, of somebody's own."""

    def add(request: pytest.FixtureRequest) -> None:
        urlpatterns.append(path(route, lambda _: HttpResponse()))
        request.addfinalizer(urlpatterns.pop)

    return add


def source(file: str, line: str) -> Breaks:
    """A line more in the program, read from a copy of it."""

    def write(request: pytest.FixtureRequest) -> None:
        copied: Path = request.getfixturevalue("tmp_path") / "fairwitness"
        shutil.copytree(
            found.PACKAGE, copied, ignore=shutil.ignore_patterns("static", "locale", "__pycache__")
        )
        with (copied / file).open("a") as program:
            program.write(f"\n{line}\n")
        request.getfixturevalue("monkeypatch").setattr(found, "PACKAGE", copied)

    return write


def charter(old: str, new: str) -> Breaks:
    """Another file where the line reads its charter, as no command would lay it down."""

    def lay(request: pytest.FixtureRequest) -> None:
        office: OfficeFolder = request.getfixturevalue("office")
        laid = office.data / "charter.toml"
        text = office.charter.read_text("utf-8")
        assert old in text
        laid.write_text(text.replace(old, new, 1), "utf-8")
        request.addfinalizer(laid.unlink)

    return lay


def opened(request: Mapping[str, bytes] | None = None, answer: Mapping[str, bytes] | None = None) -> Breaks:
    """Somebody who owns the tables lets a name have been opened that was not signed so."""

    def write(_: pytest.FixtureRequest) -> None:
        bo_guards_names()
        asking = AskingForAName(told_with_a_name())
        asking.by_two()
        asking.says()
        asking.answers(asking.peeled())
        assert kept("two-keys") == []
        with unguarded(NAMES):
            NameRequest.objects.update(**(request or {}))
            NameAnswer.objects.update(**(answer or {}))

    return write


def opened_too_early(request: pytest.FixtureRequest) -> None:
    """A shell sets the day of a duty by the first signature, when the tipster knew nothing yet."""
    clock: Clock = request.getfixturevalue("clock")
    bo_guards_names()
    asking = AskingForAName(told_with_a_name(), "court-order", "before")
    asking.proposes()
    opens = today() + timedelta(days=7)
    clock.passes(days=5)
    asking.agrees()
    with unguarded(NAMES):
        NameRequest.objects.update(opens=opens)
    clock.passes(days=2)
    asking.answers(asking.peeled())


def without(guard: Any) -> Breaks:
    """Whoever owns the tables takes it away."""

    def take(request: pytest.FixtureRequest) -> None:
        del request
        check_now()
        guard.take_away(connection)

    return take


def constraint(table: str, name: str) -> Breaks:
    """The same for what rows are held against."""

    def drop(request: pytest.FixtureRequest) -> None:
        del request
        check_now()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
                return
            cursor.execute("PRAGMA writable_schema = ON")
            cursor.execute(
                "UPDATE sqlite_master SET sql = replace(sql, %s, 'nothing') WHERE name = %s", [name, table]
            )
            cursor.execute("PRAGMA writable_schema = OFF")

    return drop


def patched(change: Callable[[pytest.MonkeyPatch], object]) -> Breaks:
    """The program with something else in it."""

    def patch(request: pytest.FixtureRequest) -> None:
        change(request.getfixturevalue("monkeypatch"))

    return patch


def _asks_anything(with_: pytest.MonkeyPatch) -> None:
    with_.setattr(terms, "lists", tuple)
    with_.setattr(terms, "refused", terms.refused.__wrapped__)  # which remembers nothing


def _keeps_it(here: Way, form: Any) -> HttpResponse:
    """A guide that begins a draft whatever is chosen."""
    actions.begin(DraftKey.new(), here.channel, form.answers)
    return here.to("aside")


def _logs_it(here: Way, form: Any) -> HttpResponse:
    logging.getLogger("fairwitness.intake").error("%s", form.cleaned_data["about"])
    return here.to("aside")


def _an_old_one(request: pytest.FixtureRequest) -> None:
    """A tip whose time is over, and which no clock has destroyed."""
    del request
    tip = told().tip
    check_now()
    with unguarded(GUARDS, PROMISED, MOVED_WITH_ITS_STATE):
        Tip.objects.filter(pk=tip.pk).update(state=State.CLOSED, outcome="insufficient", since=today() - timedelta(days=400))  # fmt: skip


def _too_early(request: pytest.FixtureRequest) -> None:
    """A change that counts today, written by somebody who has taken the guard away and put it back."""
    office: OfficeFolder = request.getfixturevalue("office")
    versions.take_up_file(office)
    request.addfinalizer(lambda: (office.data / "charter.toml").unlink(missing_ok=True))
    first = CharterVersion.objects.get()
    with unguarded(CHARTER):
        CharterVersion.objects.create(
            office=first.office, number=2, changes="[]", published=today(), starts=today(), at_once=False
        )


def dropped(table: str) -> Breaks:
    """Whoever owns the tables takes their guards away, deletes what somebody told or a part of it, and puts the guards back."""

    def run(request: pytest.FixtureRequest) -> None:
        del request
        tip = told().tip
        check_now()
        with unguarded(NOT_DROPPED, ONE_READER_STAYS, GUARDS), connection.cursor() as cursor:
            for one in table.split():
                cursor.execute(f"DELETE FROM sealed_{one}")  # noqa: S608 - names of our own tables
            if not table:
                Tip.objects.filter(pk=tip.pk).update(**columns_in(State.DESTROYED))

    return run


def called_confirmed(request: pytest.FixtureRequest) -> None:
    """By a shell, and by nobody who signs."""
    del request
    tip = told().tip
    check_now()
    with unguarded(GUARDS, PROMISED, MOVED_WITH_ITS_STATE):
        Tip.objects.filter(pk=tip.pk).update(
            **columns_in(State.CONFIRMED), outcome="confirmed", outcome_since=today()
        )


def made_up_an_answer(request: pytest.FixtureRequest) -> None:
    """So that nobody waits for the other side any more: no guard refuses it."""
    del request
    asked()
    Hearing.objects.update(own_from=1, answered=today(), counted=True)


def moved(**columns: object) -> Breaks:
    """Whoever owns the tables takes the guard away, moves a tip that a reader has locked, and puts it back."""

    def run(request: pytest.FixtureRequest) -> None:
        del request
        tip, by = told().tip, Staff.objects.get(sign_in_name="amara").pk
        for seen, to in pairwise((State.RECEIVED, State.ACKNOWLEDGED, State.SCOPE_CHECK)):
            move(tip.pk, to, seen=seen, by=by)
        move(tip.pk, State.PROTECTED_CONDUCT, seen=State.SCOPE_CHECK, by=by, locked_by=by)
        check_now()
        with unguarded(MOVED_WITH_ITS_STATE, GUARDS, PROMISED):
            Tip.objects.filter(pk=tip.pk).update(**columns)

    return run


def _adds_a_trigger(request: pytest.FixtureRequest) -> None:
    """Every new tip is unreadable to everybody, and each guard is in its place."""
    del request
    check_now()
    gone = "DELETE FROM sealed_grant WHERE id = NEW.id;"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE FUNCTION quiet_one() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {gone} RETURN NULL; END$$")  # fmt: skip
            cursor.execute(
                "CREATE TRIGGER quiet_one AFTER INSERT ON sealed_grant FOR EACH ROW EXECUTE FUNCTION quiet_one()"
            )
        else:
            cursor.execute(f"CREATE TRIGGER quiet_one AFTER INSERT ON sealed_grant BEGIN {gone} END")


OWN = "fairwitness.intake.views.scope._go"
FURTHER = replace(STAGES[State.PROTECTED_CONDUCT], after=(State.SCOPE_CHECK, State.TRIAGE))
BROKEN: tuple[tuple[str, Breaks], ...] = (
    ("closed-list", patched(lambda with_: with_.setitem(KINDS, "other", "Other"))),
    ("closed-list", charter('"retaliation"', '"rumour"')),
    ("no-name-needed", patched(lambda with_: with_.setattr(YouForm.base_fields["name"], "required", True))),
    ("no-name-needed", statement("ALTER TABLE sealed_tip ADD COLUMN name text")),
    ("guide-first", patched(lambda with_: with_.setattr(OWN, _keeps_it))),
    ("guide-first", patched(lambda with_: with_.setattr(OWN, _logs_it))),
    ("guide-first", patched(lambda with_: with_.setattr(OWN, lambda here, _: here.to("story")))),
    ("not-asked", patched(_asks_anything)),
    ("not-asked", charter("Tell us what is dangerous at work.", "Tell us their religion.")),
    ("no-dossiers", statement("CREATE TABLE sealed_person (id text)")),
    ("no-dossiers", statement("ALTER TABLE sealed_tip ADD COLUMN score integer")),
    ("no-dossiers", statement("ALTER TABLE sealed_conversation ADD COLUMN phone text")),
    ("same-tables", statement("CREATE TABLE memo (id text)")),
    ("same-tables", statement("CREATE VIEW everybody AS SELECT holder FROM sealed_grant")),
    ("same-tables", statement("ALTER TABLE sealed_letter ADD COLUMN opened text")),
    ("same-tables", _adds_a_trigger),
    ("same-tables", statement("CREATE INDEX quick ON sealed_tip (tier)")),
    ("same-tables", statement("CREATE UNIQUE INDEX one_of_a_day ON sealed_tip (received)")),
    ("no-search", address("en/desk/search/")),
    ("no-search", source("review/reading.py", "found = 'text__icontains'")),
    ("no-counts-of-people", statement("ALTER TABLE journal_count ADD COLUMN place text")),
    ("no-matching", source("sealed/files.py", "import face_recognition")),
    ("no-informers", statement("CREATE TABLE sealed_points (id text)")),
    ("no-informers", address("en/mailbox/assignments/")),
    ("volume", statement("ALTER TABLE sealed_tip ADD COLUMN priority integer")),
    ("volume", patched(lambda with_: with_.setattr(states, "due_day", lambda state, tips: (state, tips)))),
    ("volume", source("review/queue.py", "order = models.Count('tips')")),
    ("out-means-gone", patched(lambda with_: with_.setitem(caps.PRESETS, "ngo", Caps(14, 60, 99_999)))),
    ("out-means-gone", constraint("sealed_tip", "tip_is_never_kept_for_ever")),
    ("out-means-gone", _an_old_one),
    ("protected-conduct", patched(lambda with_: with_.setitem(STAGES, State.PROTECTED_CONDUCT, FURTHER))),
    ("protected-conduct", constraint("sealed_tip", "a_locked_tip_says_who_locked_it")),
    ("nothing-dropped", dropped("grant letter mailbox notice conversation tip")),
    ("nothing-dropped", dropped("letter")),
    ("nothing-dropped", dropped("grant")),
    ("nothing-dropped", dropped("")),
    ("nothing-dropped", moved(since=date(2020, 1, 1))),
    ("nothing-dropped", moved(state=State.INSUFFICIENT)),
    ("nothing-dropped", moved(locked_by="x")),
    ("two-confirm", called_confirmed),
    ("two-confirm", made_up_an_answer),
    ("two-export", without(LEAVING)),
    ("two-export", constraint("sealed_export", "export_needs_two_people")),
    ("two-export", address("en/desk/export/")),
    ("two-pass-on", without(REFERRALS)),
    ("two-pass-on", constraint("sealed_referral", "referral_needs_two_people")),
    ("two-keys", without(NAMES)),
    ("two-keys", constraint("sealed_namerequest", "name_request_needs_two_people")),
    ("two-keys", opened({"first_signature": bytes(64)})),
    ("two-keys", opened({"second_signature": bytes(64)})),
    ("two-keys", opened({"consent": b"", "consent_signature": b""})),
    ("two-keys", opened(answer={"signature": bytes(64)})),
    ("two-keys", opened(answer={"sealed": b"for somebody else"})),
    ("two-keys", opened_too_early),
    ("rewards", statement("CREATE TABLE rewards_points (id text)")),
    ("rewards", statement("CREATE TABLE rewards_share (id text, bonus integer)")),
    ("rewards", address("en/mailbox/leaderboard/")),
    ("rewards", patched(lambda with_: with_.delitem(EXCLUDED, "took-part"))),
    ("rewards", without(RULES_STAY)),
    ("thirty-days", without(CHARTER)),
    ("thirty-days", patched(lambda with_: with_.setattr(guards_of_the_charter, "WAITS", 5))),
    ("thirty-days", _too_early),
    ("layers", source("retention/actions.py", "from fairwitness.sealed import opening")),
    ("layers", source("review/actions.py", "from fairwitness.crypto.age import open_sealed")),
)


def test_an_office_of_this_release_keeps_every_promise() -> None:
    assert {name: wrong for name, wrong in broken().items() if wrong} == {}
    assert KEPT_BY.keys() == PROMISES.keys()


@pytest.mark.parametrize(("promise", "breaks"), BROKEN, ids=lambda one: one if isinstance(one, str) else "")
def test_a_promise_that_is_broken_is_told(
    promise: str, breaks: Breaks, request: pytest.FixtureRequest
) -> None:
    assert kept(promise) == []

    breaks(request)

    assert kept(promise) != []


def test_every_promise_is_broken_by_one_of_these() -> None:
    assert {promise for promise, _ in BROKEN} | {"database-guards"} == PROMISES.keys()


@pytest.mark.parametrize(
    ("name", "guard"), found.guards(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_each_guard_of_the_database_that_is_gone_is_told(name: str, guard: Any) -> None:
    check_now()
    guard.take_away(connection)

    assert any(one.startswith(f"{name}: ") for one in kept("database-guards"))


def test_a_guard_of_the_same_name_that_does_nothing_is_told() -> None:
    (table, name), _ = next(iter(LEAVING.sqlite.items()))
    check_now()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            body = "BEGIN RETURN NEW; END"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            )
        else:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN SELECT 1; END")

    assert any(name in one for one in kept("database-guards"))


def test_the_command_says_apart_what_holds_and_what_does_not(
    office: OfficeFolder, capsys: pytest.CaptureFixture[str], own_address: None
) -> None:
    del own_address
    assert main(["verify", "office", str(office.path)]) == 1

    text = capsys.readouterr().out

    holds, _, wrong = text.partition("Not so:")
    assert PROMISES["no-search"] in wrong
    assert "the address en/desk/search/ speaks of search" in wrong
    assert holds.count("\n  ") == len(PROMISES) - 1
    assert text.splitlines()[-1] == LIMIT


@pytest.fixture
def own_address() -> Iterator[None]:
    """A search of the operator's own."""
    urlpatterns.append(path("en/desk/search/", lambda _: HttpResponse()))
    yield
    urlpatterns.pop()
