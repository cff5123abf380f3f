from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.crypto.codes import TipCode, characters
from fairwitness.journal.models import Entry
from fairwitness.sealed.models import Mailbox


def forms_of(code: TipCode) -> dict[str, str]:
    return {
        "words": " ".join(code.words),
        "capital letters": ", ".join(code.words).upper(),
        "first four letters": " ".join(word[:4] for word in code.words),
        "numbers": " ".join(str(number) for number in code.numbers),
        "numbers without a space": "".join(f"{number:04}" for number in code.numbers),
        "Chinese characters": "".join(characters(code.numbers, "zh-hans")),
        "full width": "\u3000".join(f"{number:04}" for number in code.numbers).translate(
            {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
        ),
        "a mixture": f"{' '.join(code.words[:6])}\n{' '.join(str(number) for number in code.numbers[6:])}",
    }


@pytest.mark.parametrize("form", forms_of(TipCode.from_entropy(bytes(16))))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_code_opens_the_mailbox_however_it_is_typed(lin: Tipster, form: str, language: str) -> None:
    elsewhere = Tipster(language)

    elsewhere.comes_back(forms_of(TipCode.read(lin.code))[form])

    assert elsewhere.where == "/mailbox/letters/"
    assert elsewhere.page.letters == ["The exit is chained."]


def test_what_is_copied_from_the_page_can_be_pasted(lin: Tipster) -> None:
    lin.comes_back(lin.code)

    assert lin.page.letters == ["The exit is chained."]


def test_a_wrong_word_is_told_by_its_place_and_not_by_what_was_typed(lin: Tipster) -> None:
    words = [*TipCode.read(lin.code).words]
    words[4] = "xylophone"

    lin.comes_back(" ".join(words))

    assert lin.status == 422
    assert "Entry 5 is not one of the words that codes are made of." in lin.page.text
    assert "xylophone" not in lin.page.text
    assert lin.page.box == " ".join(words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type your twelve words, or their numbers."),
        ("...", "A code has twelve entries; this has none."),
        ("abandon", "A code has twelve entries; this has one."),
        ("1 2 3 4 5", "A code has twelve entries; this has 5."),
        ("1 2 3 4 5 6 7 8 9 10 11 2049", "Entry 12 is not a number from 0001 to 2048."),
        ("abandon " * 12, "One of the twelve is not right, or two have changed places."),
        ("a" * 2001, "This is too long for a code."),
    ],
)
def test_what_is_no_code_is_said_and_nothing_is_looked_up(lin: Tipster, typed: str, said: str) -> None:
    lin.comes_back(typed)

    assert lin.status == 422
    assert said in lin.page.text
    assert not hasattr(lin.response, "held_back")


@pytest.mark.usefixtures("slower_pace")
def test_an_unknown_code_tells_nothing_and_waits_its_turn(lin: Tipster) -> None:
    stranger = Tipster()

    stranger.comes_back(" ".join(TipCode.generate().words))
    stranger.comes_back(" ".join(TipCode.generate().words))

    assert stranger.status == 422
    assert "This code opens nothing here." in stranger.page.text
    assert stranger.response.held_back > 0
    assert "mailbox" not in stranger.client.cookies
    lin.comes_back()
    assert not hasattr(lin.response, "held_back")


def test_the_right_first_row_with_other_rows_looks_like_an_unknown_code(lin: Tipster) -> None:
    code = TipCode.read(lin.code)
    others = (TipCode.from_entropy(code.entropy[:6] + bytes([last]) * 10) for last in range(256))
    other = next(one for one in others if one.numbers[:4] == code.numbers[:4] and one != code)

    lin.comes_back(" ".join(other.words))

    assert "This code opens nothing here." in lin.page.text
    assert hasattr(lin.response, "held_back")
    assert not Mailbox.objects.get().opened_on_server


def test_that_the_server_once_held_the_keys_is_remembered_once_and_without_a_day(lin: Tipster) -> None:
    assert not Mailbox.objects.get().opened_on_server

    lin.comes_back()
    lin.comes_back()

    assert Mailbox.objects.get().opened_on_server
    assert [entry.kind for entry in Entry.objects.exclude(tip="")] == ["tip-received"]


def test_leaving_clears_the_cookie(lin: Tipster) -> None:
    lin.comes_back()

    lin.leaves()

    assert lin.where == "/mailbox/letters/"
    assert lin.client.cookies["mailbox"].value == ""
    assert (lin.status, lin.page.letters) == (403, [])
    assert "Open it again with your twelve words." in lin.page.text


def test_the_cookie_shows_nothing_of_code_or_keys(lin: Tipster) -> None:
    lin.comes_back()

    cookie = lin.client.cookies["mailbox"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")
    assert not any(word in cookie.value for word in TipCode.read(lin.code).words if len(word) > 5)


def test_whoever_opened_the_mailbox_no_longer_carries_the_code_in_the_browser(lin: Tipster) -> None:
    lin.comes_back()

    lin.leaves()
    lin.goes_to("/tell/public/sent/")

    assert (lin.where, lin.page.code) == ("/tell/public/scope/", "")
