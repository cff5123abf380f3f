from __future__ import annotations

from collections.abc import Collection

import pytest
from django.db import models
from repository import ROOT

from fairwitness.office.models import Staff
from fairwitness.office.roles import APART, Duty, problems, table

OUTSIDER = (Duty.KEEPS_KEY, Duty.GUARDS_NAMES, Duty.GRADES_THIRD, Duty.OVERSEES)
FOUR: dict[str, Collection[Duty]] = {
    "Amara": (Duty.READS, Duty.HOLDS_HALF),
    "Noor": (Duty.READS, Duty.HOLDS_HALF),
    "Ada": (Duty.RUNS,),
    "Mr Bo": OUTSIDER,
}


def test_two_who_read_one_who_runs_the_line_and_one_from_outside_are_enough() -> None:
    assert problems(FOUR) == []


@pytest.mark.parametrize("name", FOUR)
def test_without_any_of_them_something_is_missing(name: str) -> None:
    three = {one: duties for one, duties in FOUR.items() if one != name}

    assert problems(three)


@pytest.mark.parametrize("pair", APART, ids=lambda pair: " and ".join(sorted(pair)))
def test_nobody_has_two_duties_that_belong_apart(pair: frozenset[Duty]) -> None:
    found = problems({**FOUR, "Zoe": tuple(pair)})

    assert [one for one in found if one.startswith("Zoe ")]


def test_a_recovery_key_has_two_keepers_or_none() -> None:
    assert problems({**FOUR, "Noor": (Duty.READS,)})
    assert not problems({**FOUR, "Noor": (Duty.READS,), "Amara": (Duty.READS,)})


def test_an_account_has_one_role_and_no_second_one() -> None:
    role = Staff._meta.get_field("role")  # noqa: SLF001 - public, for all its name

    assert isinstance(role, models.CharField)
    assert set(Staff.Role.values) == {"reviewer", "custodian", "administrator"}


def test_the_page_about_running_an_office_has_this_table() -> None:
    assert table() in (ROOT / "docs" / "running" / "office.md").read_text("utf-8")
