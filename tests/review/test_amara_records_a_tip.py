from __future__ import annotations

from datetime import timedelta

import pytest
from recording import Recording, recorded
from reviewer import Reviewer

from fairwitness.journal.models import Entry
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Recorded, Tip

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def id_of(name: str) -> str:
    return Staff.objects.get(sign_in_name=name).id


def test_a_tip_that_came_by_phone_is_marked_recorded_by_staff_and_by_whom(amara: Reviewer) -> None:
    tip = recorded(amara, way="phone").tip

    assert (tip.recorded.by, tip.recorded.way, tip.recorded.consent) == (id_of("amara"), "phone", "note")
    assert list(Entry.objects.filter(kind="recorded").values_list("tip", "by")) == [(tip.id, id_of("amara"))]
    assert tip.tier == "browser"


def test_its_deadlines_run_from_the_day_on_which_it_came(amara: Reviewer) -> None:
    tip = recorded(amara, came=today() - timedelta(days=3)).tip

    assert tip.received == today() - timedelta(days=3)
    assert tip.answer_due == today() + timedelta(days=4)


@pytest.mark.parametrize("days", [-1, 31])
def test_a_day_that_is_ahead_or_long_ago_is_refused(amara: Reviewer, days: int) -> None:
    body = Recording(came=today() - timedelta(days=days)).body()

    answer = amara.posts("record/public/keep/", body)

    assert answer.status_code == 400
    assert "at most 30 days ago" in answer.json()["error"]
    assert not Tip.objects.exists()


def test_the_same_bytes_again_are_the_same_tip(amara: Reviewer) -> None:
    body = Recording().body()

    first, again = (amara.posts("record/public/keep/", body).json() for _ in range(2))

    assert first == again
    assert Recorded.objects.count() == 1


def test_somebody_who_does_not_read_the_channel_records_nothing_for_it() -> None:
    wei = Reviewer("wei")

    answer = wei.posts("record/public/keep/", Recording().body("wei"))

    assert (answer.status_code, Tip.objects.count()) == (404, 0)


def test_nobody_records_in_a_colleague_s_name(amara: Reviewer) -> None:
    answer = amara.posts("record/public/keep/", Recording().body("noor"))

    assert (answer.status_code, Tip.objects.count()) == (403, 0)
