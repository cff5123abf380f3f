from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from builders import Told, answered, conversation_key, told
from clock import Clock
from django.apps import apps
from django.contrib.sessions.models import Session
from reviewer import DESK, Reviewer, secret_of

from fairwitness.crypto.encoding import b64
from fairwitness.office.charter import current
from fairwitness.sealed.actions.acknowledge import acknowledge_what_waits

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def tip() -> Told:
    return told("canary-4711 is chained.", files={"canary-4711.txt": b"canary-4711 too"})


@pytest.fixture
def amara() -> Reviewer:
    return Reviewer("amara")


def test_the_oldest_tip_stands_first(clock: Clock) -> None:
    older = told("The alarm is off.").tip
    clock.passes(days=3)
    newer = told().tip

    links = linked_on("amara")

    assert links == [older.id, newer.id]


def test_a_tip_is_due_by_the_charter_s_days(amara: Reviewer, tip: Told) -> None:
    deadlines = current().deadlines
    waiting = amara.page("").text
    answered(tip.conversation)

    others = amara.page("").text

    acknowledge, feedback = (
        tip.tip.received + timedelta(days=days)
        for days in (deadlines.acknowledge_days, deadlines.feedback_days)
    )
    assert f"They wait for us Received {tip.tip.received} Due {acknowledge}" in waiting
    assert f"We have answered Received {tip.tip.received} Due {feedback}" in others


def test_a_tip_that_was_answered_waits_again_when_the_tipster_writes(amara: Reviewer, tip: Told) -> None:
    answered(tip.conversation)

    answered(tip.conversation, from_office=False)

    assert "They wait for us" in amara.page("").text


def test_the_page_of_a_tip_carries_what_the_scripts_need(amara: Reviewer, tip: Told) -> None:
    page = amara.page(f"tips/{tip.tip.id}/")

    sealed = f"{DESK}tips/{tip.tip.id}/sealed/"
    (letter,) = [told for tag, told in page.tags if tag == "sealed-letter"]
    (form,) = [told for tag, told in page.tags if "data-answer" in told]
    assert letter["data-sealed"] == form["data-sealed"] == sealed
    assert letter["data-letter"] == tip.conversation.letters.get().id
    assert letter["data-part"] == f"{DESK}files/FILE/0/"
    assert (form["action"], form["data-uploads"]) == (f"{DESK}tips/{tip.tip.id}/letters/", "/en/uploads/")
    assert all(form.hidden["csrfmiddlewaretoken"] for form in page.forms)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_door_carries_the_line_id_and_every_word_that_the_scripts_say(
    amara: Reviewer, office: Any, language: str
) -> None:
    page = amara.client.get(f"/{language}/desk/sign-in/").content.decode()

    assert f'data-line="{b64(office.line())}"' in page
    assert page.count("data-word=") >= 40


def test_the_desk_says_when_the_server_could_read(amara: Reviewer, tip: Told) -> None:
    before = amara.page(f"tips/{tip.tip.id}/").text

    type(tip.conversation.mailbox).objects.update(opened_on_server=True)

    assert "Was never opened on the server." in before
    assert "the server could read this conversation" in amara.page(f"tips/{tip.tip.id}/").text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("sign-in/", "This form is too old"),
        ("sign-out/", "This form is too old"),
        ("tips/AAAAAAAAAAAAAAAAAAAAAA/letters/", "did not come from one of our own pages"),
    ],
)
def test_without_the_form_s_token_nothing_is_taken(amara: Reviewer, path: str, said: str) -> None:
    amara.token = ""

    answer = amara.posts(path, b"age-encryption.org/v1\n")

    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert Session.objects.count() == 1


def rows() -> Iterator[bytes]:
    """Every value of every row of every table, as bytes."""
    for model in apps.get_models():
        for row in model._base_manager.values_list():  # noqa: SLF001 - Django's own name for all rows
            yield from (
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for value in row
            )


def test_a_database_reader_finds_no_word_no_name_and_no_secret(amara: Reviewer, tip: Told) -> None:
    answered(tip.conversation, "canary-4711?")

    kept = b"\n".join(rows())

    assert len(kept) > 10_000
    assert b"canary" not in kept
    assert " ".join(tip.code.words).encode() not in kept
    assert secret_of("amara").encode() not in kept
    assert amara.client.cookies["desk"].value.encode() not in kept
    assert conversation_key("noor", tip.conversation).reveal().encode() not in kept
    assert tip.key.seed not in kept


def test_a_tip_that_the_line_alone_has_confirmed_still_says_that_nobody_wrote(clock: Clock) -> None:
    tip = told()
    clock.passes(days=6)
    acknowledge_what_waits(current().deadlines)

    before = Reviewer("amara").page("").text
    answered(tip.conversation)

    assert "They wait for us" in before
    assert "No reader has written yet" in before
    assert "No reader has written yet" not in Reviewer("amara").page("").text


@pytest.mark.parametrize(
    ("days", "told_there"),
    [
        (70, "Due 2027-"),
        (80, "10 days left"),
        (88, "2 days left"),
        (90, "today is the last day"),
        (91, "1 day late"),
    ],
)
def test_what_is_due_soon_says_so_and_what_is_late_says_it_too(
    clock: Clock, days: int, told_there: str
) -> None:
    answered(told().conversation)
    clock.passes(days=days)

    page = Reviewer("amara").page("").text

    assert told_there in page


def test_whatever_is_due_first_stands_first(clock: Clock) -> None:
    long = told()
    answered(long.conversation)
    clock.passes(days=80)
    short = told("The alarm is off.")
    clock.passes(days=4)
    soon = linked_on("amara")
    answered(short.conversation)

    assert soon == [short.tip.id, long.tip.id]
    assert linked_on("amara") == [long.tip.id, short.tip.id]


def linked_on(name: str) -> list[str]:
    """The tips on the desk, in order."""
    return [
        link.split("/")[-2] for link in Reviewer(name).page("").links() if link.startswith(f"{DESK}tips/")
    ]
