from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest
from rewarding import REWARDS

from fairwitness.office.changes import between, made
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.charter_text import changed, written
from fairwitness.office.currencies import in_words
from fairwitness.office.founding import preset_text
from fairwitness.office.labels import shown

PRESET = preset_text()
WITH = PRESET + REWARDS


def problems(right: str, wrong: str) -> list[str]:
    assert right in REWARDS
    with pytest.raises(CharterError) as refused:
        parse(PRESET + REWARDS.replace(right, wrong, 1))
    return refused.value.problems


def test_a_charter_gives_no_rewards_unless_it_says_so() -> None:
    assert parse(PRESET).rewards is None


def test_what_it_promises_is_read() -> None:
    rewards = parse(WITH).rewards

    assert rewards is not None
    assert rewards.amounts_in_words == ["200 EUR", "1\u202f000 EUR", "5\u202f000 EUR"]
    assert rewards.limit_in_words == "1\u202f000 EUR"
    assert rewards.appeal.name.in_language("en") == "Ombuds House"
    assert [cause.slug for cause in rewards.causes] == ["river-fund"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[20000, 100000, 500000]", "[1, 2, 3, 4]", "“rewards.amounts” has 4; 3 are possible"),
        ("[20000, 100000, 500000]", "[20000, 100000, 100000]", "Amounts go from small to large"),
        ("[20000, 100000, 500000]", "[20000.5]", "“rewards.amounts” must list numbers"),
        ('"EUR"', '"EUROS"', "“rewards.currency” is missing or none that there is"),
        ("claim_days = 180", "claim_days = 179", "“rewards.claim_days” must be a number from 180"),
        ("object_days = 60", "object_days = 59", "“rewards.object_days” must be a number from 60"),
        (', "led-to-a-finding"', "", "leaves out “led-to-a-finding”, which holds everywhere"),
        (', "took-part"', "", "leaves out “took-part”, which holds everywhere"),
        ('"help"]', '"speed"]', "“speed” is not one of the factors"),
        ("cash_limit = 100000", "cash_limit = 500000", "nobody needs a lawyer"),
        ('name = { en = "Ombuds House", zh-hans = "申诉之家" }', "", "“rewards.appeal.name.en” is empty"),
        ("Ombuds House", "Union of Ombudsmen, nationality", "No charter may"),
        ("It cleans rivers.", "A reward is paid per name.", "No charter may"),
        ("1 River Street", "1 River Street. What is your religion?", "No charter may"),
    ],
)
def test_what_cannot_be_promised_is_refused(right: str, wrong: str, said: str) -> None:
    told = problems(right, wrong)

    assert any(said in one for one in told), told


@pytest.mark.parametrize(
    "key", ["per_tip = 100", "points = 5", "referral = 50", "ranks = true", "bonus_first_days = 3"]
)
def test_there_is_no_key_that_pays_by_the_tip_the_rank_or_the_day(key: str) -> None:
    told = problems("object_days = 60", f"object_days = 60\n{key}")

    assert [f"“rewards.{key.split(maxsplit=1)[0]}” means nothing here" in one for one in told] == [True]


def test_a_lawyer_is_named_where_an_amount_is_above_what_can_be_had_in_cash() -> None:
    told = problems(REWARDS[REWARDS.index("[rewards.lawyer]") : REWARDS.index("[[rewards.causes]]")], "")

    assert any("“rewards.lawyer.name.en” is empty or missing" in one for one in told)


def test_there_are_five_causes_at_most() -> None:
    cause = REWARDS[REWARDS.index("[[rewards.causes]]") :]

    told = problems(cause, "\n".join(cause.replace("river-fund", f"fund-{one}") for one in "abcdef"))

    assert [one for one in told if "There are 6 rewards.causes; 5 are possible" in one]


def test_the_office_does_not_decide_on_objections_itself() -> None:
    name = tomllib.loads(PRESET)["name"]

    told = problems(
        'en = "Ombuds House", zh-hans = "申诉之家"', f'en = "{name["en"]}", zh-hans = "{name["zh-hans"]}"'
    )

    assert any("Name a body outside it" in one for one in told)


def test_thanks_alone_need_no_currency() -> None:
    words = REWARDS.replace('amounts = [20000, 100000, 500000]\ncurrency = "EUR"\ncash_limit = 100000\n', "")
    rewards = parse(PRESET + words[: words.index("[rewards.lawyer]")]).rewards

    assert rewards is not None
    assert (rewards.amounts, rewards.limit_in_words) == ((), "")


def test_nothing_at_all_is_no_reward() -> None:
    words = REWARDS.replace('amounts = [20000, 100000, 500000]\ncurrency = "EUR"\ncash_limit = 100000\n', "")

    with pytest.raises(CharterError, match="neither money nor recognition"):
        parse(PRESET + words.replace("recognition = true", ""))


def test_every_change_of_them_waits() -> None:
    without, with_ = tomllib.loads(PRESET), tomllib.loads(WITH)
    other: dict[str, Any] = deepcopy(with_)
    other["rewards"]["appeal"]["address"]["en"] = "3 River Street"

    changes = [between(without, with_), between(with_, other), between(with_, without)]

    assert all(one.later and not one.at_once for one in changes)
    assert made(with_, changes[2]) == without


def test_they_are_written_as_they_were_read() -> None:
    without, with_ = tomllib.loads(PRESET), tomllib.loads(WITH)
    other = deepcopy(with_)
    other["rewards"]["amounts"] = [30000]

    text = changed(PRESET, between(without, with_).later)

    assert tomllib.loads(text) == with_ == tomllib.loads(written(with_))
    assert tomllib.loads(changed(WITH, between(with_, other).later)) == other


def test_the_history_says_what_changed_in_words() -> None:
    without, with_ = tomllib.loads(PRESET), tomllib.loads(WITH)

    told = [shown(one) for one in between(without, with_).later]

    assert all(one.place.startswith("Rewards: ") for one in told)
    assert ("", "Whoever took part in the wrong.") in [line for one in told for line in one.after]


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [(105, "EUR", "1.05 EUR"), (500, "KWD", "0.500 KWD"), (9000, "JPY", "9\u202f000 JPY")],
)
def test_an_amount_is_shown_in_its_currency(amount: int, currency: str, said: str) -> None:
    assert in_words(amount, currency) == said
