"""Every screen after the scope guide at once, for the script that seals: no later request tells which of them somebody is on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.intake.forms import LINE, PARAGRAPH, ScopeForm, YouForm, story_form
from fairwitness.intake.views.scope import ASKED_AGAIN
from fairwitness.intake.views.walking import SCREENS, about_screen, address
from fairwitness.office import charter, reading
from fairwitness.office.charter import ChannelCharter
from fairwitness.office.models import Channel
from fairwitness.sealed.showing import blank_code

TEMPLATE = "intake/screens.html"


@dataclass(frozen=True)
class Screen:
    """One of them, as its template shows it while nothing was answered."""

    name: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@require_safe
def screens(request: HttpRequest, channel: str) -> HttpResponse:
    """All of them, the same for everybody; and what the script says. Sets no cookie."""
    found = reading.channel(channel)
    if found is None:
        raise Http404
    promised = charter.current().channel(channel)
    return render(request, TEMPLATE, shown_of(promised, _readers(found), reading.who_guards(found)))


def shown_of(
    channel: ChannelCharter, readers: Sequence[tuple[str, str]], guards: Sequence[str]
) -> Mapping[str, Any]:
    """The page for one way in, with whom each role means, and who guards names."""
    return {
        "screens": [_rendered(one, channel) for one in _all(channel, guards)],
        "limits": charter.current().limits,
        "most_line": LINE,
        "most_paragraph": PARAGRAPH,
        "presets": [
            {"about": about, "address": address(way, channel.slug)} for way, about in ASKED_AGAIN.items()
        ],
        "readers": readers,
    }


def _all(channel: ChannelCharter, guards: Sequence[str]) -> Iterator[Screen]:
    outside = {"outside": charter.current().about.outside}
    code = blank_code(get_language() or "")
    dates = {"answer_by": "{answer_by}", "feedback_by": "{feedback_by}"}
    yield Screen("scope", "scope", {"form": ScopeForm(channel)})
    yield Screen("which", "scope", {"form": ScopeForm(channel), "examples": True})
    yield Screen("aside", "scope", {"aside": True})
    yield Screen("story", "story", {"form": story_form(channel, charter.current().limits)})
    yield Screen("files", "files", {"form": None})
    yield Screen("you", "you", {"form": YouForm(channel, guards=guards), **outside})
    yield Screen("check", "check", {"told": _blank(channel), "until": "{until}", **code, **outside})
    yield Screen("without", "check", {"without": True})
    yield Screen("keep", "keep", {"until": "{until}", **code})
    yield Screen("sent", "sent", {**dates, **code})
    yield Screen("sent-without", "sent", {"no_answer": True})


def _blank(channel: ChannelCharter) -> dict[str, object]:
    return {"asked": [(question.id, question.text_here, "") for question in channel.questions]}


def _rendered(screen: Screen, channel: ChannelCharter) -> SafeString:
    """By the template that the server's own page has, in a frame of its own."""
    context = {
        **(about_screen(screen.template, channel) if screen.template in SCREENS else {}),
        "frame": "sealed/swapped.html",
        "browser": True,
        "name": screen.name,
        "address": address(screen.name.removesuffix("-without"), channel.slug),
        **screen.context,
    }
    return render_to_string(f"intake/{screen.template}.html", context)


def _readers(channel: Channel) -> list[tuple[str, str]]:
    """Whom each role means: so the browser can leave them out."""
    found = reading.holders_by_role(channel)
    return [(role, " ".join(map(b64, holders))) for role, holders in sorted(found.items())]
