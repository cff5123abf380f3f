"""What an open mailbox shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from fairwitness.intake.forms import KNOWN
from fairwitness.mailbox.names import NameStands, stands
from fairwitness.mailbox.passing_on import Asked, asked
from fairwitness.mailbox.sayings import Saying, left
from fairwitness.mailbox.stage import Said, said
from fairwitness.mailbox.written_down import WrittenDown, written_down
from fairwitness.office.charter import ChannelCharter, Charter
from fairwitness.office.kinds import KINDS
from fairwitness.sealed import passing_on
from fairwitness.sealed.answer_words import of_no_body, passed_on_to
from fairwitness.sealed.models import Recorded, Tip
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.opening import OpenedLetter, OpenMailbox
from fairwitness.sealed.passing_on import QUESTION
from fairwitness.sealed.promises import rules_on_rewards
from fairwitness.sealed.reading import Standing, notices_of, standing
from fairwitness.sealed.recorded import AGREED, CORRECTED
from fairwitness.sealed.recorded import QUESTION as RECORDED
from fairwitness.sealed.redaction_words import REASONS

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
    "recorded": _("Written down by the office"),
    "came": _("On which day it came"),
    "consent": _("What you have agreed to"),
    "retaliation": _("You are being punished for speaking up"),
    QUESTION: _("Passing it on"),
}

WAYS = dict(Recorded.Way.choices)
SAID: Mapping[str, object] = {
    CORRECTED: _("A corrected text"),
    AGREED: _("You agree to the text"),
}

# How a letter was sealed, as its author has signed.
TIERS: Mapping[str, object] = {
    "browser": _("sealed in a browser"),
    "arrival": _("sealed on arrival"),
    "offline": _("sealed offline"),
}

# What came of a tip, when nothing else is left of it.
OUTCOMES: Mapping[str, object] = {
    Tip.Outcome.WITHDRAWN: _("Taken back by you"),
    Tip.Outcome.CONFIRMED: _("Confirmed by two readers"),
    Tip.Outcome.NOT_CONFIRMED: _("Not confirmed. That does not mean that it was untrue."),
    Tip.Outcome.INSUFFICIENT: _("There was too little to go on"),
    Tip.Outcome.OUT_OF_SCOPE: _("This line is not there for it"),
    Tip.Outcome.PROTECTED_CONDUCT: _("Not taken: what people think, say and believe is their right"),
    Tip.Outcome.REFERRED: _("Passed on to another body"),
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

    @property
    def tier(self) -> str:
        """In words; nothing of a letter that does not open."""
        letter = (self.opened.redacted or self.opened.letter) if self.opened else None
        return str(TIERS[letter.tier]) if letter else ""

    @property
    def why_redacted(self) -> str:
        """In words."""
        redacted = self.opened.redacted if self.opened else None
        return str(REASONS[redacted.why]) if redacted else ""


@dataclass(frozen=True)
class Page:
    """All of it."""

    standing: Standing
    stage: Said
    entries: Sequence[Entry]
    letters: Sequence[OpenedLetter]
    questions: Saying | None  # those that are still open
    asked: Sequence[Asked]  # to whom the readers want to pass it on
    named: NameStands | None  # where two keys guard a name
    rules: int | None  # the version of the charter by which it may be rewarded
    written: WrittenDown | None = None  # where somebody of the office wrote it down


def page(mailbox: OpenMailbox, promised: Charter) -> Page:
    """The first letter, then letters and notices in the order of their days; a notice stands after that day's letters."""
    tip = mailbox.conversation.tip
    channel = promised.words_of(tip.channel.slug)
    letters = mailbox.letters()
    notices = [Entry(one.day, notice=sentence(one)) for one in notices_of(mailbox.conversation)]
    entries = [Entry(one.row.day, one, list(told(one, channel, promised))) for one in letters]
    answered = {answer.question for one in letters if one.letter for answer in one.letter.answers}
    return Page(
        standing(tip, promised.deadlines),
        said(tip, promised.deadlines),
        [*entries[:1], *sorted([*entries[1:], *notices], key=lambda entry: entry.day)],
        letters,
        left(channel, answered),
        asked(mailbox, promised),
        stands(mailbox.mailbox, tip),
        rules_on_rewards(tip),
        written_down(mailbox),
    )


def told(one: OpenedLetter, channel: ChannelCharter, promised: Charter) -> Iterator[Told]:
    """What was answered in a letter beside its text."""
    theirs = {question.id: question for question in (*channel.questions, *channel.later)}
    for answer in one.letter.answers if one.letter else ():
        if answer.question in theirs:
            question = theirs[answer.question]
            yield Told(question.text_here, question.shown(answer.text))
        elif answer.question == QUESTION:
            yield Told(str(OURS[QUESTION]), _of_passing_on(answer.text, promised))
        elif answer.question in OURS:
            yield Told(str(OURS[answer.question]), _shown(answer.question, answer.text))


def _shown(question: str, text: str) -> str:
    if question == "kind":
        return str(KINDS.get(text, text))
    if question == RECORDED:
        return str({**WAYS, **SAID}.get(text.split(" ", maxsplit=1)[0], text))
    if question == "consent":
        return str(dict(Recorded.Consent.choices).get(text, text))
    if question == "known":
        return " · ".join(str(KNOWN.get(one, one)) for one in text.split())
    return "" if (question, text) == ("meeting", "yes") else text


def _of_passing_on(text: str, promised: Charter) -> str:
    """Of a body that is not in the charter, or not like that, its slug is said, and that."""
    said = (passed_on_to(body).get(text) for body in promised.bodies)
    other = passing_on.of_no_body(text)
    return next(filter(None, said), of_no_body()[other.said].format(slug=other.slug) if other else text)
