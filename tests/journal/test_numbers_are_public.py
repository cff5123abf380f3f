from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from builders import answered, counted, public, told
from clock import Clock
from closings import staff
from django.test import Client
from leaving import a_marked_tip, agreed, makes, redacts
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.letters import Answer
from fairwitness.intake.actions import tell
from fairwitness.journal.entering import NotOver, Sums, enter
from fairwitness.journal.models import Count, Entered, Entry, Kind
from fairwitness.journal.publishing import years
from fairwitness.journal.quarters import Quarter
from fairwitness.office.reading import current_office
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.sealing import Words

pytestmark = pytest.mark.usefixtures("office", "clock")
HERE = date(2026, 11, 1)  # the clock stands in November
UNTIL = {"en": "until 2026-09-30", "zh-hans": "到 2026-09-30 为止"}


def leaves_noor_out() -> Conversation:
    """Lin sends a tip that the board is not to read."""
    key = tell(
        public(), Words("The exit is chained.", [Answer("kind", "retaliation"), Answer("exclude", "board")])
    )
    return Conversation.objects.get(mailbox__locator=key.locator)


def numbers(language: str = "en") -> str:
    anybody = Tipster(language)
    anybody.goes_to("/numbers/")
    return anybody.page.text


def file() -> dict[tuple[str, str, str], int]:
    """All that the file of numbers says but nought."""
    said = json.loads(Client().get("/numbers.json").content)["numbers"]
    return {(one["period"], one["measure"], one["way_in"]): one["number"] for one in said if one["number"]}


def test_a_number_goes_up_in_steps_of_five_and_what_is_left_over_counts_later() -> None:
    counted(9, month=date(2026, 5, 1))
    counted(4)

    told_of = {
        name: number for (name, measure, way), number in file().items() if (measure, way) == ("received", "")
    }

    assert told_of == {"2026-Q2": 5, "2026-Q3": 5, "2026": 10}


def test_below_five_none_is_told() -> None:
    counted(1, month=date(2026, 5, 1))
    empty = numbers()

    counted(3)

    assert numbers() == empty


def test_what_is_done_in_a_quarter_is_told_once_it_is_over(clock: Clock) -> None:
    counted(6, month=HERE)
    during = numbers()

    clock.passes(days=38)  # January

    assert "No quarter is over" in during
    assert file()["2026-Q4", "received", ""] == 5


def test_what_readers_do_is_what_is_counted(clock: Clock) -> None:
    for tip in [a_marked_tip() for _ in range(5)]:
        redacts(Reviewer("amara"), tip, tip.conversation.letters.get())
    made = a_marked_tip()
    makes(Reviewer("amara"), made, agreed(made))
    clock.passes(days=38)

    said = file()

    assert said["2026-Q4", "redacted", ""] == 5
    assert said["2026-Q4", "received", ""] == 5
    assert ("2026-Q4", "exported", "") not in said


def test_the_totals_are_the_same_when_all_of_it_is_destroyed_and_gone(clock: Clock) -> None:
    tips = [told() for _ in range(11)]
    for tip in tips:
        answered(tip.conversation)
    clock.passes(days=38)
    before = (numbers(), file())

    for tip in tips:
        destroy(tip.tip, Tip.Outcome.WITHDRAWN)
    Tip.objects.all().delete()

    assert (numbers(), file()) == before
    assert before[1]["2026-Q4", "acknowledged-in-time", ""] == 10
    assert before[1]["2026-Q4", "received-by-way-in", "public"] == 10


def test_whoever_is_left_out_finds_no_more_tips_in_their_channel_than_they_see(clock: Clock) -> None:
    for _ in range(4):
        told()
    leaves_noor_out()  # who reads four of the five
    clock.passes(days=38)

    assert {way for (_, measure, way) in file() if measure == "received-by-way-in"} == set()
    assert (
        list(Count.objects.filter(channel="public").values_list("kind", flat=True)) == [Kind.TIP_RECEIVED] * 4
    )


def test_what_is_done_later_with_such_a_tip_names_no_channel_either() -> None:
    tip = leaves_noor_out()

    answered(tip)
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert set(Count.objects.values_list("channel", flat=True)) == {""}


def test_half_of_them_within_so_many_days_is_told_of_ten_at_least() -> None:
    counted(10)
    counted(4, Kind.ACKNOWLEDGED, days=3)
    counted(5, Kind.ACKNOWLEDGED, days=7)
    few = file()
    counted(1, Kind.ACKNOWLEDGED, days=7)

    half = {key: number for key, number in file().items() if key[1].endswith("half-within")}

    assert not [key for key in few if key[1].endswith("half-within")]
    assert half == {("2026-Q3", "acknowledged-half-within", ""): 7}


def test_a_sum_of_money_is_told_of_a_year_in_which_five_were_confirmed() -> None:
    for quarter in (Quarter(2025, 1), Quarter(2025, 4)):
        enter(current_office(), quarter, Sums(3, 61_728, 1_000, "EUR"), by=staff("amara").id)
    counted(9, month=date(2025, 2, 1))
    counted(4, Kind.CONFIRMED, month=date(2025, 2, 1))
    before = file()
    counted(1, Kind.CONFIRMED, month=date(2025, 11, 1))

    after = file()

    assert ("2025", "damage", "") not in before
    assert (after["2025", "damage", ""], after["2025", "recovered", ""]) == (120_000, 2_000)
    assert (after["2025-Q4", "retaliation", ""], after["2025", "retaliation", ""]) == (5, 5)
    assert [one.is_over for one in years()] == [False, True]


def test_nothing_is_entered_of_a_quarter_before_it_is_over() -> None:
    with pytest.raises(NotOver):
        enter(current_office(), Quarter(2026, 4), Sums(0, 0, 0, "EUR"), by="")

    assert not Entered.objects.exists()
    assert not Entry.objects.filter(kind=Kind.NUMBERS_ENTERED).exists()


def test_both_files_say_the_same_and_what_each_number_means() -> None:
    counted(25)
    counted(11, Kind.ACKNOWLEDGED, in_time=True, days=3)

    as_json = json.loads(Client().get("/numbers.json").content)
    rows = list(csv.DictReader(io.StringIO(Client().get("/numbers.csv").content.decode())))

    assert as_json["licence"] == "CC0-1.0"
    assert [{**one, "number": str(one["number"])} for one in as_json["numbers"]] == [
        {name: row[name] for name in ("period", "measure", "way_in", "number", "unit")} for row in rows
    ]
    for row in rows:
        assert row["means_en"] == as_json["definitions"][row["measure"]]["en"]
        assert row["means_zh-Hans"] == as_json["definitions"][row["measure"]]["zh-Hans"]
        assert row["means_en"] != row["means_zh-Hans"]


@pytest.mark.parametrize("language", UNTIL)
def test_a_line_that_has_done_none_of_it_has_the_page_too(language: str) -> None:
    assert UNTIL[language] in numbers(language)


def test_every_number_of_the_page_stands_in_a_table_that_is_read_without_drawing() -> None:
    counted(25)
    anybody = Tipster()
    anybody.goes_to("/numbers/")

    assert {tag for tag, _ in anybody.page.tags}.isdisjoint({"svg", "img", "canvas", "script"})
    assert "Tips received – – 25 25" in anybody.page.text or "Tips received 25 25" in anybody.page.text


def test_whoever_reads_about_the_line_finds_it() -> None:
    anybody = Tipster()
    anybody.goes_to("/about/")

    assert "What this line counts in public" in anybody.page.text
