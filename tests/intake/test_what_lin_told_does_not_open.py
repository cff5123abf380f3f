"""A draft that is damaged, or that somebody else has put in its place: without JavaScript, the server finds that out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import open_letter, seal_letter
from fairwitness.intake.drafts import DraftKey, seed_of
from fairwitness.sealed.models import Draft

TELL = "/tell/public/"
TITLES = {"en": "What you had told does not open", "zh-hans": "您先前写下的内容打不开"}
STRANGER = SigningKey.from_seed(b"s" * 32)


def damage(code: str) -> None:
    del code
    sealed = bytes(Draft.objects.get().sealed)
    Draft.objects.update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))


def forge(code: str) -> None:
    """Somebody who has the database knows the mailbox's recipient, and puts a draft of their own there."""
    read = TipCode.read(code)
    keys = DraftKey.of(read, seed_of(read)).keys
    letter = open_letter(bytes(Draft.objects.get().sealed), [keys.identity])
    theirs = replace(letter, author=STRANGER.verifying_key, text="Somebody else's words.")
    Draft.objects.update(sealed=seal_letter(theirs, STRANGER, keys.identity.recipient))


@pytest.fixture(params=["en", "zh-hans"])
def lin(request: pytest.FixtureRequest, office: object) -> Tipster:
    """With a draft, and its code on a paper."""
    del office
    lin = Tipster(request.param)
    lin.chooses()
    lin.writes("The alarm is off.")
    lin.goes_to(f"{TELL}check/")
    lin.code = lin.page.code
    return lin


@pytest.mark.parametrize("spoil", [damage, forge])
@pytest.mark.parametrize("screen", ["scope", "story", "files", "you", "check", "keep", "without"])
def test_a_page_says_what_happened_and_what_can_be_done(
    lin: Tipster, spoil: Callable[[str], None], screen: str
) -> None:
    spoil(lin.code)

    lin.goes_to(f"{TELL}{screen}/")

    assert (lin.status, TITLES[lin.language] in lin.page.text) == (409, True)
    assert "The alarm is off." not in lin.page.text
    assert "Somebody else's words." not in lin.page.text


def test_what_was_typed_meanwhile_is_there_to_be_copied(lin: Tipster) -> None:
    lin.goes_to(f"{TELL}story/")
    damage(lin.code)

    lin.writes("And the hoses are gone.", where="Hall 3", known=["saw"])

    assert lin.status == 409
    assert lin.page.box == "And the hoses are gone.\n\nHall 3"


def test_a_file_that_came_meanwhile_is_named(lin: Tipster) -> None:
    lin.goes_to(f"{TELL}files/")
    damage(lin.code)

    lin.attaches({"exit.jpg": b"a photo"})

    assert (lin.status, "exit.jpg" in lin.page.text) == (409, True)


def test_lin_begins_again_and_what_was_damaged_stays_until_its_day(lin: Tipster) -> None:
    damage(lin.code)
    before = Draft.objects.get().pk
    lin.goes_to(f"{TELL}check/")

    lin.goes_on()
    lin.tells("The alarm is off, I said.")

    assert lin.where == f"{TELL}sent/"
    assert Draft.objects.get().pk == before


def test_the_code_too_leads_to_that_page(lin: Tipster) -> None:
    forge(lin.code)
    elsewhere = Tipster(lin.language)

    elsewhere.comes_back(lin.code)

    assert (elsewhere.status, TITLES[lin.language] in elsewhere.page.text) == (409, True)
    assert lin.code.split()[0] not in elsewhere.page.text.split()


def test_leaving_leads_away_all_the_same(lin: Tipster) -> None:
    damage(lin.code)

    answer = lin.client.get(f"/{lin.language}/leave/")

    assert answer.status_code == 302
    assert not answer["Location"].startswith("/")


def test_a_draft_whose_code_was_not_shown_is_destroyed_by_leaving_also_when_it_is_damaged(
    office: object,
) -> None:
    del office
    lin = Tipster()
    lin.chooses()
    damage("")

    lin.client.get("/en/leave/")

    assert not Draft.objects.exists()


@pytest.mark.usefixtures("office")
def test_whoever_only_follows_a_link_to_begin_again_forgets_nothing() -> None:
    answer = Client().get(f"/en{TELL}anew/")

    assert (answer.status_code, answer["Location"], list(answer.cookies)) == (302, f"/en{TELL}scope/", [])
