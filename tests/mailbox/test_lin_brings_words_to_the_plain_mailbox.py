"""What was typed in a mailbox whose browser could not seal comes with the code, because somebody has chosen that, and is sent by nobody but them."""

from __future__ import annotations

from typing import Any

import pytest
from tipster import Tipster

from fairwitness.sealed.models import Conversation, Letter

WORDS = "Since the spring.\nBy the foreman."


@pytest.mark.parametrize(
    ("screen", "box", "where"),
    [
        ("letters", "text", "/mailbox/letters/"),
        ("meeting", "meeting", "/mailbox/say/meeting/"),
        ("questions", "wrong", "/mailbox/say/questions/"),
        ("elsewhere", "text", "/mailbox/letters/"),
    ],
)
def test_words_that_come_with_the_code_stand_in_their_box(
    lin: Tipster, screen: str, box: str, where: str
) -> None:
    lin.goes_to("/mailbox/?plain")

    typed: dict[str, Any] = {"code": lin.code, "screen": screen, box: WORDS}
    lin.sends(lin.page.forms[0], **typed)

    assert lin.where == where
    assert WORDS in lin.page.box.replace("\r", "")
    assert Letter.objects.count() == 1


def test_a_code_that_opens_nothing_keeps_the_words_with_the_form(lin: Tipster) -> None:
    lin.goes_to("/mailbox/?plain")
    lin.sends(lin.page.forms[0], code="not a code", text=WORDS)

    lin.sends(lin.page.forms[0], code=lin.code, text=lin.page.box.replace("not a code", "").strip())

    assert WORDS in lin.page.box.replace("\r", "")


def test_the_readers_see_that_the_mailbox_was_opened_on_the_server(lin: Tipster) -> None:
    lin.goes_to("/mailbox/?plain")

    lin.sends(lin.page.forms[0], code=lin.code, text=WORDS)

    assert Conversation.objects.get().mailbox.opened_on_server
