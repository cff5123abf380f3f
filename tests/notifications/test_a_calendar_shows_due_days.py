from __future__ import annotations

from datetime import date

import pytest
from builders import told
from clock import Clock
from django.test import Client
from icalendar import Calendar
from reviewer import Reviewer

from fairwitness.office.models import Staff

pytestmark = pytest.mark.usefixtures("clock")


def address(of: Reviewer) -> str:
    """What the page shows, once."""
    shown: str = of.sends("notifications/calendar/", feed="open").content.decode()
    return "/calendar/" + shown.partition("<code>")[2].partition("/calendar/")[2].partition("<")[0]


def days(at: str) -> dict[date, str]:
    """What a calendar program sees."""
    answer = Client().get(at)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content.decode())
    return {one.decoded("dtstart"): str(one["summary"]) for one in found.walk("VEVENT")}


def test_it_has_numbers_and_dates_and_no_more() -> None:
    amara, tip = Reviewer("amara"), told("CANARY").tip
    told()

    at = address(amara)

    assert days(at) == {date(2026, 12, 1): "2 due"}
    raw = Client().get(at).content.decode()
    assert not [word for word in ("CANARY", tip.id, "amara", "Amara", "public") if word in raw]


def test_what_is_late_is_due_today(clock: Clock) -> None:
    amara = Reviewer("amara")
    told()
    at = address(amara)

    clock.passes(days=9)

    assert days(at) == {date(2026, 12, 3): "1 due"}


def test_a_new_address_ends_the_old_one() -> None:
    amara = Reviewer("amara")
    old = address(amara)

    new = address(amara)

    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)


def test_it_can_be_ended() -> None:
    amara = Reviewer("amara")
    at = address(amara)

    amara.sends("notifications/calendar/", feed="close")

    assert Client().get(at).status_code == 404


def test_it_ends_with_whoever_made_it() -> None:
    at = address(Reviewer("amara"))

    Staff.objects.filter(sign_in_name="amara").update(is_active=False)

    assert Client().get(at).status_code == 404


def test_the_address_is_kept_by_nobody_but_its_owner() -> None:
    amara = Reviewer("amara")
    at = address(amara)

    page = amara.page("notifications/")

    assert at.rpartition("/")[2].partition(".")[0] not in page.text
    assert "There is an address. A new one ends the old one." in page.text
