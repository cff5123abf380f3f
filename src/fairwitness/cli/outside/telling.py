"""Whether the screens on which somebody tells something are the release's, word for word: the draft that is begun for it stays empty, and is left as anybody leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fairwitness.cli.outside import files, release, words
from fairwitness.cli.outside.files import Walk
from fairwitness.cli.outside.line import Line, is_one
from fairwitness.cli.visiting import Answer, Visitor
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.charter import LANGUAGES, ChannelCharter

TAKEN = "harm"  # the guide's first answer
NAMED = {"version": "-"}  # each draft's own, which no comparing looks at
NEITHER = {"then": False, "sent_before": False}


@dataclass(frozen=True)
class WayIn:
    """One, in one language."""

    language: str
    channel: ChannelCharter
    sheet: KeySheet

    @property
    def at(self) -> str:
        """What its addresses begin with."""
        return f"/{self.language}/tell/{self.channel.slug}/"

    @property
    def answers(self) -> Mapping[str, str]:
        """What was chosen on the guide."""
        return {"about": TAKEN, "kind": self.channel.kinds[0]}


@dataclass(frozen=True)
class Screen:
    """One that a browser with an empty draft is shown."""

    template: str
    shown: Callable[[WayIn], Mapping[str, Any]]
    frame: Mapping[str, Any] = field(default_factory=lambda: NEITHER)


def wrong_screens(line: Line, walk: Walk) -> Iterator[str]:
    """Screens that say something else than the release, run something else, or ask for something else."""
    for slug, sheet in line.sheets.items():
        ways = [WayIn(language, line.charter.channel(slug), sheet) for language in LANGUAGES]
        for way in ways:
            answer = line.visitor.get(f"{way.at}screens/")
            yield from _wrong(line, walk, f"{way.at}screens/", answer, _at_once(way, _text(answer)))
        yield from _walked(line, walk, ways)


def _walked(line: Line, walk: Walk, ways: list[WayIn]) -> Iterator[str]:
    """Begin once, look at each screen in each language, and leave: that destroys a draft whose code was never shown."""
    tab, first = line.visitor.in_a_tab(), ways[0]
    token = words.values_of(_text(tab.get(f"{first.at}scope/")), words.TOKEN)
    answer = tab.send(f"{first.at}scope/", {**first.answers, words.TOKEN: next(iter(token), "")})
    try:
        if not _leads(tab, answer, first.at, "story/"):
            yield f"words: {first.at}scope/ answers that harm was done with something else than the next screen"
            return
        for way in ways:
            for name, screen in SCREENS.items():
                path = f"{way.at}{name}/"
                yield from _wrong(line, walk, path, tab.get(path), _expected(way, name, screen))
    finally:
        carried = tab.again()
        tab.get(f"/{first.language}/leave/")
    if not _leads(carried, carried.get(f"{first.at}check/"), first.at, "scope/"):
        yield f"kept: {first.at}check/ opens the draft that was left"


def _leads(tab: Visitor, answer: Answer, at: str, to: str) -> bool:
    return answer.status == HTTPStatus.FOUND and tab.path_of(answer.elsewhere, at) == f"{at}{to}"


def _wrong(line: Line, walk: Walk, path: str, answer: Answer, expected: str) -> Iterator[str]:
    if not is_one(answer):
        yield f"missing: {path}"
        return
    yield from files.wrong_page(line, walk, path, answer)
    if other := words.difference(_text(answer), walk.static, expected, release.static()):
        yield f"words: {path} {other}"


def _expected(way: WayIn, name: str, screen: Screen) -> str:
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from fairwitness.intake.views.walking import CARRIED, about_screen  # noqa: PLC0415 - the same

    with translation.override(way.language):
        shown = {
            **about_screen(screen.template, way.channel),
            "carries": "everywhere" if name in CARRIED else "",
            **screen.frame,
            **screen.shown(way),
        }
        return release.page(way.language, f"{way.at}{name}/", f"intake/{screen.template}.html", shown)


def _at_once(way: WayIn, found: str) -> str:
    """What the script that seals shows: all of them on one page, and what it says. Who sits in which seat, and in which nobody does, no charter says."""
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from fairwitness.intake.views.screens import TEMPLATE, shown_of  # noqa: PLC0415 - the same

    with translation.override(way.language):
        roles = sorted({one.role for one in way.channel.readers})
        readers = [(one, "") for one in roles if f'data-role="{one}"' in found]
        shown = shown_of(way.channel, readers, _guards(way))
        return release.page(way.language, f"{way.at}screens/", TEMPLATE, shown)


def _story(way: WayIn) -> Mapping[str, Any]:
    from fairwitness.intake.forms import StoryForm, story_form  # noqa: PLC0415 - after Django is set up
    from fairwitness.office import charter  # noqa: PLC0415 - the same

    initial = StoryForm.initial_from(way.answers, "")
    return {"form": story_form(way.channel, charter.current().limits, initial=initial), **NAMED}


def _files(way: WayIn) -> Mapping[str, Any]:
    del way
    return {"form": _arrived(), "files": ()}


def _yourself(way: WayIn) -> Mapping[str, Any]:
    return {"form": _arrived(), "readers": len(way.sheet.holders), "may_hand_in": True}


def _you(way: WayIn) -> Mapping[str, Any]:
    from fairwitness.intake.forms import YouForm  # noqa: PLC0415 - after Django is set up

    form = YouForm(way.channel, initial=YouForm.initial_from(way.answers), guards=_guards(way))
    return {"form": form, "outside": _outside(), **NAMED}


def _guards(way: WayIn) -> list[str]:
    return [one.name for one in way.sheet.custodians]


def _check(way: WayIn) -> Mapping[str, Any]:
    from fairwitness.office.kinds import KINDS  # noqa: PLC0415 - after Django is set up

    empty = {"letter": {"text": "", "files": ()}}
    told = {"kind": KINDS[way.answers["kind"]]}
    return {"draft": empty, "complete": False, "go_on": "", "told": told, "outside": _outside()}


def _arrived() -> Any:
    from fairwitness.office import charter  # noqa: PLC0415 - after Django is set up
    from fairwitness.sealed.forms import ArrivedForm  # noqa: PLC0415 - the same

    return ArrivedForm(charter.current().limits, None)


def _outside() -> Any:
    from fairwitness.office import charter  # noqa: PLC0415 - after Django is set up

    return charter.current().about.outside


def _text(answer: Answer) -> str:
    return answer.body.decode("utf-8", "replace")


SCREENS: Mapping[str, Screen] = {
    "story": Screen("story", _story),
    "files": Screen("files", _files),
    "yourself": Screen("yourself", _yourself),
    "you": Screen("you", _you),
    "check": Screen("check", _check),
    "without": Screen("check", lambda _: {"without": True}),
}
