"""The charter changes: contacts and a narrower scope at once, everything else after thirty days."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from clock import Clock
from django.db import IntegrityError, connection, transaction
from offices import change

from fairwitness.journal.models import Entry, Kind
from fairwitness.office import charter, versions
from fairwitness.office.changes import Change
from fairwitness.office.charter import CharterError
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import sign_sheet
from fairwitness.office.guards_of_the_charter import CHARTER_SHEETS
from fairwitness.office.models import CharterVersion, Staff
from fairwitness.office.problems import OfficeError
from fairwitness.office.versions import NothingChanges, NothingWaits, WaitsAlready, WouldNotStand
from fairwitness.sealed.promises import promise
from fairwitness.site.worker import one_round

MONTH = timedelta(days=30)


@pytest.fixture
def line(office: OfficeFolder, clock: Clock) -> Iterator[OfficeFolder]:
    """A line that has opened; its charter is put back afterwards."""
    del clock
    before, sheets = office.charter.read_bytes(), set(office.sheets.iterdir())
    versions.take_up_file(office)
    yield office
    office.charter.write_bytes(before)
    for file in set(office.sheets.iterdir()) - sheets:
        file.unlink()
    for file in (office.data / "charter.toml", office.path / "charter.edited.toml"):
        file.unlink(missing_ok=True)


@pytest.fixture
def values(line: OfficeFolder) -> dict[str, Any]:
    """What a form would send: the charter of today, to be changed."""
    return deepcopy(versions.values_in_force(line))


def told_after(days: int, clock: Clock) -> charter.Charter:
    clock.passes(hours=24 * days)
    one_round()
    return charter.current()


def waits(change: Change) -> CharterVersion:
    """A version that no form would publish: written before a rule was, say."""
    now = versions.in_force()
    assert now is not None
    return CharterVersion.objects.create(
        office=now.office,
        number=versions.history()[0].number + 1,
        changes=json.dumps([change.told()]),
        published=today(),
        starts=today() + MONTH,
        at_once=False,
    )


def test_a_contact_counts_at_once_and_everything_else_after_thirty_days(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    values["about"]["advice"]["en"] = "Ask a lawyer."
    values["deadlines"]["feedback_days"] = 60

    published = versions.publish(line, values, by=None)

    assert published.waiting is not None
    assert published.waiting.starts == today() + MONTH
    assert charter.current().about.advice.of["en"] == "Ask a lawyer."
    assert charter.current().deadlines.feedback_days == 90
    assert told_after(29, clock).deadlines.feedback_days == 90
    assert told_after(1, clock).deadlines.feedback_days == 60


def test_a_narrower_scope_counts_at_once_and_a_wider_one_does_not(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    workers = next(one for one in values["channels"] if one["slug"] == "workers")
    workers["kinds"] = ["retaliation", "harm-to-animals"]  # one out, one in

    versions.publish(line, values, by=None)

    assert charter.current().channel("workers").kinds == ("retaliation",)
    assert told_after(30, clock).channel("workers").kinds == ("retaliation", "harm-to-animals")


def test_what_counts_is_laid_down_and_published_with_its_hash(
    line: OfficeFolder, values: dict[str, Any]
) -> None:
    values["exit"] = "https://www.wikipedia.org/"

    versions.publish(line, values, by=None)

    now = versions.in_force()
    assert now is not None
    assert now.file == line.charter.read_bytes() == line.in_force.read_bytes()
    assert now.hash == sha256(now.file).digest()
    assert b"# What this office promises" in now.file  # the file's own words stay
    assert tomllib.loads(now.file.decode())["exit"] == "https://www.wikipedia.org/"


def test_a_charter_that_has_to_be_written_anew_says_the_same(
    line: OfficeFolder, values: dict[str, Any]
) -> None:
    values["channels"] = values["channels"][:1]

    versions.publish(line, values, by=None)

    assert versions.values_in_force(line) == values
    assert [one.slug for one in charter.current().channels] == ["public"]


def test_a_tip_keeps_what_it_was_promised_on_its_day(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    values["retention"]["unconfirmed_days"] = 10
    versions.publish(line, values, by=None)
    sent = today()

    later = told_after(30, clock)

    assert promise(today(), later)["unconfirmed_days"] == 10
    then = versions.in_force_on(sent)
    assert then is not None
    assert tomllib.loads((then.file or b"").decode())["retention"]["unconfirmed_days"] == 60


def test_editing_the_file_is_no_way_around_the_thirty_days(line: OfficeFolder) -> None:
    change(line.charter, "feedback_days = 90 ", "feedback_days = 30 ")
    assert charter.current().deadlines.feedback_days == 90

    said = versions.take_up_file(line)

    assert f"counts from {today() + MONTH} on" in said
    assert "feedback_days = 90 " in line.charter.read_text("utf-8")
    assert "feedback_days = 30 " in (line.path / "charter.edited.toml").read_text("utf-8")
    assert charter.current().deadlines.feedback_days == 90


def test_a_line_that_starts_again_publishes_nothing_twice(line: OfficeFolder) -> None:
    change(line.charter, "feedback_days = 90 ", "feedback_days = 30 ")
    versions.take_up_file(line)
    (line.path / "charter.edited.toml").replace(line.charter)  # as after a cut

    versions.take_up_file(line)

    assert versions.waiting().count() == 1


def test_what_somebody_is_editing_when_a_change_counts_is_put_aside(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    values["deadlines"]["feedback_days"] = 60
    versions.publish(line, values, by=None)
    change(line.charter, "files = 40 ", "files = 30 ")

    told_after(30, clock)

    assert "files = 30 " in (line.path / "charter.edited.toml").read_text("utf-8")
    assert "feedback_days = 60 " in line.charter.read_text("utf-8")


def test_nobody_lets_content_be_kept_longer_alone(line: OfficeFolder, values: dict[str, Any]) -> None:
    values["retention"]["unconfirmed_days"] = 20
    versions.publish(line, values, by=None)
    longer = deepcopy(values)
    longer["retention"]["confirmed_days"] = 400

    with pytest.raises(CharterError):  # and nobody beyond what the law of the preset allows
        versions.publish(line, longer, by=None, agreed=True)


def test_the_keeper_of_the_office_key_agrees_by_signing_the_very_file(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    values["retention"]["unconfirmed_days"] = 20
    versions.publish(line, values, by=None)
    told_after(30, clock)
    change(line.charter, "unconfirmed_days = 20 ", "unconfirmed_days = 50 ")

    with pytest.raises(OfficeError, match="one person alone"):
        versions.take_up_file(line)
    for channel in ("public", "workers"):
        sign_sheet(line, channel, agreed=True)
    versions.take_up_file(line)

    assert versions.waiting().get().starts == today() + MONTH


def test_a_sheet_from_before_todays_charter_agrees_to_nothing(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    signed_over = line.charter.read_bytes()
    values["retention"]["unconfirmed_days"] = 20
    versions.publish(line, values, by=None)
    told_after(30, clock)

    line.charter.write_bytes(signed_over)  # which keeps content for 60 days, and which every sheet is over

    with pytest.raises(OfficeError, match="one person alone"):
        versions.take_up_file(line)
    assert charter.current().retention.unconfirmed_days == 20


def test_a_line_that_did_not_write_sheets_down_yet_asks_for_a_new_one(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    signed_over = line.charter.read_bytes()
    values["retention"]["unconfirmed_days"] = 20
    versions.publish(line, values, by=None)
    told_after(30, clock)
    CHARTER_SHEETS.take_away(connection)  # as before its migration
    CharterVersion.objects.update(sheets=None)

    line.charter.write_bytes(signed_over)

    with pytest.raises(OfficeError, match="one person alone"):
        versions.take_up_file(line)


def test_the_database_keeps_which_sheets_were_there_before(line: OfficeFolder, guarded: None) -> None:
    del guarded
    known = versions.in_force()
    assert known is not None

    for other in (None, b"{}"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CharterVersion.objects.filter(pk=known.pk).update(sheets=other)

    assert json.loads(known.sheets or b"") == {"public": 1, "workers": 1}
    assert line.in_force.is_file()


@pytest.mark.parametrize("day", [0, 29])
def test_a_change_that_waits_is_withdrawn_and_never_counts(
    line: OfficeFolder, values: dict[str, Any], clock: Clock, day: int
) -> None:
    values["deadlines"]["feedback_days"] = 60
    waits = versions.publish(line, values, by=None).waiting
    assert waits is not None
    clock.passes(hours=24 * day)

    versions.withdraw(line, waits.number, by=Staff.objects.get(sign_in_name="amara"))

    assert told_after(31, clock).deadlines.feedback_days == 90
    with pytest.raises(NothingWaits):
        versions.withdraw(line, waits.number, by=Staff.objects.get(sign_in_name="amara"))


def test_what_a_later_change_needs_is_not_withdrawn_before_it(
    line: OfficeFolder, values: dict[str, Any]
) -> None:
    values["retention"]["unconfirmed_days"] = 30
    needed = versions.publish(line, values, by=None).waiting
    assert needed is not None
    waits(Change(("preset",), "ngo", "newsroom"))  # whose law keeps that for 30 days at most

    with pytest.raises(WouldNotStand) as why:
        versions.withdraw(line, needed.number, by=Staff.objects.get(sign_in_name="amara"))

    assert why.value.version.number == needed.number + 1
    assert [one.number for one in versions.waiting()] == [needed.number, needed.number + 1]


def test_what_breaks_a_rule_by_its_day_does_not_count_and_stops_nothing_else(
    line: OfficeFolder, values: dict[str, Any], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    values["limits"]["files"] = 30
    versions.publish(line, values, by=None)
    broken = waits(Change(("deadlines", "feedback_days"), 90, 9000))

    after = told_after(31, clock)

    assert (after.deadlines.feedback_days, after.limits.files) == (90, 30)
    assert "a version of the charter breaks a rule by now" in caplog.text
    assert "9000" not in caplog.text
    values["about"]["advice"]["en"] = "Ask a lawyer."
    versions.publish(line, values, by=None)
    versions.withdraw(line, broken.number, by=Staff.objects.get(sign_in_name="amara"))
    assert not versions.waiting().exists()


def test_two_changes_of_one_place_do_not_wait_at_once(line: OfficeFolder, values: dict[str, Any]) -> None:
    values["deadlines"]["feedback_days"] = 60
    versions.publish(line, values, by=None)
    values["deadlines"]["feedback_days"] = 50

    with pytest.raises(WaitsAlready):
        versions.publish(line, values, by=None)

    assert versions.waiting().count() == 1


def test_a_scope_is_narrowed_at_once_while_another_name_of_the_way_in_waits(
    line: OfficeFolder, values: dict[str, Any]
) -> None:
    before = list(values["channels"][0]["kinds"])
    renamed = deepcopy(values)
    renamed["channels"][0]["name"]["en"] = "For the public"
    versions.publish(line, renamed, by=None)

    values["channels"][0]["kinds"] = before[:-1]
    versions.publish(line, values, by=None)

    slug = values["channels"][0]["slug"]
    assert list(charter.current().channel(slug).kinds) == before[:-1]
    assert versions.waiting().count() == 1


def test_what_no_charter_may_say_is_not_published(line: OfficeFolder, values: dict[str, Any]) -> None:
    values["channels"][0]["introduction"]["en"] = "Tell us which religion your colleagues have."

    with pytest.raises(CharterError, match="religion"):
        versions.publish(line, values, by=None)

    assert not versions.waiting().exists()


def test_nothing_is_published_where_nothing_changes(line: OfficeFolder, values: dict[str, Any]) -> None:
    before = CharterVersion.objects.count()

    with pytest.raises(NothingChanges):
        versions.publish(line, values, by=None)

    assert CharterVersion.objects.count() == before


def test_each_step_is_an_entry_of_the_journal(
    line: OfficeFolder, values: dict[str, Any], clock: Clock
) -> None:
    before = Entry.objects.filter(kind=Kind.CHARTER_PUBLISHED).count()
    values["deadlines"]["feedback_days"] = 60

    versions.publish(line, values, by=Staff.objects.get(sign_in_name="amara"))
    clock.passes(hours=24 * 30)
    versions.come_into_force(line)

    published = Entry.objects.filter(kind=Kind.CHARTER_PUBLISHED)
    assert published.count() == before + 1
    assert Entry.objects.filter(kind=Kind.CHARTER_IN_FORCE).count() == 1


@pytest.mark.parametrize(
    "spoils",
    [
        lambda of: of.update(starts=today()),
        lambda of: of.update(changes="[]"),
        lambda of: of.update(published=today() - MONTH),
        lambda of: of.update(at_once=True),
        lambda of: of.delete(),
    ],
)
def test_the_database_keeps_what_was_published_as_it_was(
    line: OfficeFolder, values: dict[str, Any], guarded: None, spoils: Any
) -> None:
    del guarded
    values["deadlines"]["feedback_days"] = 60
    versions.publish(line, values, by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        spoils(versions.waiting())

    assert versions.waiting().get().starts == today() + MONTH


def test_the_database_takes_no_change_that_counts_too_early(line: OfficeFolder, guarded: None) -> None:
    del guarded
    now = versions.in_force()
    assert now is not None
    fresh = {"office": now.office, "changes": json.dumps([]), "at_once": False}

    with pytest.raises(IntegrityError), transaction.atomic():
        CharterVersion.objects.create(**fresh, number=2, published=today(), starts=today() + MONTH / 2)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor one that says it was published long ago
        CharterVersion.objects.create(**fresh, number=2, published=today() - MONTH, starts=today())

    assert not versions.waiting().exists()
    assert line.in_force.is_file()
