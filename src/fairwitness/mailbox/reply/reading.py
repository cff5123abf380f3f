"""What the open mailbox of the person reported on shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairwitness.mailbox.reading import Entry, Told
from fairwitness.mailbox.reply.standing import Stands, stands
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.opening import OpenedLetter, OpenMailbox
from fairwitness.sealed.reading import notices_of
from fairwitness.sealed.summary_words import SUMMARY


@dataclass(frozen=True)
class Page:
    """All of it."""

    standing: Stands
    entries: Sequence[Entry]
    letters: Sequence[OpenedLetter]


def page(mailbox: OpenMailbox) -> Page:
    """Letters and notices in the order of their days, without the first, which says nothing but whose code it was. To an adviser no notice speaks."""
    letters, now = mailbox.letters(), stands(mailbox.mailbox, mailbox.conversation)
    told_by_line = () if now.advises else notices_of(mailbox.conversation)
    notices = [Entry(one.day, notice=sentence(one)) for one in told_by_line]
    entries = [Entry(one.row.day, one, list(told(one))) for one in letters]
    shown = sorted([*entries[1:], *notices], key=lambda entry: entry.day)
    return Page(now, shown, letters)


def told(one: OpenedLetter, words: Mapping[str, object] = SUMMARY) -> Iterator[Told]:
    """The parts of the summary."""
    for answer in one.letter.answers if one.letter else ():
        if answer.question in words:
            yield Told(str(words[answer.question]), answer.text)
