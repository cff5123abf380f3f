"""A manager who is reported on leans on somebody, and looks whether the tip is taken back: from there no end says whose it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from builders import told
from django.test import Client
from hearing import Asking, asked, in_fact_finding, staff
from made_up_office import FOLDER
from tipster import Tipster

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.decisions.heard import why_not_yet
from fairwitness.review import closing
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import State

pytestmark = pytest.mark.usefixtures("office")
SAID = "It ended without a finding."
EMPTY = ("letter", "answer", "code", "more", "not-confirmed")


def taken_back(asking: Asking) -> None:
    lin = Tipster()
    lin.comes_back(" ".join(asking.tip.code.words))
    lin.goes_to("/mailbox/withdraw/")
    lin.goes_on()
    assert Tip.objects.get(pk=asking.tip.tip.pk).state == State.DESTROYED


def ended_by_a_reader(asking: Asking) -> None:
    closing.close(asking.tip.tip.pk, State.INSUFFICIENT, seen=State.REPLY, by=staff("noor"))


def destroyed(asking: Asking) -> None:
    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)


def seen_from_there(asking: Asking) -> dict[str, Any]:
    """All pages of both tiers: their bytes, with what is random in every page taken out."""
    kim, rows = Tipster(), asking.code.words
    found: dict[str, Any] = {}
    for name, words in (("row one", rows[:4]), ("whole", rows)):
        kim.goes_to("/reply/")
        kim.sends(kim.page.forms[0], code=" ".join(words))
        found[name] = (kim.page.text, len(kim.response.content))
    kim.goes_to("/reply/code/")
    found["code page"] = kim.page.text
    keys = MailboxKeys.from_seed(asking.code.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(asking.code.locator(FOLDER.line())), "auth": b64(keys.auth)}
    opened = posts("open", who)
    found["open"] = {**opened.json(), "filler": len(opened.content)}
    for name, more in (("letter", {"id": asking.id}), ("more", {"step": "more"}), ("not-confirmed", {})):
        answer = posts(name, {**who, **more})
        found[name] = (answer.status_code, answer.content)
    return found


def posts(name: str, sent: dict[str, Any]) -> Any:
    body = json.dumps(sent, separators=(",", ":"))
    return Client().post(f"/en/reply/sealed/{name}/", body, content_type="application/json")


def test_what_a_tipster_takes_back_looks_like_what_readers_end() -> None:
    ends: list[Callable[[Asking], None]] = [taken_back, ended_by_a_reader, destroyed]
    seen = []

    for end in ends:
        asking = asked(in_fact_finding(told("The exit is chained.")))
        end(asking)
        seen.append(seen_from_there(asking))

    assert SAID in seen[0]["whole"][0]
    assert seen[0]["row one"][1] == seen[0]["whole"][1]
    assert {len({repr(one[name]) for one in seen}) for name in seen[0]} == {1}


def test_it_stays_ended_where_the_tip_is_opened_again_and_nobody_counts_as_asked() -> None:
    asking = asked()
    ended_by_a_reader(asking)
    closing.reopen(asking.tip.tip.pk, by=staff("noor"))

    kim = Tipster()
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words))

    assert SAID in kim.page.text
    assert "has not been heard" in str(why_not_yet(asking.tip.tip))


def test_a_tipster_is_told_what_the_other_side_reads() -> None:
    asking = asked()
    lin = Tipster()
    lin.comes_back(" ".join(asking.tip.code.words))

    lin.goes_to("/mailbox/withdraw/")

    assert "that person reads from now on that it ended without a finding" in lin.page.text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_code_that_somebody_has_used_up_says_so_and_whom_to_tell(language: str) -> None:
    asking = asked()
    first, kim = Tipster(language), Tipster(language)
    first.goes_to("/reply/")
    first.sends(first.page.forms[0], code=" ".join(asking.code.words))
    first.goes_to("/reply/code/")
    first.goes_on()

    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words))

    assert {"en": "Somebody has taken a new code", "zh-hans": "已有人用这个取信码换了新码"}[
        language
    ] in kim.page.text
    assert "/concerned/" in kim.response.content.decode()
    keys = MailboxKeys.from_seed(asking.code.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(asking.code.locator(FOLDER.line())), "auth": b64(keys.auth)}
    assert "taken a new code" in posts("open", who).json()["error"]
