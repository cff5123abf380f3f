from __future__ import annotations

from dataclasses import replace

import pytest
from builders import rows
from clock import Clock
from tipster import Tipster

from fairwitness.crypto.encoding import loads
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.line_keys import publish_line_key
from fairwitness.crypto.receipts import publish_receipt, read_receipt
from fairwitness.journal.actions import chain_what_is_over
from fairwitness.journal.models import Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import office_key_of
from fairwitness.sealed.models import Tip
from fairwitness.sealed.receipts import receipt_of

pytestmark = pytest.mark.usefixtures("office")
RECEIPT, CHECK = "/mailbox/receipt/", "/receipt/"
CANARY = "The exit is chained."  # what conftest's Lin has told
SAID = {"v", "line", "made", "received", "sealed", "states", "entry", "chain"}
DANGER = {
    "en": "Carrying it is dangerous: whoever finds it on you knows that you spoke to this line, and on which day.",
    "zh-hans": "带在身上有危险：谁从您身上翻到它，就知道您向本站反映过问题，也知道是哪一天。",
}
SIGNED = {"en": "This line has signed it", "zh-hans": "这是本站签的"}


@pytest.fixture
def inside(lin: Tipster) -> Tipster:
    lin.comes_back()
    return lin


def asks(lin: Tipster) -> str:
    """Press the button, and copy what stands in the box."""
    lin.goes_to(RECEIPT)
    lin.goes_on()
    return lin.page.receipt


def checks(text: str, language: str = "en") -> Tipster:
    """Somebody pastes it where anybody may."""
    somebody = Tipster(language)
    somebody.goes_to(CHECK)
    somebody.goes_on(text=text)
    return somebody


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lin_is_told_of_the_danger_and_makes_none_before_the_button_is_pressed(
    lin: Tipster, language: str
) -> None:
    lin.language = language
    lin.comes_back()
    lin.goes_to(RECEIPT)

    before = lin.page

    assert DANGER[language] in before.text
    assert before.receipt == ""
    lin.goes_on()
    assert DANGER[language] in lin.page.text
    assert '"received":' in lin.page.receipt


def test_a_receipt_holds_with_the_office_s_public_key_alone_and_has_no_word_of_the_tip(
    inside: Tipster, office: OfficeFolder
) -> None:
    text = asks(inside)

    receipt = read_receipt(text, office.verifying_key())

    assert receipt == receipt_of(Tip.objects.get())
    assert CANARY not in text
    assert Tip.objects.get().id not in text
    assert set(loads(receipt.to_json())) == SAID


def test_the_file_holds_what_the_page_shows(inside: Tipster) -> None:
    text = asks(inside)

    inside.goes_on(**{"as": "file"})

    assert inside.response["Content-Type"] == "text/plain; charset=utf-8"
    assert inside.response["Content-Disposition"] == 'attachment; filename="receipt.txt"'
    assert inside.response.content.decode() == text


def test_nobody_notes_that_lin_took_one_and_the_page_has_one_size(inside: Tipster) -> None:
    inside.goes_to(RECEIPT)
    before, asked = rows(), len(inside.response.content)

    asks(inside)

    assert rows() == before
    assert len(inside.response.content) == asked


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_anybody_reads_line_by_line_what_it_says_and_that_it_holds(inside: Tipster, language: str) -> None:
    text = asks(inside)

    somebody = checks(text, language)

    assert somebody.status == 200
    assert SIGNED[language] in somebody.page.text
    assert str(Tip.objects.get().received) in somebody.page.text
    assert receipt_of(Tip.objects.get()).sealed.hex() in somebody.page.text


def test_a_receipt_of_the_first_day_is_checked_when_the_chain_has_moved_on(
    clock: Clock, inside: Tipster, office: OfficeFolder
) -> None:
    text = asks(inside)
    assert "is chained when its day is over" in checks(text).page.text

    clock.passes(hours=48)
    chain_what_is_over(office.signs_with())

    assert "in its place in the chain" in checks(text).page.text
    Link.objects.all().delete()
    assert "The journal of this line does not say the same" in checks(text).page.text


def test_a_receipt_that_somebody_has_changed_comes_back_with_one_sentence(inside: Tipster) -> None:
    text = asks(inside)
    day = str(Tip.objects.get().received)

    changed = checks(text.replace(day, "2020-01-01"))

    assert changed.status == 422
    assert "it is false, or something in it was changed" in changed.page.text
    assert "2020-01-01" in changed.page.box
    assert "This line has signed it" not in changed.page.text


@pytest.mark.parametrize("text", ["", " ", "{}", "The exit is chained.", "x" * 20_001])
def test_what_is_no_receipt_comes_back_with_what_to_do(text: str) -> None:
    somebody = checks(text)

    assert somebody.status == 422
    assert "receipt" in somebody.page.text
    assert text.strip() in somebody.page.box


@pytest.mark.usefixtures("lin")
def test_the_receipt_of_another_office_and_of_another_line_of_this_one_are_told(office: OfficeFolder) -> None:
    receipt, line, key = receipt_of(Tip.objects.get()), bytes(16), SigningKey.generate()
    beside = publish_line_key(line, key.verifying_key, office_key_of(office))

    another_office = publish_receipt(receipt, key, publish_line_key(office.line(), key.verifying_key, key))
    another_line = publish_receipt(replace(receipt, line=line), key, beside)

    assert "This office has not signed the key in this receipt" in checks(another_office).page.text
    assert "This is the receipt of another line of this office" in checks(another_line).page.text


def test_whoever_checks_one_gets_no_cookie_leaves_no_row_and_may_change_the_language(inside: Tipster) -> None:
    text, before = asks(inside), rows()

    somebody = checks(text)
    (chinese,) = [
        told for tag, told in somebody.page.tags if tag == "button" and told.get("lang") == "zh-Hans"
    ]
    form = somebody.page.forms[-1]
    form.action = chinese["formaction"]
    somebody.sends(form, None, go="here", text=text)

    assert SIGNED["zh-hans"] in somebody.page.text
    assert not somebody.client.cookies
    assert rows() == before


def test_another_language_before_anything_was_pasted_is_no_mistake() -> None:
    somebody = Tipster()
    somebody.goes_to(CHECK)

    somebody.goes_on(go="here", text="")

    assert somebody.status == 200


def test_nothing_is_left_to_name_once_the_tip_was_taken_back(inside: Tipster) -> None:
    inside.goes_to("/mailbox/withdraw/")
    inside.goes_on()

    inside.goes_to(RECEIPT)

    assert "Your tip was destroyed" in inside.page.text
    assert inside.page.receipt == ""
