"""Where somebody guards names, Lin says on the fifth screen who may know hers; where nobody does, nothing is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import opened_by, public
from guarding import bo_guards_names, names_custodians
from tipster import Tipster

from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import Reader
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import who_guards
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.sealed.models_of_names import SealedName

pytestmark = pytest.mark.usefixtures("office")
KEYS = "Two keys guard my name"
NOBODY = "Nobody guards names here now."
READERS = "The readers of this tip may know my name"


@pytest.fixture
def bo(office: OfficeFolder) -> None:
    del office
    bo_guards_names()


@pytest.fixture
def lin() -> Tipster:
    return Tipster()


def comes_to_herself(lin: Tipster) -> None:
    lin.chooses()
    lin.writes("The exit is chained.")
    lin.goes_on()


def chosen(lin: Tipster) -> list[str]:
    """What is ticked of the two."""
    return [
        told["value"] or "" for _, told in lin.page.tags if told.get("name") == "guard" and "checked" in told
    ]


def read_by_amara() -> dict[str, str]:
    (letter,) = opened_by("amara", Conversation.objects.get())
    return {one.question: one.text for one in letter.answers}


@pytest.mark.usefixtures("bo")
def test_the_safer_of_two_is_chosen_already_and_who_guards_names_is_named(lin: Tipster) -> None:
    comes_to_herself(lin)

    assert chosen(lin) == ["two-keys"]
    assert f"whoever guards names and reads no tip: {' · '.join(who_guards(public()))}." in lin.page.text
    assert "The readers of this tip will know it" not in lin.page.text


@pytest.mark.usefixtures("bo")
def test_her_name_is_in_no_letter_and_the_last_look_says_how_it_is_kept(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", contact="5550", guard="two-keys")

    assert KEYS in lin.page.text
    assert "Guards your name, and reads no tip" in lin.page.text
    assert "Mr Bo" in lin.page.text
    lin.goes_on()

    assert read_by_amara() == {"kind": "retaliation"}
    assert SealedName.objects.get().tip == Tip.objects.get()


@pytest.mark.usefixtures("bo")
def test_she_may_let_the_readers_know_it(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="readers")

    assert READERS in lin.page.text
    lin.goes_on()

    assert read_by_amara() == {"kind": "retaliation", "name": "Lin"}
    assert not SealedName.objects.exists()


@pytest.mark.usefixtures("bo")
def test_she_changes_her_mind_before_she_sends_it(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="readers")
    lin.goes_to("/tell/public/you/?then=check")
    assert chosen(lin) == ["readers"]

    lin.goes_on(name="Lin", guard="two-keys")
    lin.goes_on()

    assert read_by_amara() == {"kind": "retaliation"}


@pytest.mark.usefixtures("bo")
def test_without_a_name_nothing_is_kept_of_the_choice(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(guard="readers")
    assert READERS not in lin.page.text

    lin.goes_to("/tell/public/you/")

    assert chosen(lin) == ["two-keys"]


@pytest.mark.usefixtures("bo")
def test_something_else_than_the_two_is_answered_kindly_and_loses_no_word(lin: Tipster) -> None:
    comes_to_herself(lin)

    lin.goes_on(name="Lin", guard="nobody")

    assert lin.status == 422
    assert "Choose one of the answers that are listed." in lin.page.text
    assert ("input", "Lin") in [(tag, told.get("value")) for tag, told in lin.page.tags]


def test_where_nobody_guards_names_nothing_is_asked_and_the_last_look_says_who_may_know_it(
    lin: Tipster,
) -> None:
    comes_to_herself(lin)
    assert "The readers of this tip will know it, and nobody else." in lin.page.text

    lin.goes_on(name="Lin")
    assert READERS in lin.page.text
    lin.goes_on()

    assert read_by_amara() == {"kind": "retaliation", "name": "Lin"}


@pytest.mark.usefixtures("bo")
def test_two_keys_that_nobody_guards_by_now_are_refused_and_lose_no_word(lin: Tipster) -> None:
    comes_to_herself(lin)
    names_custodians(public())

    lin.goes_on(name="Lin", guard="two-keys")

    assert (lin.status, NOBODY in lin.page.text, chosen(lin)) == (422, True, [])
    assert ("input", "Lin") in [(tag, told.get("value")) for tag, told in lin.page.tags]
    lin.goes_on(name="Lin", guard="readers")
    assert READERS in lin.page.text


@pytest.mark.usefixtures("bo")
def test_two_keys_stay_chosen_where_she_comes_back_for_another_reason(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="two-keys")
    names_custodians(public())
    lin.goes_to("/tell/public/you/?then=check")

    lin.goes_on(name="Lin", guess="My shift")
    assert (lin.status, NOBODY in lin.page.text) == (422, True)

    lin.goes_on(name="", guess="My shift")
    assert lin.where == "/tell/public/check/"


def test_who_named_herself_to_the_readers_stays_named_to_them_where_somebody_guards_names_meanwhile(
    lin: Tipster,
) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin")
    bo_guards_names()

    lin.goes_to("/tell/public/you/?then=check")

    assert chosen(lin) == ["readers"]


@pytest.mark.usefixtures("bo")
def test_where_nobody_guards_names_any_more_her_name_is_not_given_to_the_readers_instead(
    lin: Tipster,
) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="two-keys")
    names_custodians(public())

    lin.goes_on()

    assert lin.status == 422
    assert "nobody guards names here any more" in lin.page.text
    assert not Tip.objects.exists()


@pytest.mark.usefixtures("bo")
def test_then_she_lets_the_readers_know_it_and_sends_it(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="two-keys")
    names_custodians(public())

    lin.goes_to("/tell/public/you/?then=check")
    lin.goes_on(name="Lin", guard="readers")
    lin.goes_on()

    assert read_by_amara() == {"kind": "retaliation", "name": "Lin"}


@pytest.mark.usefixtures("bo")
def test_without_a_code_nobody_can_ask_her_and_the_page_says_so(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="two-keys")

    lin.goes_to("/tell/public/without/")
    assert "Nobody can then ask you whether your name may be opened" in lin.page.text
    lin.goes_to("/tell/public/you/")
    lin.goes_on(name="Lin", guard="readers")
    lin.goes_to("/tell/public/without/")

    assert "whether your name may be opened" not in lin.page.text


@pytest.mark.usefixtures("bo")
def test_from_a_browser_that_cannot_seal_the_choice_goes_along(lin: Tipster) -> None:
    lin.goes_to("/tell/public/scope/")
    form = replace(lin.page.forms[0], action="/en/tell/public/plainly/")
    typed = {"about": "harm", "kind": "retaliation", "name": "Lin", "guard": "readers", "screen": "you"}

    lin.sends(replace(form, hidden={**form.hidden, **typed}), text="The exit is chained.")

    lin.goes_to("/tell/public/you/")
    assert chosen(lin) == ["readers"]


@pytest.mark.usefixtures("bo")
def test_nor_does_the_way_without_sealing_give_to_the_readers_what_two_keys_were_to_guard(
    lin: Tipster,
) -> None:
    lin.goes_to("/tell/public/scope/")
    names_custodians(public())
    form = replace(lin.page.forms[0], action="/en/tell/public/plainly/")
    typed = {"about": "harm", "kind": "retaliation", "name": "Lin", "guard": "two-keys", "screen": "you"}

    lin.sends(replace(form, hidden={**form.hidden, **typed}), text="The exit is chained.")

    assert (lin.status, NOBODY in lin.page.text) == (422, True)


@pytest.mark.usefixtures("bo")
def test_her_name_is_sealed_to_nobody_whom_she_was_not_shown(lin: Tipster) -> None:
    comes_to_herself(lin)
    lin.goes_on(name="Lin", guard="two-keys")
    other = SigningKey.generate().verifying_key
    names_custodians(public(), Reader("Ms Ito", HybridIdentity.generate().recipient, other))

    lin.goes_on()

    assert (lin.status, "Ms Ito" in lin.page.text, Tip.objects.exists()) == (422, True, False)
    assert "Others guard names now than you were shown." in lin.page.text
    lin.goes_on()
    assert SealedName.objects.exists()
