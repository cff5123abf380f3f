"""Whether the scope guide and the pages that turn away are the release's, word for word, and whether turning away keeps nothing that shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fairwitness.cli.outside import files, release, words
from fairwitness.cli.outside.files import Walk
from fairwitness.cli.outside.line import Line, is_one
from fairwitness.cli.visiting import Visitor
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.sheets import KeySheet
from fairwitness.office.charter import LANGUAGES, ChannelCharter

TURNED_AWAY = "opinion"  # the guide's fourth answer
PAGES = ("scope/", "scope/harm/", "scope/press/", "aside/", "which/")


def wrong_words(line: Line, walk: Walk) -> Iterator[str]:
    """Pages of the guide that say something else than the release, in any language, on any way in."""
    if not line.sheets:
        yield "missing: no way in has a key sheet, so nobody could be read"
    for language, channel, sheet in _ways_in(line):
        for name in PAGES:
            path = f"/{language}/tell/{channel.slug}/{name}"
            answer = line.visitor.get(path)
            if not is_one(answer):
                yield f"missing: {path}"
                continue
            yield from files.wrong_page(line, walk, path, answer)
            if other := _difference(answer.body, walk, expected(language, path, channel, sheet)):
                yield f"words: {path} {other}"


def wrong_kinds(line: Line) -> Iterator[str]:
    """Kinds of harm that are offered and are none of the closed list, or are not the charter's, in its order."""
    from fairwitness.office.kinds import KINDS  # noqa: PLC0415 - after Django is set up

    for language, channel, _ in _ways_in(line):
        path = f"/{language}/tell/{channel.slug}/scope/"
        offered = words.values_of(_text(line.visitor.get(path).body), "kind")
        yield from (
            f"kind: {path} offers “{one}”, which is on no list" for one in offered if one not in KINDS
        )
        if tuple(offered) != channel.kinds:
            yield f"kind: {path} offers other kinds than the charter, or in another order"


def wrong_turning_away(line: Line, walk: Walk) -> Iterator[str]:
    """What happens to somebody who chooses the fourth answer, other than that they are turned away and nothing is kept."""
    for language, channel, sheet in _ways_in(line):
        yield from _sent(
            line.visitor.in_a_tab(), walk, f"/{language}/tell/{channel.slug}/", (language, channel, sheet)
        )


def _sent(tab: Visitor, walk: Walk, at: str, way: tuple[str, ChannelCharter, KeySheet]) -> Iterator[str]:
    language, channel, sheet = way
    token = words.values_of(_text(tab.get(f"{at}scope/").body), words.TOKEN)
    answer = tab.send(f"{at}scope/", {"about": TURNED_AWAY, words.TOKEN: next(iter(token), "")})
    if answer.status != HTTPStatus.FOUND or tab.path_of(answer.elsewhere, at) != f"{at}aside/":
        yield f"turned away: {at}scope/ answers the fourth answer with something else than the page that turns away"
        return
    aside = tab.get(f"{at}aside/")
    if other := _difference(aside.body, walk, expected(language, f"{at}aside/", channel, sheet)):
        yield f"words: {at}aside/, after the fourth answer, {other}"
    kept = tab.get(f"{at}check/")
    if kept.status != HTTPStatus.FOUND or tab.path_of(kept.elsewhere, at) != f"{at}scope/":
        yield f"kept: {at}check/ opens something after the fourth answer"


def expected(language: str, path: str, channel: ChannelCharter, sheet: KeySheet) -> str:
    """What the release shows at one of the guide's addresses to somebody who carries nothing."""
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from fairwitness.intake.forms import ScopeForm  # noqa: PLC0415 - after Django is set up
    from fairwitness.intake.views.scope import ASKED_AGAIN  # noqa: PLC0415 - the same
    from fairwitness.intake.views.walking import about_screen  # noqa: PLC0415 - the same

    name = path.rstrip("/").rpartition("/")[2]
    form = ScopeForm(channel, initial={"about": ASKED_AGAIN.get(name)})
    shown: dict[str, Any] = (
        {"aside": True} if name == "aside" else {"form": form, **_taking_over(path, sheet)}
    )
    if name == "which":
        shown["examples"] = True
    with translation.override(language):
        return release.page(language, path, "intake/scope.html", {**about_screen("scope", channel), **shown})


def _taking_over(path: str, sheet: KeySheet) -> Mapping[str, object]:
    named = {"line": b64(sheet.line), "office": b64(sheet.office), "serial": sheet.serial}
    return {"takes_over": True, "at": path, "sheet": named}


def _ways_in(line: Line) -> Iterator[tuple[str, ChannelCharter, KeySheet]]:
    for language in LANGUAGES:
        for slug, sheet in line.sheets.items():
            yield language, line.charter.channel(slug), sheet


def _difference(body: bytes, walk: Walk, expected: str) -> str:
    return words.difference(_text(body), walk.static, expected, release.static())


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
