"""An earlier version let an administrator close a way in over its tips: their mailboxes are there all the same."""

from __future__ import annotations

import pytest
from administrator import Administrator
from builders import answered
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.notifications.reading import waits_for
from fairwitness.office import charter, versions
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Conversation


@pytest.fixture
def lin(running: OfficeFolder, ada: Administrator) -> Tipster:
    """Her tip came by a way in that the charter has no more."""
    del ada
    lin = Tipster()
    lin.tells("The exit is chained.")
    values = versions.values_in_force(running)
    values["channels"] = [one for one in values["channels"] if one["slug"] != "public"]
    versions.publish(running, values, by=Staff.objects.get(sign_in_name="ada"))
    return lin


def test_the_mailbox_opens_and_takes_an_answer(lin: Tipster) -> None:
    assert "public" not in {one.slug for one in charter.current().channels}
    answered(Conversation.objects.get(), "Since when?")

    lin.comes_back()
    lin.answers("Since the spring.")

    assert lin.page.letters == ["The exit is chained.", "Since when?", "Since the spring."]


@pytest.mark.parametrize("slug", ["meeting", "retaliation"])
def test_what_is_asked_everywhere_can_still_be_said(lin: Tipster, slug: str) -> None:
    lin.comes_back()

    lin.goes_to(f"/mailbox/say/{slug}/")

    assert lin.status == 200


def test_a_reader_reads_it_and_is_told_that_it_waits(lin: Tipster) -> None:
    del lin
    amara = Reviewer("amara")
    tip = Conversation.objects.get().tip

    page = amara.gets(f"tips/{tip.id}/")

    assert page.status_code == 200
    assert {one.cannot_wait for one in waits_for(Staff.objects.get(sign_in_name="amara"))} == {False}
