from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from at_once import at_once
from builders import rows, told
from tipster import Tipster

from fairwitness.crypto.age import Sealed
from fairwitness.journal.models import Entry
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.letters import TipDestroyed, add_letter
from fairwitness.sealed.models import Conversation, Letter, SealedFile, Tip

LEFT = {"sealed_draft": 0, "sealed_grant": 0, "sealed_letter": 0, "sealed_notice": 0, "sealed_sealedfile": 0}


@pytest.fixture
def tabs(lin: Tipster) -> tuple[Tipster, Tipster]:
    """The open mailbox with a file in it, twice: before the question whether to withdraw, and before the box."""
    lin.comes_back()
    lin.answers("Here is the photo.", {"exit.jpg": b"a photo"})
    other = Tipster()
    for name, cookie in lin.client.cookies.items():
        other.client.cookies[name] = cookie.value
    other.goes_to("/mailbox/letters/")
    lin.goes_to("/mailbox/withdraw/")
    return lin, other


def what_is_left() -> dict[str, int]:
    return {table: count for table, count in rows("sealed_").items() if table in LEFT}


@pytest.mark.parametrize("files", [{}, {"late.jpg": b"a photo"}], ids=["words", "a file"])
def test_a_letter_that_comes_afterwards_is_not_kept_and_the_dates_are_shown(
    tabs: tuple[Tipster, Tipster], files: dict[str, bytes]
) -> None:
    lin, other = tabs
    lin.goes_on()

    other.answers("One more thing.", files)

    assert other.status == 200
    assert other.page.letters == []
    assert what_is_left() == LEFT


def test_a_file_that_was_listed_is_not_there_any_more(tabs: tuple[Tipster, Tipster]) -> None:
    lin, other = tabs
    (link,) = [link for link in other.page.links() if "/mailbox/files/" in link]
    lin.goes_on()

    answer = other.client.get(link)

    assert answer.status_code == 404


def test_withdrawing_twice_is_withdrawn_once(tabs: tuple[Tipster, Tipster]) -> None:
    lin, other = tabs
    other.goes_to("/mailbox/withdraw/")
    lin.goes_on()

    other.goes_on()

    assert (lin.status, other.status) == (200, 200)
    assert Entry.objects.filter(kind=Entry.Kind.DESTROYED).count() == 1


@pytest.mark.usefixtures("office")
def test_nobody_adds_a_letter_to_what_was_destroyed() -> None:
    tip = told()
    letters = Conversation.objects.get()
    sealed = Sealed(letters.letters.get().sealed)
    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    with pytest.raises(TipDestroyed):
        add_letter(letters, 0, sealed, from_office=True)

    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("office")
def test_whatever_is_written_at_that_very_moment_nothing_is_left() -> None:
    tip = told(files={"exit.jpg": b"a photo"})
    tabs = []
    for _ in range(4):
        tab = Tipster()
        tab.comes_back(" ".join(tip.code.words))
        tabs.append(tab)
    tabs[0].goes_to("/mailbox/withdraw/")
    late: list[Callable[[], None]] = [partial(tab.answers, "Late.", {"late.jpg": b"x"}) for tab in tabs[1:]]

    at_once([tabs[0].goes_on, *late])

    assert {tab.status for tab in tabs} == {200}
    assert what_is_left() == LEFT
    assert not SealedFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_letters_from_several_tabs_at_once_stand_one_behind_the_other(lin: Tipster) -> None:
    lin.comes_back()
    tabs = [Tipster() for _ in range(4)]
    for tab in tabs:
        for name, cookie in lin.client.cookies.items():
            tab.client.cookies[name] = cookie.value
        tab.goes_to("/mailbox/letters/")

    at_once([partial(tab.answers, f"From tab {number}.") for number, tab in enumerate(tabs)])
    lin.goes_to("/mailbox/letters/")

    assert len(lin.page.letters) == 5
    assert not any(lin.page.warnings)
