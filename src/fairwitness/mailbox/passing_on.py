"""What the readers ask about passing the tip on, and what was answered: as the letters say that count, and no row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fairwitness.crypto.standing import Doubt
from fairwitness.office.bodies import Body
from fairwitness.office.charter import Charter
from fairwitness.sealed.answer_words import passed_on_to
from fairwitness.sealed.models import Tip
from fairwitness.sealed.opening import OpenedLetter, OpenMailbox
from fairwitness.sealed.passing_on import QUESTION, answer, read
from fairwitness.sealed.resting import RESTING
from fairwitness.sealed.states import AFTERWARDS, State

DECIDED = frozenset({State.REFERRED, *RESTING, *AFTERWARDS})


@dataclass(frozen=True)
class Asked:
    """A body that the charter names and that the readers have asked about."""

    body: Body
    waits: bool = True  # whether they have asked since the last answer
    said: bool | None = None  # the last answer, which counts until there is another

    @property
    def question(self) -> str:
        """The question, in the language of the page."""
        return passed_on_to(self.body)[self.body.asked_as]

    @property
    def yes(self) -> str:
        """What a letter says that says yes."""
        return answer(self.body.asked_as, yes=True)

    @property
    def no(self) -> str:
        """What a letter says that says no."""
        return answer(self.body.asked_as, yes=False)

    @property
    def yes_in_words(self) -> str:
        """A yes, in the language of the page."""
        return passed_on_to(self.body)[self.yes]

    @property
    def no_in_words(self) -> str:
        """A no, in the language of the page."""
        return passed_on_to(self.body)[self.no]

    @property
    def offers_yes(self) -> bool:
        """Whether a yes would be something new."""
        return self.waits or self.said is not True

    @property
    def offers_no(self) -> bool:
        """Whether a no would be something new."""
        return self.waits or self.said is not False


def is_open(tip: Tip) -> bool:
    """Whether a yes or a no still changes anything: not once it was passed on, nor when it is over."""
    return tip.state not in DECIDED


def asked(mailbox: OpenMailbox, promised: Charter) -> Sequence[Asked]:
    """Of each body that the readers have asked about as the charter describes it today: what waits first, in the order in which it was asked."""
    if not is_open(mailbox.conversation.tip):
        return []
    named = {body.asked_as: body for body in promised.bodies}
    found = [
        Asked(named[text], *stands) for text, stands in _asked(mailbox.letters()).items() if text in named
    ]
    return sorted(found, key=lambda one: not one.waits)


def _asked(letters: Sequence[OpenedLetter]) -> dict[str, tuple[bool, bool | None]]:
    found = dict[str, tuple[bool, bool | None]]()
    for one in letters:
        for text in _said_in(one):
            if one.row.from_office:
                _, before = found.get(text, (True, None))
                found[text] = (True, before)
            elif (said := read(text)) and said[0] in found and _counts(one, yes=said[1]):
                found[said[0]] = (False, said[1])
                if not said[1]:  # however the charter described the body then
                    found |= dict.fromkeys(_of_the_same_body(said[0], found), (False, False))
    return found


def _of_the_same_body(asked: str, among: Iterable[str]) -> list[str]:
    return [one for one in among if one.split(" ")[0] == asked.split(" ", maxsplit=1)[0]]


def _said_in(one: OpenedLetter) -> Iterator[str]:
    """What a letter says of it; nothing where it is not from whom it says, is a reader's that came before, or was redacted."""
    if (
        one.letter is None
        or one.redacted
        or Doubt.FOREIGN in one.doubts
        or (one.row.from_office and Doubt.REPEATED in one.doubts)
    ):
        return
    yield from (each.text for each in one.letter.answers if each.question == QUESTION)


def _counts(one: OpenedLetter, *, yes: bool) -> bool:
    """A line that puts an earlier yes behind a no makes no yes of it; a no always counts."""
    return not (yes and Doubt.REPEATED in one.doubts)
