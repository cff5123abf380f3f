"""Every page of this mailbox at once, for the script that opens it: the same script, and the same requests, as a tipster's."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fairwitness.mailbox.forms import PARAGRAPH, AnswerForm
from fairwitness.mailbox.reply.forms import ReplyCodeForm
from fairwitness.mailbox.reply.standing import Step
from fairwitness.mailbox.views.enter import DIGITS
from fairwitness.mailbox.views.pages import Screen
from fairwitness.office import charter
from fairwitness.office.charter import Charter
from fairwitness.sealed.answer_words import Word
from fairwitness.sealed.showing import blank_code
from fairwitness.sealed.summary_words import SUMMARY

ABSENT = ("pass-on", "name", "written-down", "withdraw")  # screens of a tipster's alone


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """All of them, and what the scripts say. Sets no cookie."""
    promised = charter.current()
    context = {
        "screens": [_rendered(one) for one in _all(promised)],
        "absent": ABSENT,
        "limits": promised.limits,
        "paragraph": PARAGRAPH,
        "answer_words": [Word(f"answer-{slug}", text) for slug, text in SUMMARY.items()],
    }
    return render(request, "reply/pages.html", context)


def _all(promised: Charter) -> Iterator[Screen]:
    entering = {"form": ReplyCodeForm(), "digits": DIGITS, "here": reverse("reply:enter")}
    yield Screen("enter", "enter", "enter", entering)
    letters = {
        "form": AnswerForm((), promised.limits, None),
        "limits": promised.limits,
        "steps": [str(step) for step in Step],
        "complaints": promised.about.complaints,
    }
    yield Screen("letters", "letters", "letters", letters)
    yield Screen("code", "code", "code", blank_code(get_language() or ""))
    yield Screen("adviser", "adviser", "adviser", blank_code(get_language() or ""))
    yield Screen("adviser-end", "adviser_end", "adviser-end")
    yield Screen("receipt", "not_confirmed", "letter")
    yield Screen("dates-no-answer", "gone", "letters")
    yield Screen("closed", "closed", "enter")


def _rendered(screen: Screen) -> SafeString:
    """By the template that the server's own page has, in a frame of its own."""
    address = reverse(f"reply:{screen.place}")
    frame = {"frame": "sealed/swapped.html", "browser": True, "name": screen.name, "address": address}
    return render_to_string(f"reply/{screen.template}.html", {**frame, **screen.context})
