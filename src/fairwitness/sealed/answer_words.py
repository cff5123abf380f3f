"""What scripts call the answers in an opened letter: the package's own questions, and the charter's with their options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from fairwitness.office.bodies import Body
from fairwitness.office.charter import ChannelCharter, Charter
from fairwitness.office.kinds import KINDS
from fairwitness.sealed import passing_on


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
    for body in promised.bodies:
        yield from (Word(f"{passing_on.QUESTION}-{text}", said) for text, said in passed_on_to(body).items())
    yield from (Word(f"{passing_on.QUESTION}-other-{said}", text) for said, text in of_no_body().items())


def passed_on_to(body: Body) -> Mapping[str, str]:
    """What is asked about this body, and a yes and a no, in the language of the page: by what stands in the letters."""
    name = {"body": body.name_here}
    return {
        body.asked_as: _("May the readers pass this on to “%(body)s”?") % name,
        passing_on.answer(body.asked_as, yes=True): _("Yes, pass it on to “%(body)s”") % name,
        passing_on.answer(body.asked_as, yes=False): _("No, do not pass it on to “%(body)s”") % name,
    }


def of_no_body() -> Mapping[str, str]:
    """What a question and its answers say of a body that the charter has dropped or describes otherwise: by `OfNoBody.said`."""
    return {
        "asked": _(
            "The readers asked about “{slug}”. The charter names no such body now, or describes it otherwise."
        ),
        "yes": _(
            "Yes to “{slug}”. The charter names no such body now, or describes it otherwise, so this yes does not count any more."
        ),
        "no": _("No to “{slug}”. The charter names no such body now, or describes it otherwise."),
    }


def _of_charter(channel: ChannelCharter) -> Iterator[Word]:
    """Under the names of channel and question: two channels may ask alike, and two questions may have a *No* of their own."""
    for question in (*channel.questions, *channel.later):
        name = f"{channel.slug}-{question.id}"
        yield Word(f"answer-{name}", question.text_here)
        yield from (Word(f"option-{name}-{option.of['en']}", option.here) for option in question.options)
