from __future__ import annotations

import pytest
from administrator import Administrator
from clock import Clock

from fairwitness.journal.models import Entered, Entry, Kind

pytestmark = pytest.mark.usefixtures("office", "clock")
TYPED = {
    "quarter": "2026-Q3",
    "retaliation": "5",
    "damage": "120000",
    "recovered": "0",
    "currency": "eur",
}


def test_ada_enters_what_the_readers_tell_her_and_puts_it_right(ada: Administrator) -> None:
    ada.gets("published/")
    ada.sends("published/", **TYPED)
    ada.sends("published/", **{**TYPED, "damage": "137512"})

    row = Entered.objects.get()

    assert (row.quarter.isoformat(), row.damage, row.retaliation) == ("2026-07-01", 130_000, 5)
    assert Entry.objects.filter(kind=Kind.NUMBERS_ENTERED, by=row.by).count() == 2
    assert "130000 EUR" in (ada.gets("published/"), ada.says)[1]


def test_once_the_next_quarter_is_over_it_stays_as_it_is_told(ada: Administrator, clock: Clock) -> None:
    ada.gets("published/")
    ada.sends("published/", **TYPED)
    clock.passes(days=60)  # January
    ada.signs_in()

    late = ada.sends("published/", **{**TYPED, "damage": "9"})
    ada.sends("published/", **{**TYPED, "quarter": "2026-Q4", "damage": "170000"})

    assert late.status_code == 422
    assert list(Entered.objects.order_by("quarter").values_list("damage", flat=True)) == [120_000, 170_000]
    assert "told, and stays" in (ada.gets("published/"), ada.says)[1]


def test_all_sums_are_in_one_currency(ada: Administrator, clock: Clock) -> None:
    ada.gets("published/")
    ada.sends("published/", **TYPED)
    clock.passes(days=60)
    ada.signs_in()

    refused = ada.sends("published/", **{**TYPED, "quarter": "2026-Q4", "currency": "CNY"})

    assert refused.status_code == 422
    assert "The earlier sums are in EUR" in ada.says
    assert Entered.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"quarter": "2026-Q4"},  # not over
        {"quarter": "2019-Q1"},
        {"damage": "-1"},
        {"damage": "1,5"},
        {"damage": "500.000"},  # half a million, or 500
        {"retaliation": ""},
        {"retaliation": "6"},
        {"currency": "<b>"},
        {"currency": "XXZ"},
        {"recovered": "9" * 30},
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_its_box(ada: Administrator, wrong: dict[str, str]) -> None:
    ada.gets("published/")

    answer = ada.sends("published/", **{**TYPED, **wrong})

    assert answer.status_code == 422
    assert "Nothing was changed" in ada.says
    assert not Entered.objects.exists()
