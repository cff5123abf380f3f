"""Lin has a document that no server shall see, a machine that is never online, and `age` on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import BinaryIO

import pytest
from builders import conversation_key, keys_of, opened_by
from django.test import Client
from js.asking import javascript
from tipster import Tipster

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.armor import armor, dearmor
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import (
    HybridIdentity,
    Recipient,
    ScryptRecipient,
    X25519Identity,
    parse_recipient,
)
from fairwitness.sealed.models import Conversation, Draft, SealedFile, Tip
from fairwitness.sealed.storage import storage

pytestmark = pytest.mark.usefixtures("office")
YOURSELF = "/tell/public/yourself/"
DOCUMENT = os.urandom(200_000)
Sealer = Callable[[Sequence[Recipient]], bytes]


@pytest.fixture
def lin() -> Tipster:
    lin = Tipster()
    lin.chooses()
    lin.goes_to(YOURSELF)
    return lin


def listed() -> list[Recipient]:
    """Whom the line's list names, as age reads it."""
    text = Client().get("/en/tell/public/recipients.txt").content.decode()
    return [parse_recipient(line) for line in text.splitlines() if line and not line.startswith("#")]


def hands_in(lin: Tipster, content: bytes, name: str = "tip.age") -> None:
    lin.sends(lin.page.forms[-1], {name: content})


def kept_by(name: str) -> bytes:
    """The one file of the one tip, opened with the conversation's key: what Lin handed in."""
    conversation = Conversation.objects.get()
    (entry,) = opened_by(name, conversation)[0].files
    return b"".join(open_file(entry, [conversation_key(name, conversation)], _part))


def _part(file_id: str, number: int) -> BinaryIO:
    return storage().part_path(file_id, number).open("rb")


def by_another_program(readers: Sequence[Recipient]) -> bytes:
    """age-encryption, in Node. The `age` program was not tried with hybrid keys."""
    told = {"plaintext": b64(DOCUMENT), "recipients": [str(one) for one in readers]}
    return unb64(javascript(("seal", told))[0])


def by_us(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, readers)


def as_text(readers: Sequence[Recipient]) -> bytes:
    return armor(seal(DOCUMENT, readers)).encode()


@pytest.mark.parametrize("sealer", [by_another_program, by_us, as_text])
def test_what_was_sealed_elsewhere_arrives_and_each_reader_opens_it_with_their_own_key(
    lin: Tipster, sealer: Sealer
) -> None:
    sealed = sealer(listed())

    hands_in(lin, sealed)
    lin.goes_on()

    assert lin.where == "/tell/public/sent/"
    for reader in ("amara", "noor"):
        inner = kept_by(reader)
        assert inner == sealed
        whole = dearmor(inner) if inner.startswith(b"-----") else inner
        assert open_sealed(whole, [keys_of(reader).identity]) == DOCUMENT


def test_it_is_a_tip_like_any_other_with_a_code_and_a_mailbox(lin: Tipster) -> None:
    hands_in(lin, by_us(listed()), "report.pdf.age")
    code = lin.page.code
    lin.goes_on()
    lin.comes_back(code)

    (letter,) = opened_by("amara", Conversation.objects.get())
    assert lin.where == "/mailbox/letters/"
    assert (letter.text, letter.tier, Tip.objects.get().tier) == ("", "arrival", "arrival")
    assert [(file.name, file.type) for file in letter.files] == [("report.pdf.age", "application/x-age")]
    assert {one.question for one in letter.answers} == {"kind"}


def test_the_list_names_every_reader_of_the_channel_and_nobody_else() -> None:
    public = listed()

    answer = Client().get("/en/tell/public/recipients.txt")

    assert set(public) == {keys_of(name).identity.recipient for name in ("amara", "noor")}
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="recipients.txt"'
    assert not answer.cookies
    assert Client().get("/en/tell/nowhere/recipients.txt").status_code == 404


def under_a_passphrase(readers: Sequence[Recipient]) -> bytes:
    del readers
    return seal(DOCUMENT, [ScryptRecipient("correct horse", work=10)])


def to_classic_keys(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, [X25519Identity.generate().recipient for _ in readers])


def to_one_reader(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, readers[:1])


def to_one_more(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, [*readers, HybridIdentity.generate().recipient])


def to_hundreds(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, [readers[0]] * 300)


def not_at_all(readers: Sequence[Recipient]) -> bytes:
    del readers
    return DOCUMENT


def only_its_first_lines(readers: Sequence[Recipient]) -> bytes:
    return seal(DOCUMENT, readers)[:2000]


def damaged_text(readers: Sequence[Recipient]) -> bytes:
    return as_text(readers).replace(b"\n", b"\n!", 3)


@pytest.mark.parametrize(
    ("sealer", "said"),
    [
        (not_at_all, "it is not sealed, or damaged"),
        (only_its_first_lines, "it is not sealed, or damaged"),
        (damaged_text, "it is not sealed, or damaged"),
        (under_a_passphrase, "under a passphrase or to keys of another kind"),
        (to_classic_keys, "under a passphrase or to keys of another kind"),
        (to_one_reader, "more or fewer keys than there are readers"),
        (to_one_more, "more or fewer keys than there are readers"),
        (to_hundreds, "it is not sealed, or damaged"),
    ],
)
def test_what_no_reader_could_open_is_not_kept_and_lin_is_told_why(
    lin: Tipster, sealer: Sealer, said: str
) -> None:
    hands_in(lin, sealer(listed()))

    assert (lin.status, lin.where) == (422, YOURSELF)
    assert said in lin.page.text
    assert not SealedFile.objects.exists()


def test_without_a_file_nothing_goes_on(lin: Tipster) -> None:
    lin.goes_on()

    assert (lin.status, lin.where) == (422, YOURSELF)
    assert "Choose the sealed file." in lin.page.text


def test_nobody_hands_anything_in_past_the_scope_guide(lin: Tipster) -> None:
    form = lin.page.forms[-1]
    somebody = Tipster()
    somebody.goes_to(YOURSELF)

    somebody.takes_over_cookies(lin)
    del somebody.client.cookies["tell"]
    somebody.sends(form, {"tip.age": by_us(listed())})

    assert somebody.where == "/tell/public/scope/"
    assert not SealedFile.objects.exists()


def test_the_page_can_be_read_by_everybody_and_leads_to_the_guide() -> None:
    somebody = Tipster()

    somebody.goes_to(YOURSELF)

    assert not somebody.page.forms
    assert "/en/tell/public/scope/?plain" in somebody.page.links()
    assert "/en/tell/public/recipients.txt" in somebody.page.links()
    assert "sealed on arrival" in somebody.page.text
    assert not Draft.objects.exists()


@pytest.mark.parametrize("screen", ["story", "files"])
def test_the_screens_lead_there(lin: Tipster, screen: str) -> None:
    lin.goes_to(f"/tell/public/{screen}/")

    lin.goes_on(go="yourself")

    assert (lin.status, lin.where) == (200, YOURSELF)


def test_what_was_typed_is_taken_along(lin: Tipster) -> None:
    lin.goes_to("/tell/public/story/")

    lin.writes("The exit of hall 3 is chained.", go="yourself")

    lin.goes_to("/tell/public/check/")
    assert "The exit of hall 3 is chained." in lin.page.text


@pytest.mark.parametrize("about", [{}, {"about": "harm"}])
def test_the_guide_that_leads_there_has_no_script_that_would_seal_instead(about: dict[str, str]) -> None:
    somebody = Tipster()
    somebody.goes_to("/tell/public/scope/?plain")

    if about:
        somebody.goes_on(**about)

    assert not [tag for tag, _ in somebody.page.tags if tag == "script"]
    assert "Sealed on arrival" in somebody.page.text
