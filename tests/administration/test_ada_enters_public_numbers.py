from __future__ import annotations

import pytest
from administrator import Administrator

from fairwitness.journal.models import Entered, Entry, Kind

pytestmark = pytest.mark.usefixtures("office", "clock")
TYPED = {"retaliation": "6", "damage": "120000", "recovered": "0", "currency": "EUR"}


def test_ada_enters_what_the_readers_tell_her_and_puts_it_right(ada: Administrator) -> None:
    ada.gets("published/")
    ada.sends("published/", quarter="2026-Q3", **TYPED)
    ada.sends("published/", quarter="2026-Q3", **{**TYPED, "damage": "130000"})

    row = Entered.objects.get()

    assert (row.quarter.isoformat(), row.damage, row.retaliation) == ("2026-07-01", 130_000, 6)
    assert Entry.objects.filter(kind=Kind.NUMBERS_ENTERED, by=row.by).count() == 2
    assert "130000 EUR" in (ada.gets("published/"), ada.says)[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"quarter": "2026-Q4"},  # not over
        {"quarter": "2019-Q1"},
        {"damage": "-1"},
        {"damage": "1,5"},
        {"retaliation": ""},
        {"currency": "<b>"},
        {"recovered": "9" * 30},
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_its_box(ada: Administrator, wrong: dict[str, str]) -> None:
    ada.gets("published/")

    answer = ada.sends("published/", **{"quarter": "2026-Q3", **TYPED, **wrong})

    assert answer.status_code == 422
    assert "Nothing was changed" in ada.says
    assert not Entered.objects.exists()
