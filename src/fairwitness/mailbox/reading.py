"""What an open mailbox shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from fairwitness.intake.forms import KNOWN
from fairwitness.mailbox.sayings import Saying, left
from fairwitness.office.charter import ChannelCharter, Charter
from fairwitness.office.kinds import KINDS
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.opening import OpenedLetter, OpenMailbox
from fairwitness.sealed.reading import Standing, standing

OURS: Mapping[str, object] = {
    "kind": _("Kind of harm"),
    "where": _("Where and when"),
    "known": _("How you know"),
    "name": _("Your name"),
    "contact": _("How to reach you"),
    "guess": _("Who could guess that it was you"),
    "else": _("What else could explain it?"),
    "wrong": _("What would show that it is wrong?"),
    "others": _("Who else knows about it, or was there?"),
    "meeting": _("You ask for a meeting"),
    "retaliation": _("You are being punished for speaking up"),
}


@dataclass(frozen=True)
class Told:
    """A question that was answered, in the words of the page's language."""

    question: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Entry:
    """A letter, or what the line itself says."""

    day: date
    opened: OpenedLetter | None = None
    told: Sequence[Told] = ()
    notice: str = ""


@dataclass(frozen=True)
class Page:
    """All of it."""

    standing: Standing
    entries: Sequence[Entry]
    letters: Sequence[OpenedLetter]
    questions: Saying | None  # those that are still open


def page(mailbox: OpenMailbox, promised: Charter) -> Page:
    """The first letter, then letters and notices in the order of their days; a notice stands before that day's letters."""
    tip = mailbox.conversation.tip
    channel = promised.channel(tip.channel.slug)
    letters = mailbox.letters()
    notices = [Entry(one.day, notice=sentence(one)) for one in mailbox.conversation.notices.all()]
    entries = [Entry(one.row.day, one, list(told(one, channel))) for one in letters]
    answered = {answer.question for one in letters if one.letter for answer in one.letter.answers}
    return Page(
        standing(tip, promised.deadlines),
        [*entries[:1], *sorted([*notices, *entries[1:]], key=lambda entry: entry.day)],
        letters,
        left(channel, answered),
    )


def told(one: OpenedLetter, channel: ChannelCharter) -> Iterator[Told]:
    """What was answered in a letter beside its text."""
    theirs = {question.id: question for question in (*channel.questions, *channel.later)}
    for answer in one.letter.answers if one.letter else ():
        if answer.question in theirs:
            question = theirs[answer.question]
            yield Told(question.text_here, question.shown(answer.text))
        elif answer.question in OURS:
            yield Told(str(OURS[answer.question]), _shown(answer.question, answer.text))


def _shown(question: str, text: str) -> str:
    if question == "kind":
        return str(KINDS.get(text, text))
    if question == "known":
        return " · ".join(str(KNOWN.get(one, one)) for one in text.split())
    return "" if (question, text) == ("meeting", "yes") else text
