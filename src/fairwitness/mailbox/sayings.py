"""What a tipster can say from inside the mailbox, beside a letter: each is a letter with answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairwitness.office.charter import ChannelCharter

SLUGS = ("questions", "meeting", "retaliation")
MOST = 5  # questions that are asked later


@dataclass(frozen=True)
class Question:
    """One box."""

    id: str
    text: str


@dataclass(frozen=True)
class Saying:
    """One page: its heading, a sentence, its boxes."""

    slug: str
    heading: str
    words: str
    questions: Sequence[Question]
    may_be_empty: bool = False


def saying(slug: str, channel: ChannelCharter) -> Saying | None:
    """The page of this name, in the language of the visitor."""
    return {"questions": _questions(channel), "meeting": _meeting(), "retaliation": _retaliation()}.get(slug)


def left(channel: ChannelCharter, answered: Collection[str]) -> Saying | None:
    """The later questions that are still open; None when all are answered."""
    whole = _questions(channel)
    questions = [question for question in whole.questions if question.id not in answered]
    return Saying(whole.slug, whole.heading, whole.words, questions) if questions else None


def _questions(channel: ChannelCharter) -> Saying:
    ours = [
        Question("else", _("What else could explain it?")),
        Question("wrong", _("What would show that it is wrong?")),
        Question("others", _("Who else knows about it, or was there?")),
    ]
    theirs = [Question(question.id, question.text_here) for question in channel.later]
    return Saying(
        "questions",
        _("A few more questions"),
        _("They help us to find out what is true, and to be fair to everybody. You can skip each of them."),
        [*ours, *theirs][:MOST],
    )


def _meeting() -> Saying:
    return Saying(
        "meeting",
        _("Ask for a meeting"),
        _(
            "You can talk to a reader in person. We answer here with a proposal; nothing happens without your yes."
        ),
        [Question("meeting", _("When and where would it be safe for you? You can leave this empty."))],
        may_be_empty=True,
    )


def _retaliation() -> Saying:
    return Saying(
        "retaliation",
        _("I am being punished for speaking up"),
        _("Nobody may punish you for telling us. This belongs to your tip, and the readers see it first."),
        [Question("retaliation", _("What has happened to you since, and who did it?"))],
    )
