"""A manager who is reported on wants to know who spoke up, when, how and how often: nothing that their browser gets says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered, told
from clock import Clock
from django.test import Client
from hearing import Asking, asked, in_fact_finding
from made_up_office import FOLDER
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import MailboxKeys
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Conversation, Grant, Letter, Notice, SealedFile, Tip

pytestmark = pytest.mark.usefixtures("office")
STORY = "The kittiwake exit is chained."
SEALED = ("open", "letter", "part", "answer", "code", "more")


def a_tip_with_a_past(clock: Clock) -> Told:
    """Told weeks ago, answered, added to, with files, and opened without JavaScript."""
    tip = told(STORY, files={"kittiwake.txt": b"locked"})
    clock.passes(days=11)
    answered(tip.conversation, "Which kittiwake exit?")
    lin = Tipster()
    lin.comes_back(" ".join(tip.code.words))
    lin.answers("The one in hall 3.")
    clock.passes(days=9)
    return in_fact_finding(tip)


def canaries(tip: Told) -> set[str]:
    """All that stands in rows of the tipster's: ids, days, hashes, the state, who reads it, and their words."""
    tip.tip.refresh_from_db()
    of_tipster = Conversation.objects.get(tip=tip.tip, party="tipster")
    letters = Letter.objects.filter(conversation=of_tipster)
    days = {tip.tip.received, *letters.values_list("day", flat=True)}
    days |= set(Notice.objects.filter(conversation=of_tipster).values_list("day", flat=True))
    due = [day for day in (tip.tip.answer_due, tip.tip.feedback_due, tip.tip.acknowledged) if day]
    ids = {tip.tip.id, of_tipster.id, of_tipster.mailbox.id, *letters.values_list("id", flat=True)}
    ids |= set(SealedFile.objects.filter(conversation=of_tipster).values_list("id", flat=True))
    ids |= set(Grant.objects.filter(conversation=of_tipster).values_list("id", flat=True))
    ids |= set(Staff.objects.values_list("id", flat=True))
    hashes = {
        b64(of_tipster.mailbox.locator),
        b64(of_tipster.mailbox.verifying_key),
        of_tipster.mailbox.recipient,
    }
    words = {"kittiwake", "retaliation", *(" ".join(tip.code.words[at : at + 2]) for at in range(11))}
    return {*ids, *hashes, *words, *(day.isoformat() for day in {*days, *due} - {today()})}


def everything(asking: Asking) -> Iterator[tuple[str, str]]:
    """All that two browsers of the person reported on are answered: one without JavaScript, one with it."""
    kim = Tipster()
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words[:4]))
    yield "row one", _whole(kim)
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words))
    yield "seen", _whole(kim)
    kim.goes_to("/reply/code/")
    yield "code", _whole(kim)
    code = kim.page.code
    kim.goes_on()
    yield "own", _whole(kim)
    kim.answers("It was not chained.", {"answer.txt": b"see"})
    yield "answered", _whole(kim)
    from fairwitness.crypto.codes import TipCode  # noqa: PLC0415 - a code that the page showed

    own = TipCode.read(code)
    keys = MailboxKeys.from_seed(own.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(own.locator(FOLDER.line())), "auth": b64(keys.auth)}
    client = Client()
    opened = client.post("/en/reply/sealed/open/", _json(who), content_type="application/json")
    yield "open", opened.content.decode()
    for entry in opened.json()["entries"][:4]:
        answer = client.post(
            "/en/reply/sealed/letter/", _json({**who, "id": entry["id"]}), content_type="application/json"
        )
        yield "letter", answer.content.decode()
    yield "pages", client.get("/en/reply/sealed/pages/").content.decode()


def _whole(person: Tipster) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in person.response.headers.items())
    return f"{headers}\n{person.response.content.decode()}"


def _json(told_of: dict[str, Any]) -> bytes:
    return json.dumps(told_of, separators=(",", ":")).encode()


def test_no_byte_of_the_tipster_s_comes_to_whoever_is_reported_on(clock: Clock) -> None:
    tip = a_tip_with_a_past(clock)
    asking = asked(tip)
    found = canaries(tip)

    seen = list(everything(asking))

    assert len(seen) > 8
    assert [
        (name, one) for name, text in seen for one in found if one in text and not _is_in_pages(one, name)
    ] == []


def _is_in_pages(canary: str, name: str) -> bool:
    """The scripts' pages are the same for everybody, and were so before there was a tip."""
    return name == "pages" and canary == "retaliation"


def test_what_a_manager_sees_is_the_same_whoever_spoke_and_however(clock: Clock) -> None:
    long_ago, now = a_tip_with_a_past(clock), in_fact_finding(told("Now."))

    standing = [_standing(asked(one)) for one in (long_ago, now)]

    assert standing[0] == standing[1]


def _standing(asking: Asking) -> dict[str, Any]:
    keys = MailboxKeys.from_seed(asking.code.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(asking.code.locator(FOLDER.line())), "auth": b64(keys.auth)}
    answer = Client().post("/en/reply/sealed/open/", _json(who), content_type="application/json").json()
    shape = {name: len(json.dumps(answer[name])) for name in ("grants", "entries", "sheets")}
    return {"standing": answer["standing"], "written": answer["written"], **shape}


def test_with_the_tipster_s_addresses_their_code_opens_nothing() -> None:
    asking = asked()
    keys = MailboxKeys.from_seed(asking.code.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(asking.code.locator(FOLDER.line())), "auth": b64(keys.auth)}

    for place in ("open", "withdraw", "receipt"):
        answer = Client().post(f"/en/mailbox/sealed/{place}/", _json(who), content_type="application/json")
        assert answer.status_code == 404, place

    assert Tip.objects.get(pk=asking.tip.tip.pk).state == "reply"


def test_a_file_of_the_tipster_s_is_not_handed_out_there() -> None:
    tip = in_fact_finding(told(files={"exit.txt": b"locked"}))
    asking = asked(tip)
    keys = MailboxKeys.from_seed(asking.code.mailbox_seed(FOLDER.line()))
    who = {"locator": b64(asking.code.locator(FOLDER.line())), "auth": b64(keys.auth)}
    file = SealedFile.objects.get(conversation=tip.conversation)

    body = _json({**who, "file": file.id, "number": 0})
    answer = Client().post("/en/reply/sealed/part/", body, content_type="application/json")

    assert answer.status_code == 404


def test_a_reader_of_the_tip_alone_reads_the_answers() -> None:
    asking = asked()
    there = f"tips/{asking.tip.tip.id}/hearing/{asking.conversation}/sealed/"

    assert Reviewer("noor").gets(there).status_code == 200
    assert Reviewer("wei").gets(there).status_code == 404


def test_days_of_theirs_are_their_own(clock: Clock) -> None:
    tip = a_tip_with_a_past(clock)
    asking = asked(tip)

    assert asking.row.day == today()
    assert asking.row.until == today() + timedelta(days=14)
