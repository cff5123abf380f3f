from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from builders import Told
from grading import (
    Finds,
    agrees,
    asks,
    grades,
    handed_out,
    hearing_left_out,
    in_second_review,
    state_of,
)
from made_up_office import FOLDER, STAFF
from reviewer import Reviewer

from fairwitness.decisions.models import Finding
from fairwitness.office.actions import take_up
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, sign_sheet
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("third")


@pytest.fixture
def third(office: OfficeFolder) -> Iterator[None]:
    """Ines reads the public's tips too, and is gone afterwards: other tests know nothing of her."""
    del office
    STAFF["ines"] = add_staff(FOLDER, "ines", "public", shown_name="Ines", role="board")
    try:
        sign_sheet(FOLDER, "public")
        take_up(FOLDER)
        yield
    finally:
        del STAFF["ines"]
        (FOLDER.staff / "ines.json").unlink()
        for later in sorted(FOLDER.sheets.glob("public.*.sheet"))[1:]:
            later.unlink()


@pytest.fixture
def tip() -> Told:
    return in_second_review()


def page_of(reader: Reviewer, tip: Told) -> str:
    page: str = reader.gets(f"tips/{tip.tip.id}/decision/").content.decode()
    return page


def test_the_third_is_as_blind_as_the_second(tip: Told) -> None:
    amara, noor, ines = (Reviewer(name) for name in ("amara", "noor", "ines"))
    grades(amara, tip, credibility=1)
    grades(noor, tip, credibility=4)

    before = handed_out(ines, tip)
    grades(ines, tip, credibility=2)

    assert before == []
    assert [sorted(one.credibility for one in handed_out(who, tip)) for who in (amara, noor, ines)] == [
        [1, 2, 4]
    ] * 3


def test_two_of_the_three_sign_over_all_three_grades(tip: Told) -> None:
    amara, noor, ines = (Reviewer(name) for name in ("amara", "noor", "ines"))
    with hearing_left_out(tip):
        grades(amara, tip, credibility=1)
        grades(noor, tip, credibility=4)
        early = asks(amara, tip, Finds(tip).request())
        grades(ines, tip, credibility=2)
        late = agrees(noor, tip)
        noor.sends(f"tips/{tip.tip.id}/decision/take-back/", asked=Finding.objects.get().id)

        anew = asks(amara, tip), agrees(ines, tip)

    assert (early.status_code, late.status_code) == (200, 409)  # a grade has come since
    assert [one.status_code for one in anew] == [200, 200]
    assert state_of(tip) == State.CONFIRMED


def test_what_waits_tells_the_third_nothing(tip: Told) -> None:
    amara, noor, ines = (Reviewer(name) for name in ("amara", "noor", "ines"))
    before = page_of(ines, tip)
    with hearing_left_out(tip):
        for one in (amara, noor):
            grades(one, tip)
        asks(amara, tip)

        taken = ines.sends(f"tips/{tip.tip.id}/decision/take-back/", asked=Finding.objects.get().id)

    assert (taken.status_code, Finding.objects.count()) == (409, 1)
    assert ("sealed-finding" in before, "sealed-finding" in page_of(ines, tip)) == (False, False)
    assert json.loads(ines.gets(f"tips/{tip.tip.id}/decision/grades/").content)["grades"] == []


def test_the_tip_s_page_says_to_whom_it_is_to_sign_that_something_waits_and_to_nobody_else(tip: Told) -> None:
    readers = [Reviewer(name) for name in ("amara", "noor", "ines")]
    with hearing_left_out(tip):
        for one in readers[:2]:
            grades(one, tip)
        asks(readers[0], tip)

        said = ["Waits for a second signature" in one.page(f"tips/{tip.tip.id}/").text for one in readers]

    assert said == [False, True, False]


def test_whoever_has_not_graded_signs_nothing(tip: Told) -> None:
    amara, noor, ines = (Reviewer(name) for name in ("amara", "noor", "ines"))
    with hearing_left_out(tip):
        for one in (amara, noor):
            grades(one, tip)
        asks(amara, tip)

        assert (agrees(ines, tip).status_code, state_of(tip)) == (409, State.SECOND_REVIEW)
