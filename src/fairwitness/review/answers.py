"""What the answers in a tip are called at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import ChannelCharter, Charter
from fairwitness.office.kinds import KINDS

OURS = {
    "kind": _("Kind of harm"),
    "where": _("Where and when"),
    "known": _("How they know"),
    "name": _("Name"),
    "contact": _("How to reach them"),
    "guess": _("Who could guess that it was them"),
    "else": _("What else could explain it"),
    "wrong": _("What would show that it is wrong"),
    "others": _("Who else knows about it, or was there"),
    "meeting": _("They ask for a meeting"),
    "retaliation": _("They are being punished for speaking up"),
}
KNOWN = {
    "saw": _("saw or heard it"),
    "told": _("was told"),
    "document": _("has a document"),
    "inferred": _("worked it out"),
}


@dataclass(frozen=True)
class Word:
    """Something that the desk's scripts say, under the name by which they ask for it."""

    name: str
    text: object


def words(promised: Charter) -> Iterator[Word]:
    """The package's own words, and the charter's questions with their options."""
    yield from (Word(f"kind-{slug}", name) for slug, name in KINDS.items())
    yield from (Word(f"answer-{question}", text) for question, text in OURS.items())
    yield from (Word(f"known-{slug}", text) for slug, text in KNOWN.items())
    yield from chain.from_iterable(_of_charter(channel) for channel in promised.channels)


def _of_charter(channel: ChannelCharter) -> Iterator[Word]:
    """Under the names of channel and question: two channels may ask alike, and two questions may have a *No* of their own."""
    for question in (*channel.questions, *channel.later):
        name = f"{channel.slug}-{question.id}"
        yield Word(f"answer-{name}", question.text_here)
        yield from (Word(f"option-{name}-{option.of['en']}", option.here) for option in question.options)
