from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from builders import Told, told
from clock import Clock
from django.db import DatabaseError, transaction
from opening_browser import OpeningBrowser
from rewarding import REWARDS, let_count, opened
from tipster import Tipster

from fairwitness.office import reward_rules
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.models import Tip
from fairwitness.sealed.promises import rules_on_rewards

CHANGES = ("", REWARDS.replace("20000, ", ""), REWARDS.replace("claim_days = 180", "claim_days = 400"))


@pytest.fixture
def line(office: OfficeFolder, clock: Clock) -> Iterator[OfficeFolder]:
    del clock
    with opened(office) as line:
        yield line


def rules_of(sent: Told) -> object:
    tip = Tip.objects.get(pk=sent.tip.pk)
    rules = reward_rules.of(tip.charter) if tip.charter else None
    return rules and (rules_on_rewards(tip), rules.promised, rules.hex)


@pytest.mark.parametrize("after", CHANGES)
def test_what_is_changed_later_alters_nothing_for_a_tip_that_was_sent(
    line: OfficeFolder, clock: Clock, after: str
) -> None:
    number = let_count(line, clock)
    sent = told()
    before = rules_of(sent)

    let_count(line, clock, after)

    assert before is not None
    assert rules_of(sent) == before
    assert rules_on_rewards(Tip.objects.get(pk=sent.tip.pk)) == number
    assert rules_of(told()) != before


def test_a_tip_from_before_is_promised_nothing_by_what_came_later(line: OfficeFolder, clock: Clock) -> None:
    sent = told()

    let_count(line, clock)

    assert rules_of(sent) is None


@pytest.mark.parametrize("other", [reward_rules.counting, lambda: None])
def test_the_database_puts_no_tip_under_other_rules(
    line: OfficeFolder, clock: Clock, other: Callable[[], str | None]
) -> None:
    let_count(line, clock)
    sent = told()
    let_count(line, clock, CHANGES[1])

    with pytest.raises(DatabaseError, match="stay"), transaction.atomic():
        Tip.objects.filter(pk=sent.tip.pk).update(charter=other())

    assert rules_of(sent) is not None


def test_the_mailbox_leads_to_the_rules_that_hold_for_it(line: OfficeFolder, clock: Clock) -> None:
    number = let_count(line, clock)
    sent = told()
    let_count(line, clock, CHANGES[1])
    lin = Tipster("en")

    lin.comes_back(" ".join(sent.code.words))

    assert f'href="/en/rewards/{number}/"' in lin.response.text
    assert f'href="/en/rewards/{number + 1}/"' not in lin.response.text


def test_a_browser_that_opens_by_itself_is_told_them_in_as_many_bytes(
    line: OfficeFolder, clock: Clock
) -> None:
    before = told()
    number = let_count(line, clock)
    after = told()

    answers = [OpeningBrowser(one.code).asks("open") for one in (before, after)]

    assert [one.json()["rules"]["rewards"] for one in answers] == [None, number]
    assert len({len(one.content) for one in answers}) == 1
    page = Tipster("en")
    page.goes_to("/mailbox/sealed/pages/")
    assert f'data-part="rewards-{number}"' in page.response.text


def test_a_mailbox_of_an_office_without_rewards_does_not_speak_of_them(line: OfficeFolder) -> None:
    sent = told()
    lin = Tipster("en")

    lin.comes_back(" ".join(sent.code.words))

    assert line.charter.is_file()
    assert "reward" not in lin.response.text
