"""Every page of the open mailbox at once, for the script that opens it: the same for everybody, and no request tells later which is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.intake.forms import KNOWN
from fairwitness.mailbox.forms import PARAGRAPH, AnswerForm, CodeForm, PassOnForm, SayForm, WrittenDownForm
from fairwitness.mailbox.passing_on import Asked
from fairwitness.mailbox.reading import OURS, OUTCOMES, SAID, WAYS
from fairwitness.mailbox.sayings import SLUGS, saying
from fairwitness.mailbox.views.enter import DIGITS
from fairwitness.office import charter, reward_rules
from fairwitness.office.charter import Charter
from fairwitness.office.reading import current_sheets
from fairwitness.sealed.answer_words import Word, answer_words
from fairwitness.sealed.models import Recorded
from fairwitness.sealed.reading import Step
from fairwitness.sealed.showing import blank_code

LEFT = {"received": "{received}", "acknowledged": "{acknowledged}"}
STANDINGS = [
    {"name": f"{step}-late" if late else str(step), "step": str(step), "late": late}
    for step in (Step.ANSWER, Step.FEEDBACK)
    for late in (False, True)
] + [
    {"name": str(step), "step": str(step), "late": False}
    for step in (Step.REOPEN, Step.OBJECT, Step.ENDED, Step.CLOSED)
]


@dataclass(frozen=True)
class Screen:
    """One page, as its template shows it while nothing is known; `place` is the name of its address."""

    name: str
    template: str
    place: str
    context: Mapping[str, Any] = field(default_factory=dict)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """All of them, and what the scripts say. Sets no cookie."""
    promised = charter.current()
    context = {
        "screens": [_rendered(one) for one in _all(promised)],
        "limits": promised.limits,
        "paragraph": PARAGRAPH,
        "answer_words": [*answer_words(OURS, KNOWN, promised), *_of_what_was_written_down()],
        "telling": list(_telling()),
    }
    return render(request, "mailbox/pages.html", context)


def _all(promised: Charter) -> Iterator[Screen]:
    entering = {"form": CodeForm(), "digits": DIGITS, "here": reverse("mailbox:enter")}
    yield Screen("enter", "enter", "enter", entering)
    asked = [Asked(body) for body in promised.bodies]
    letters = {
        "form": AnswerForm((), promised.limits, None),
        "limits": promised.limits,
        "standings": STANDINGS,
        "stage": {"sentence": "{stage}", "turn": "{turn}"},
        "rewarded": reward_rules.with_rewards(),
        "outside": promised.about.outside,
        "asked": asked,
    }
    yield Screen("letters", "letters", "letters", letters)
    yield from _sayings(promised)
    yield Screen("pass-on", "pass_on", "pass-on", {"form": PassOnForm(asked), "asked": asked})
    yield Screen(
        "name",
        "name",
        "name",
        {"named": {"who": "{who}"}, "opens": "{opens}", "outside": promised.about.outside},
    )
    yield Screen(
        "written-down",
        "written_down",
        "written-down",
        {"form": WrittenDownForm(promised.limits), "text": "{text}"},
    )
    yield Screen("code", "code", "code", blank_code(get_language() or ""))
    yield Screen("receipt", "receipt", "receipt")
    yield Screen("withdraw", "withdraw", "withdraw")
    destroyed = {**LEFT, "destroyed": "{destroyed}"}
    yield Screen("dates", "dates", "letters", {"left": destroyed, "outcomes": list(OUTCOMES.items())})
    yield Screen("dates-no-answer", "dates", "letters", {"left": LEFT})
    yield Screen("closed", "closed", "enter")


def _sayings(promised: Charter) -> Iterator[Screen]:
    """What is asked later, the channel's charter says."""
    for channel in promised.channels:
        for slug in SLUGS:
            asked = saying(slug, channel)
            if asked is not None:
                yield Screen(f"{slug}-{channel.slug}", "say", slug, {"form": SayForm(asked)})


def _of_what_was_written_down() -> Iterator[Word]:
    yield from (Word(f"recorded-{name}", text) for name, text in {**WAYS, **SAID}.items())
    yield from (Word(f"consent-{name}", text) for name, text in Recorded.Consent.choices)


def _telling() -> Iterator[dict[str, object]]:
    """What a script needs to go on with a draft of each channel that has readers."""
    for sheet in current_sheets():
        named = {"line": b64(sheet.line), "office": b64(sheet.office), "serial": sheet.serial}
        yield {"channel": {"slug": sheet.channel}, "sheet": named}


def _rendered(screen: Screen) -> SafeString:
    """By the template that the server's own page has, in a frame of its own."""
    said = screen.template == "say"
    address = reverse("mailbox:say", args=[screen.place]) if said else reverse(f"mailbox:{screen.place}")
    frame = {"frame": "sealed/swapped.html", "browser": True, "name": screen.name, "address": address}
    return render_to_string(f"mailbox/{screen.template}.html", {**frame, **screen.context})
