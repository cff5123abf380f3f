"""What scripts call the answers in an opened letter: the package's own questions, and the charter's with their options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from fairwitness.office.charter import ChannelCharter, Charter
from fairwitness.office.kinds import KINDS


@dataclass(frozen=True)
class Word:
    """Something that a script says, under the name by which it asks for it."""

    name: str
    text: object


def answer_words(
    ours: Mapping[str, object], known: Mapping[str, object], promised: Charter
) -> Iterator[Word]:
    """`ours` are the package's questions and `known` the ticks, as this reader is told of them."""
    yield from (Word(f"kind-{slug}", name) for slug, name in KINDS.items())
    yield from (Word(f"answer-{question}", text) for question, text in ours.items())
    yield from (Word(f"known-{slug}", text) for slug, text in known.items())
    yield from chain.from_iterable(_of_charter(channel) for channel in promised.channels)


def _of_charter(channel: ChannelCharter) -> Iterator[Word]:
    """Under the names of channel and question: two channels may ask alike, and two questions may have a *No* of their own."""
    for question in (*channel.questions, *channel.later):
        name = f"{channel.slug}-{question.id}"
        yield Word(f"answer-{name}", question.text_here)
        yield from (Word(f"option-{name}-{option.of['en']}", option.here) for option in question.options)
