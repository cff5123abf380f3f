"""Pages that are the same for everybody: made once in each language, and again when the charter has changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from fairwitness.office.charter import Charter, current


@dataclass(frozen=True)
class _Made:
    promised: Charter
    content: str


_made: dict[
    tuple[str, str | None], _Made
] = {}  # of this process: a few templates, in the languages of the line


def still_page(request: HttpRequest, template: str) -> HttpResponse:
    """Show a page that holds nothing but the charter's words and our own, and has one address a language."""
    promised, place = current(), (template, get_language())
    made = _made.get(place)
    if made is None or made.promised is not promised:
        made = _Made(promised, render_to_string(template, {"promised": promised}, request))
        _made[place] = made
    return HttpResponse(made.content)
