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
from guarding import AskingForAName, bo_guards_names, told_with_a_name
from leaving import a_marked_tip, agreed, makes, redacts
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.letters import Answer
from fairwitness.intake.actions import tell
from fairwitness.journal.entering import NotNow, Sums, TooFine, enter, two_digits
from fairwitness.journal.models import Count, Entered, Entry, Kind
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

    assert "No step of five is complete yet" in during
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


def test_names_that_were_opened_are_counted_and_those_that_stayed_sealed_are_not(clock: Clock) -> None:
    bo_guards_names()
    askings = [AskingForAName(told_with_a_name()) for _ in range(6)]
    for asking in askings:
        asking.by_two()
        asking.says()
    for asking in askings[:5]:
        asking.answers(asking.peeled())
    askings[5].answers(reason="concerned")
    clock.passes(days=38)

    assert file()["2026-Q4", "names-opened", ""] == 5


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


def test_the_first_tip_of_a_line_changes_no_word_of_its_numbers() -> None:
    empty = (numbers(), Client().get("/numbers.json").content, Client().get("/numbers.csv").content)

    counted(4, month=date(2026, 2, 1))

    assert (numbers(), Client().get("/numbers.json").content, Client().get("/numbers.csv").content) == empty


def test_a_year_begins_with_its_first_quarter_and_has_each_way_in_that_is_open() -> None:
    counted(5)
    anybody = Client().get("/numbers.json").content

    counted(4, month=date(2026, 2, 1))
    counted(4, channel="workers")

    assert Client().get("/numbers.json").content == anybody
    assert {one["way_in"] for one in json.loads(anybody)["numbers"]} >= {"", "public", "workers"}


def test_of_tips_that_leave_somebody_out_no_number_tells(clock: Clock) -> None:
    for _ in range(5):
        told()
    clock.passes(days=38)
    before = (numbers(), file())

    counted(50, month=HERE, channel="")  # as they are counted that leave somebody out

    assert (numbers(), file()) == before
    assert "Tips that leave a reader out" in before[0]


def test_a_tip_that_leaves_somebody_out_is_counted_under_no_way_in() -> None:
    told()
    leaves_noor_out()

    assert sorted(Count.objects.values_list("channel", flat=True)) == ["", "public"]


def test_what_is_done_later_with_such_a_tip_names_no_channel_either() -> None:
    tip = leaves_noor_out()

    answered(tip)
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert set(Count.objects.values_list("channel", flat=True)) == {""}


def test_half_of_them_within_so_many_days_is_told_wherever_ten_are_told_of() -> None:
    counted(20, month=date(2026, 5, 1))
    counted(4, Kind.ACKNOWLEDGED, month=date(2026, 5, 1), days=30)
    counted(5, Kind.ACKNOWLEDGED, days=3)
    few = file()
    counted(1, Kind.ACKNOWLEDGED, days=7)  # ten so far, and six of them in this quarter

    half = {key: number for key, number in file().items() if key[1].endswith("half-within")}

    assert not [key for key in few if key[1].endswith("half-within")]
    assert half == {("2026-Q3", "acknowledged-half-within", ""): 3}


def entered(quarter: Quarter, sums: Sums, clock: Clock) -> None:
    """As the office does in the quarter behind it."""
    clock.goes_to(quarter.next.first)
    enter(current_office(), quarter, sums, by=staff("amara").id)


def test_a_sum_of_money_waits_until_ten_more_are_told_of_as_confirmed(clock: Clock) -> None:
    counted(30, month=date(2026, 12, 1))
    counted(9, Kind.CONFIRMED, month=date(2026, 12, 1))
    entered(Quarter(2026, 4), Sums(5, 61_000, 1_000, "EUR"), clock)
    counted(1, Kind.CONFIRMED, month=date(2027, 2, 1))
    entered(Quarter(2027, 1), Sums(0, 63_000, 0, "EUR"), clock)
    clock.goes_to(date(2027, 12, 31))
    before = file()
    clock.goes_to(date(2028, 4, 1))

    after = file()

    assert not [key for key in before if key[1] == "damage"]
    assert {key: number for key, number in after.items() if key[1] in {"damage", "recovered"}} == {
        ("2026/2027", "damage", ""): 124_000,
        ("2026/2027", "recovered", ""): 1_000,
    }
    assert (after["2026-Q4", "retaliation", ""], after["2026", "retaliation", ""]) == (5, 5)


def test_the_sum_of_one_tip_is_told_by_no_year(clock: Clock) -> None:
    counted(30, month=date(2026, 12, 1))
    counted(14, Kind.CONFIRMED, month=date(2026, 12, 1))
    entered(Quarter(2026, 4), Sums(0, 140_000, 0, "EUR"), clock)
    counted(1, Kind.CONFIRMED, month=date(2027, 11, 1))
    entered(Quarter(2027, 4), Sums(0, 9_000, 0, "EUR"), clock)
    clock.goes_to(date(2028, 4, 1))

    told_of = {key: number for key, number in file().items() if key[1] in {"confirmed", "damage"}}

    assert told_of["2027", "confirmed", ""] == 5
    assert [(key, number) for key, number in told_of.items() if key[1] == "damage"] == [
        (("2026", "damage", ""), 140_000)
    ]


@pytest.mark.parametrize("quarter", [Quarter(2026, 4), Quarter(2026, 2)])
def test_only_the_last_quarter_that_is_over_is_entered(quarter: Quarter) -> None:
    with pytest.raises(NotNow):
        enter(current_office(), quarter, Sums(0, 0, 0, "EUR"), by="")

    assert not Entered.objects.exists()
    assert not Entry.objects.filter(kind=Kind.NUMBERS_ENTERED).exists()


@pytest.mark.parametrize("sums", [(1, 0, 0), (0, 123, 0), (0, 0, 55)])
def test_no_number_is_kept_that_is_finer_than_what_is_told(sums: tuple[int, int, int]) -> None:
    with pytest.raises(TooFine):
        enter(current_office(), Quarter(2026, 3), Sums(*sums, "EUR"), by="")

    assert not Entered.objects.exists()


@pytest.mark.parametrize(
    ("number", "kept"), [(0, 0), (9, 0), (97, 90), (100, 100), (999, 990), (48_217, 48_000)]
)
def test_a_sum_has_two_digits_and_is_never_told_to_the_last(number: int, kept: int) -> None:
    assert two_digits(number) == kept


def in_a_table(number: int | None) -> str:
    """As a table for programs has it."""
    return "" if number is None else str(number)


def test_where_no_step_was_complete_no_file_says_nought() -> None:
    counted(25)

    file = json.loads(Client().get("/numbers.json").content)
    numbers = {(one["period"], one["measure"]): one["number"] for one in file["numbers"]}

    assert numbers["2026", "received"] == 25
    assert numbers["2026", "destroyed"] is None
    assert "2026,destroyed,,,steps-of-5," in Client().get("/numbers.csv").content.decode()


def test_no_meaning_speaks_of_a_set_that_it_does_not_name() -> None:
    counted(25)

    meanings = json.loads(Client().get("/numbers.json").content)["definitions"].values()

    assert not [one["en"] for one in meanings if "of these" in one["en"].partition(".")[0].casefold()]
    assert not [one["zh-Hans"] for one in meanings if one["zh-Hans"].startswith("其中")]


def test_both_files_say_the_same_and_what_each_number_means() -> None:
    counted(25)
    counted(11, Kind.ACKNOWLEDGED, in_time=True, days=3)

    as_json = json.loads(Client().get("/numbers.json").content)
    rows = list(csv.DictReader(io.StringIO(Client().get("/numbers.csv").content.decode())))

    assert as_json["licence"] == "CC0-1.0"
    assert [{**one, "number": in_a_table(one["number"])} for one in as_json["numbers"]] == [
        {name: row[name] for name in ("period", "measure", "way_in", "number", "unit")} for row in rows
    ]
    assert {(row["office"], row["licence"]) for row in rows} == {
        (" / ".join(dict.fromkeys(as_json["office"].values())), "CC0-1.0")
    }
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
