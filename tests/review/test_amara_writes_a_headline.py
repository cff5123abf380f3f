from __future__ import annotations

import json
from typing import Any

import pytest
from builders import Told, keys_of, told
from closings import locked
from marking import Marking
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64
from fairwitness.sealed.models import Conversation, Letter

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told()


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def names(reviewer: Reviewer, tip: Told, request: dict[str, Any], *, signed_by: str = "") -> Any:
    """A letter among readers, as the headline's form sends it."""
    body = json.dumps({"tip": tip.tip.id, **request}, separators=(",", ":")).encode()
    signature = keys_of(signed_by or reviewer.name).signing.sign("note", body)
    return reviewer.posts(f"tips/{tip.tip.id}/headline/", body + b"\n" + b64(signature).encode())


def notes_of(tip: Told) -> int:
    return Letter.objects.filter(
        conversation__tip=tip.tip, conversation__party=Conversation.Party.REVIEWERS
    ).count()


def test_a_headline_is_a_letter_among_readers_and_moves_nothing(amara: Reviewer, tip: Told) -> None:
    request = Marking(tip).request()

    answers = [names(amara, tip, request) for _ in range(2)]

    assert [one.json() for one in answers] == [{"id": request["id"]}] * 2
    assert notes_of(tip) == 1
    tip.tip.refresh_from_db()
    assert (tip.tip.state, tip.tip.marked) == ("received", "")


def test_the_list_asks_for_headlines_where_readers_have_written_and_nowhere_else(amara: Reviewer) -> None:
    named, other = told("The alarm is off."), told()
    names(amara, named, Marking(named).request())

    rows = [of for tag, of in amara.page("").tags if tag == "sealed-summary"]

    asked = {of["data-sealed"].split("/")[-3]: "data-notes" in of for of in rows}
    assert asked == {named.tip.id: True, other.tip.id: False}


def test_in_another_s_name_nobody_writes_one(amara: Reviewer, tip: Told) -> None:
    answer = names(amara, tip, Marking(tip).request(), signed_by="noor")

    assert answer.status_code == 403
    assert notes_of(tip) == 0


def test_a_tip_that_is_locked_gets_none(amara: Reviewer) -> None:
    tip = locked(by="noor")

    answer = names(amara, tip, Marking(tip).request())

    assert answer.status_code == 409
    assert notes_of(tip) == 0
