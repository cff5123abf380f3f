"""What stands around the box of an answer: texts to begin with, letters that wait for a day, and whether earlier ones were opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from fairwitness.office import letter_texts
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.texts import HTML_LANGUAGE
from fairwitness.sealed.actions.later import FURTHEST, later_letters_of, why_not
from fairwitness.sealed.actions.opened import last_look
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.models_of_letters import LaterLetter

LANGUAGE_NAMES = {"en": "English", "zh-hans": "简体中文"}  # each in its own language, as everywhere


@dataclass(frozen=True)
class Beginning:
    """A text to begin with, in one language."""

    slug: str
    name: str
    text: str


def letters_of(
    staff: Staff, tip: Tip, conversation: Conversation, letters: Iterable[Letter]
) -> dict[str, object]:
    """For the page of a tip. Each letter says whether it was opened (`was_opened`), each that waits why it would not go (`would_stop`)."""
    look = last_look(conversation)
    for letter in letters:
        letter.was_opened = look.says(letter)  # type: ignore[attr-defined]  # for the template alone
    return {
        "looked": look.day,
        "later_letters": foretold(later_letters_of(tip, staff.id)),
        "beginnings": beginnings(),
        "tomorrow": today() + timedelta(days=1),
        "furthest": today() + timedelta(days=FURTHEST),
    }


def foretold(letters: Iterable[LaterLetter]) -> Sequence[LaterLetter]:
    """Letters that wait or were stopped; each that waits says why it would not go (`would_stop`)."""
    found = list(letters)
    for one in found:
        why = None if one.stopped else why_not(one.conversation.tip, one)
        one.would_stop = why.label if why else ""  # type: ignore[attr-defined]  # for the template alone
    return found


def beginnings() -> Sequence[tuple[str, str, Sequence[Beginning]]]:
    """By language: the letter is written in the tipster's, whatever the desk speaks."""
    texts = letter_texts.current()
    return [
        (
            name,
            HTML_LANGUAGE[code],
            [
                Beginning(one.slug, one.name.in_language(code), one.text.in_language(code).strip())
                for one in texts
            ],
        )
        for code, name in LANGUAGE_NAMES.items()
    ]
