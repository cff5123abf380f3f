"""Who advises a person reported on, walked along the same letters in Python and in a browser's module: by whose word, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from js.asking import javascript

from fairwitness.crypto.advisers import adviser_keys, ends, gives
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import Answer, Letter, MailboxAddress
from fairwitness.crypto.recipients import HybridIdentity

KIM, ROSA, MOVED, IVO, READER = (bytes([number]) * 32 for number in range(1, 6))
RECIPIENT = str(HybridIdentity.generate().recipient)


def letter(author: bytes, *answers: Answer, mailbox: bytes | None = None) -> Letter:
    address = None if mailbox is None else MailboxAddress(RECIPIENT, mailbox)
    return Letter("A" * 22, 0, author, 0, "browser", date(2026, 11, 30), "", mailbox=address, answers=answers)


def lets_in(key: bytes) -> Answer:
    return gives(MailboxAddress(RECIPIENT, key))


def walked(*letters: Letter | None) -> list[bytes]:
    """In Python, once JavaScript has said the same."""
    found = adviser_keys(letters, [KIM] * (len(letters) + 1))
    asked = {"letters": [one and _as_read(one) for one in letters], "owners": [b64(KIM)] * len(letters)}
    (told,) = javascript(("advisers", asked))
    assert told == [b64(one) for one in found]
    return found


def _as_read(one: Letter) -> dict[str, Any]:
    mailbox = one.mailbox and {"recipient": one.mailbox.recipient, "key": b64(one.mailbox.key)}
    answers = [{"question": each.question, "text": each.text} for each in one.answers]
    return {"author": b64(one.author), "answers": answers, **({"mailbox": mailbox} if mailbox else {})}


def test_both_say_the_same_of_a_letter_that_lets_somebody_in_or_ends_it() -> None:
    (told,) = javascript(("letsIn", {"recipient": RECIPIENT, "key": b64(ROSA)}))

    assert [Answer(**one) for one in told] == [lets_in(ROSA), ends()]


def test_an_adviser_comes_takes_a_code_of_their_own_and_is_followed_by_another() -> None:
    life = (
        letter(KIM),
        letter(KIM, lets_in(ROSA)),
        None,
        letter(ROSA, mailbox=MOVED),
        letter(KIM, ends()),
        letter(KIM, lets_in(IVO)),
    )

    assert walked(*life) == [b"", b"", ROSA, ROSA, MOVED, b"", IVO]


def test_neither_a_reader_nor_the_adviser_nor_the_first_letter_lets_anybody_in() -> None:
    assert walked(letter(KIM, lets_in(ROSA)), letter(READER, lets_in(ROSA))) == [b"", b"", b""]

    assert walked(letter(KIM), letter(KIM, lets_in(ROSA)), letter(ROSA, lets_in(IVO)), letter(ROSA, ends()))[
        -1
    ] == (ROSA)


def test_what_is_no_address_lets_nobody_in() -> None:
    assert walked(letter(KIM), letter(KIM, Answer("adviser", "age1pq1 x")))[-1] == b""
