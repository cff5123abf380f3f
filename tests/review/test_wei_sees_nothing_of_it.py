from __future__ import annotations

import pytest
from builders import Told, sealed_answer, told
from reviewer import Reviewer

from fairwitness.office.models import Channel, Seat, Staff
from fairwitness.sealed.models import Grant, Letter

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told("The exit is chained.", files={"exit.txt": b"locked"})


def desk_of(tip: Told) -> dict[str, str]:
    """Every address of the desk that names a tip or a file."""
    file = tip.conversation.files.get()
    pages = {name: f"tips/{tip.tip.id}/{name}/" for name in ("sealed", "letters")}
    return {"tip": f"tips/{tip.tip.id}/", "part": f"files/{file.id}/0/", **pages}


def answers(reviewer: Reviewer, tip: Told) -> dict[str, int]:
    """What the reviewer gets there."""
    found = {
        name: reviewer.gets(path).status_code for name, path in desk_of(tip).items() if name != "letters"
    }
    return found | {"letters": reviewer.answers(tip.tip, sealed_answer(tip.conversation)).status_code}


def test_amara_gets_everything(tip: Told) -> None:
    assert answers(Reviewer("amara"), tip) == {"tip": 200, "sealed": 200, "part": 200, "letters": 200}


def test_another_channel_s_reviewer_finds_no_such_page(tip: Told) -> None:
    wei = Reviewer("wei")

    assert set(answers(wei, tip).values()) == {404}
    assert "Nothing is due today." in wei.page("").text
    assert Letter.objects.count() == 1


def test_a_grant_alone_does_not_let_another_channel_s_reviewer_in(tip: Told) -> None:
    wei = Staff.objects.get(sign_in_name="wei").keys.get()
    given = tip.conversation.grants.first()
    assert given is not None
    Grant.objects.create(
        office=given.office, conversation=given.conversation, number=0, holder=wei.holder, sealed=given.sealed
    )

    assert set(answers(Reviewer("wei"), tip).values()) == {404}


def test_a_seat_alone_does_not_let_in_whom_nothing_was_granted(tip: Told) -> None:
    staff = Staff.objects.get(sign_in_name="wei")
    Seat.objects.create(office=staff.office, staff=staff, channel=Channel.objects.get(slug="public"))

    wei = Reviewer("wei")

    assert set(answers(wei, tip).values()) == {404}
    assert "Nothing is due today." in wei.page("").text


def test_a_tip_that_was_not_granted_is_on_no_list(tip: Told) -> None:
    other = told("The alarm is off.")
    amara = Staff.objects.get(sign_in_name="amara").keys.get()
    other.conversation.grants.filter(holder=amara.holder).delete()

    links = Reviewer("amara").page("").links()

    assert f"/en/desk/tips/{tip.tip.id}/" in links
    assert f"/en/desk/tips/{other.tip.id}/" not in links


@pytest.mark.parametrize("path", ["tips/{}/", "tips/{}/sealed/", "files/{}/0/"])
@pytest.mark.parametrize("name", ["nobody", "A" * 22, "A" * 23, "%00", "a.b", "..%2f..", "阿"])
def test_what_is_not_there_looks_the_same(path: str, name: str) -> None:
    amara = Reviewer("amara")

    assert amara.gets(path.format(name)).status_code == 404


def test_a_part_that_is_not_there_is_not_found(tip: Told) -> None:
    file = tip.conversation.files.get()

    answer = Reviewer("amara").gets(f"files/{file.id}/1/")

    assert answer.status_code == 404
