"""A name that two keys guard, asked for and opened over the desk's own addresses; and those who want it otherwise."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from builders import keys_of, told
from clock import Clock
from closings import staff
from guarding import LIN, AskingForAName, bo_guards_names, names_custodians, read_by, told_with_a_name
from made_up_office import FOLDER
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.name_requests import ANSWERED, ASKED, NameAnswered
from fairwitness.journal.models import Entry, Kind
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.states import State


@pytest.fixture(autouse=True)
def guarded(office: OfficeFolder, clock: Clock) -> None:
    """Mr Bo stands on the sheet of the public channel."""
    del office, clock
    bo_guards_names()


@pytest.fixture
def asking() -> AskingForAName:
    return AskingForAName(told_with_a_name())


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


@pytest.fixture
def noor() -> Reviewer:
    return Reviewer("noor")


def proposes(reader: Reviewer, asking: AskingForAName, signed_by: str = "") -> Any:
    """What the reader's browser sends: the reason, the statement, and both signatures of hers."""
    key = keys_of(signed_by or reader.name).signing
    note = {
        "tip": asking.tip.tip.id,
        "conversation": asking.note.conversation,
        "grants": [{"holder": b64(one.holder), "sealed": b64(one.sealed)} for one in asking.note.grants],
        "id": asking.note.id,
        "number": asking.note.number,
        "sealed": b64(asking.note.sealed),
    }
    said = {**note, "statement": b64(asking.asked), "signature": b64(key.sign(ASKED, asking.asked))}
    raw = json.dumps(said, separators=(",", ":")).encode()
    return reader.posts(f"{name_of(asking)}ask/", raw + b"\n" + b64(key.sign("note", raw)).encode())


def agrees(reader: Reviewer, asking: AskingForAName, signed_by: str = "", tip: str = "") -> Any:
    row = NameRequest.objects.get()
    signature = keys_of(signed_by or reader.name).signing.sign(ASKED, bytes(row.statement))
    sent = json.dumps({"asked": row.id, "signature": b64(signature)}, separators=(",", ":"))
    return reader.posts(f"tips/{tip or asking.tip.tip.id}/name/agree/", sent.encode())


def answers(
    asking: AskingForAName, sealed: bytes = b"", reason: str = "", signed_by: str = "bo", **other: Any
) -> Any:
    """What Mr Bo's browser sends."""
    named = sha256(sealed).digest() if sealed else None
    whole = NameAnswered(FOLDER.line(), sha256(asking.asked).digest(), today(), named, reason)
    said = replace(whole, **other).to_json()
    signature = b64(keys_of(signed_by).signing.sign(ANSWERED, said))
    sent = {"statement": b64(said), "signature": signature, "sealed": b64(sealed)}
    at = f"names/{NameRequest.objects.get().id}/answer/"
    return Reviewer("bo").posts(at, json.dumps(sent, separators=(",", ":")).encode())


def name_of(asking: AskingForAName) -> str:
    return f"tips/{asking.tip.tip.id}/name/"


def test_two_ask_the_tipster_says_yes_and_mr_bo_opens_it_for_the_two(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    assert proposes(amara, asking).status_code == 200
    assert agrees(noor, asking).status_code == 200
    asking.says("yes")

    assert "Open this name" in Reviewer("bo").page("names/").text
    assert answers(asking, asking.peeled()).status_code == 200

    for name, reader in (("amara", amara), ("noor", noor)):
        assert b"<sealed-name data-sealed" in reader.gets(name_of(asking)).content
        assert (read_by(name, asking.tip).name, read_by(name, asking.tip).contact) == LIN
    assert "The tipster agrees · Opened" in Reviewer("bo").page("names/").text
    assert "No name is asked for." in Reviewer("bo").page("names/").text


def test_pressed_again_or_loaded_again_it_says_that_he_has_opened_it(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    asking.says("yes")
    answers(asking, asking.peeled())
    said = f"You have opened this on {today()}. The two who asked can read it."

    again = answers(asking, asking.peeled())  # sealed anew, as after a reload

    assert (again.status_code, again.json()["error"]) == (404, said)
    assert said in Reviewer("bo").page(f"names/{NameRequest.objects.get().id}/").text


def test_a_page_from_yesterday_is_told_today_s_day_before_anything_is_signed(
    clock: Clock, asking: AskingForAName
) -> None:
    clock.passes(days=1)

    assert Reviewer("amara").gets(f"tips/{asking.tip.tip.id}/notes/").json()["today"] == today().isoformat()


def test_what_was_signed_yesterday_is_asked_for_again(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    yesterday = today() - timedelta(days=1)

    assert answers(asking, reason="concerned", day=yesterday).status_code == 409
    assert answers(asking, reason="concerned").status_code == 200


def test_the_tip_s_page_says_where_it_stands(amara: Reviewer, noor: Reviewer, asking: AskingForAName) -> None:
    def stands() -> str:
        return str(noor.page(f"tips/{asking.tip.tip.id}/").text)

    assert "The name that two keys guard · Nobody has asked for it" in stands()
    proposes(amara, asking)
    assert "guard · Waits for a second signature" in stands()
    agrees(noor, asking)
    assert "guard · Waits for the tipster’s yes" in stands()
    asking.says("yes")
    assert "guard · Waits for whoever guards names" in stands()
    answers(asking, reason="concerned")
    assert "guard · Refused by whoever guards names" in stands()
    assert "It is guarded by: Mr Bo." in noor.page(name_of(asking)).text


def test_a_tip_without_such_a_name_leads_to_no_page_that_asks(amara: Reviewer) -> None:
    tip = told()

    assert "two keys guard" not in amara.page(f"tips/{tip.tip.id}/").text
    assert "No name is sealed apart with this tip." in amara.page(f"tips/{tip.tip.id}/name/").text


def test_a_reader_who_wants_a_name_alone_gets_it_neither_in_two_tabs_nor_with_another_s_signature(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)

    assert agrees(Reviewer("amara"), asking).status_code == 409
    assert agrees(amara, asking, signed_by="noor").status_code == 409
    assert agrees(noor, asking, signed_by="amara").status_code == 403
    assert proposes(noor, AskingForAName(asking.tip, "law", "before"), signed_by="amara").status_code == 403

    assert NameRequest.objects.get().second == ""
    assert answers(asking, asking.peeled()).status_code == 404


def test_with_the_request_of_another_tip_nobody_signs(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    other = told_with_a_name()

    assert agrees(noor, asking, tip=other.tip.id).status_code == 409

    assert NameRequest.objects.get().second == ""


def test_a_reader_of_another_channel_finds_no_such_page(asking: AskingForAName) -> None:
    wei = Reviewer("wei")

    assert wei.gets(name_of(asking)).status_code == 404
    assert proposes(wei, asking).status_code == 404

    assert not NameRequest.objects.exists()


def test_without_the_signed_yes_he_cannot_open_it_whoever_writes_one_into_the_table(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)

    assert answers(asking, asking.peeled()).status_code == 409

    assert "Open this name" not in Reviewer("bo").page("names/").text
    assert not NameAnswer.objects.exists()


def test_before_the_day_of_a_duty_he_cannot_open_it(
    clock: Clock, amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    duty = AskingForAName(asking.tip, "court-order", "before")
    proposes(amara, duty)
    agrees(noor, duty)

    clock.passes(days=6)
    assert answers(duty, duty.peeled()).status_code == 409
    clock.passes(days=1)
    assert answers(duty, duty.peeled()).status_code == 200

    assert read_by("amara", asking.tip).name == LIN[0]


def test_where_no_code_was_kept_no_page_and_no_entry_says_that_the_tipster_is_told(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    with unguarded(GUARDS):
        Tip.objects.filter(pk=asking.tip.tip.pk).update(no_answer=True)
    duty = AskingForAName(asking.tip, "court-order", "before")
    proposes(amara, duty)
    agrees(noor, duty)

    for page in (noor.page(name_of(asking)), Reviewer("bo").page("names/")):
        assert "kept no code and cannot be told" in page.text
        assert not re.search("(signature|day:) the tipster is told", page.text)
    assert not Entry.objects.filter(kind=Kind.NAME_TOLD).exists()


def test_nobody_but_whom_it_is_asked_of_comes_to_it(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    asked = NameRequest.objects.get().id

    assert Reviewer("amara").gets(f"names/{asked}/").status_code == 302
    assert Reviewer("wei").gets(f"names/{asked}/sealed/").status_code == 302
    assert Reviewer("bo").gets(f"names/{'A' * 22}/").status_code == 404
    assert Reviewer("bo").gets(f"names/{'A' * 22}/sealed/").status_code == 404


def test_signed_with_another_key_or_off_the_sheet_his_answer_is_refused(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    asking.says("yes")

    assert answers(asking, asking.peeled(), signed_by="amara").status_code == 403
    names_custodians(asking.tip.tip.channel)  # a sheet on which he stands no more
    assert answers(asking, asking.peeled()).status_code == 403

    assert not NameAnswer.objects.exists()


def test_once_one_of_the_two_reads_the_tip_no_more_anybody_who_does_ends_it(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    take_off(asking.tip.tip.id, staff("amara").id, by=staff("noor").id)

    answer = noor.sends(f"{name_of(asking)}back/", asked=NameRequest.objects.get().id)

    assert answer.status_code == 303
    assert "Ended before it was opened" in noor.page(name_of(asking)).text


def test_of_a_locked_tip_nothing_is_asked_of_him(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)
    asking.says("yes")
    with unguarded(GUARDS):
        Tip.objects.filter(pk=asking.tip.tip.pk).update(state=State.PROTECTED_CONDUCT, locked_by="A" * 22)

    assert "No name is asked for." in Reviewer("bo").page("names/").text
    assert answers(asking, asking.peeled()).status_code == 409
    assert not NameAnswer.objects.exists()


def test_his_browser_is_handed_what_was_signed_and_no_word_of_the_tip(
    amara: Reviewer, noor: Reviewer, asking: AskingForAName
) -> None:
    proposes(amara, asking)
    agrees(noor, asking)

    at = f"names/{NameRequest.objects.get().id}/sealed/"
    handed_out = Reviewer("bo").gets(at).json()
    asking.says("yes")
    then = Reviewer("bo").gets(at).json()

    assert handed_out["name"] == ""
    assert then["name"] == b64(asking.tip.tip.sealed_name.sealed)
    assert sorted(handed_out) == [
        *("channel", "consent", "consent_signature", "line", "name", "office", "opens"),
        *("sheets", "signatures", "statement", "today"),
    ]
