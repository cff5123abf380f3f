"""Pages that are the same for everybody: made once in each language, and again when what they show has changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from fairwitness.office.charter import Charter, current

HERE = "\0form token\0"  # stands where each visitor's own goes; no page holds a NUL


@dataclass(frozen=True)
class _Made:
    promised: Charter
    shows: Hashable
    content: str


_made: dict[
    tuple[str, str], _Made
] = {}  # of this process: a few templates, at addresses that the charter has, each in one language


def still_page(request: HttpRequest, template: str) -> HttpResponse:
    """Show a page that holds nothing but the charter's words and our own, and has one address a language.

    `read` are the ways in that have a key sheet: one that is new opens once somebody can read it.
    """
    promised, sheets = current(), settings.FOLDER.sheets
    read = tuple(one.slug for one in promised.channels if (sheets / f"{one.slug}.1.sheet").is_file())
    return HttpResponse(_kept(request, template, {"promised": promised, "read": read}, read))


def still_form(
    request: HttpRequest, template: str, context: Mapping[str, Any], shows: Hashable
) -> HttpResponse:
    """The same for a page with a form: all but its token is one for everybody. `shows` names all of the context that the charter and the address do not settle."""
    token = get_token(request)
    made = _kept(request, template, {**context, "csrf_token": HERE}, shows)
    return HttpResponse(made.replace(HERE, token))


def _kept(request: HttpRequest, template: str, context: Mapping[str, Any], shows: Hashable) -> str:
    promised, place = current(), (template, request.path)
    made = _made.get(place)
    if made is None or made.promised is not promised or made.shows != shows:
        made = _Made(promised, shows, render_to_string(template, dict(context), request))
        _made[place] = made
    return made.content
