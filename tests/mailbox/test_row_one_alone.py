from __future__ import annotations

import pytest
from builders import answered
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.mailbox.forms import pressed
from fairwitness.sealed.models import Conversation, Mailbox, Tip

pytestmark = pytest.mark.usefixtures("office")


def first_row(lin: Tipster) -> str:
    return " ".join(TipCode.read(lin.code).words[:4])


def test_row_one_shows_the_next_date_and_opens_nothing(lin: Tipster) -> None:
    stranger = Tipster()

    stranger.comes_back(first_row(lin))

    assert "Nothing new waits for you" in stranger.page.text
    assert f"The next date is {Tip.objects.get().received.replace().isoformat()[:4]}" in stranger.page.text
    assert "mailbox" not in stranger.client.cookies
    assert not Mailbox.objects.get().opened_on_server


def test_row_one_says_that_an_answer_waits_until_it_was_read(lin: Tipster) -> None:
    answered(Conversation.objects.get(), "Since when?")
    lin.comes_back(first_row(lin))
    assert "Something waits for you" in lin.page.text

    lin.comes_back()
    lin.comes_back(first_row(lin))

    assert "Nothing new waits for you" in lin.page.text


def test_a_row_that_nobody_has_waits_its_turn_like_an_unknown_code() -> None:
    stranger = Tipster()

    stranger.comes_back("1 2 3 4")

    assert "This code opens nothing here." in stranger.page.text
    assert hasattr(stranger.response, "held_back")


def test_a_draft_s_row_says_that_something_waits_and_not_what() -> None:
    lin = Tipster()
    lin.chooses()
    lin.writes("Not sent yet.")
    lin.goes_to("/tell/public/check/")

    stranger = Tipster()
    stranger.comes_back(" ".join(TipCode.read(lin.page.code).words[:4]))

    assert "Something waits for you" in stranger.page.text
    assert "Not sent" not in stranger.page.text


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (["1", "2"], "12"),
        ([*"04440045"], "0444 0045"),
        ([*"0444", "back"], "044"),
        ([*"04441", "back"], "0444"),
        (["x", "12", ""], ""),
    ],
)
def test_a_code_can_be_put_together_from_buttons(keys: list[str], typed: str) -> None:
    code = ""

    for key in keys:
        code = pressed(code, key)

    assert code == typed


def test_a_whole_code_from_buttons_opens_the_mailbox(lin: Tipster) -> None:
    elsewhere = Tipster()
    elsewhere.goes_to("/mailbox/")

    for digit in "".join(f"{number:04}" for number in TipCode.read(lin.code).numbers):
        elsewhere.sends(elsewhere.page.forms[0], code=elsewhere.page.box, press=digit)
    elsewhere.sends(elsewhere.page.forms[0], code=elsewhere.page.box)

    assert elsewhere.page.letters == ["The exit is chained."]
