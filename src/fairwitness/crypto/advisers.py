"""Who advises a person reported on: said in letters of that person's own, which no line and no reader can write."""

from __future__ import annotations

from collections.abc import Sequence

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.encoding import EncodingError, b64, unb64
from fairwitness.crypto.letters import KEY, Answer, Letter, MailboxAddress
from fairwitness.crypto.recipients import HybridRecipient

GIVEN, ENDED = (
    "adviser",
    "adviser-ended",
)  # questions of a letter's answers; crypto/browser/advisers.js has the same


def gives(to: MailboxAddress) -> Answer:
    """What a letter says that lets somebody advise from now on."""
    return Answer(GIVEN, f"{to.recipient} {b64(to.key)}")


def ends() -> Answer:
    """What a letter says after which nobody advises."""
    return Answer(ENDED, "")


def given_in(letter: Letter) -> MailboxAddress | None:
    """The mailbox that it gives to an adviser; None of every other letter."""
    said = next((one.text for one in letter.answers if one.question == GIVEN), "")
    recipient, _, key = said.partition(" ")
    try:
        return MailboxAddress(str(HybridRecipient.parse(recipient)), unb64(key, KEY))
    except (AgeError, EncodingError):
        return None


def is_ended_in(letter: Letter) -> bool:
    """Whether nobody advises from then on."""
    return any(one.question == ENDED for one in letter.answers)


def adviser_keys(letters: Sequence[Letter | None], owners: Sequence[bytes]) -> list[bytes]:
    """The adviser's key at each letter, and behind the last; empty where nobody advises.

    `owners` are the keys of the person whose mailbox it is (`standing.tipster_keys`): only what is signed with them lets somebody in. A letter of the adviser's own moves it to another code.
    """
    key = b""
    keys = [key]
    for place, letter in enumerate(letters):
        if letter and place and letter.author == owners[place]:
            given = given_in(letter)
            key = given.key if given else b"" if is_ended_in(letter) else key
        elif letter and key and letter.mailbox and letter.author == key:
            key = letter.mailbox.key
        keys.append(key)
    return keys
