"""What an administrator has typed of the charter and not published: in the session until then, for everybody reads it once it counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

TYPED = "typed"
OF_THE_PAGE = ("csrfmiddlewaretoken", "do", "seen")  # and not of the charter


def typed_on(request: HttpRequest) -> Any:
    """What is sent, or was typed here before; None where nothing was."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(TYPED, {}).get(_page(request))
    return None if kept is None else QueryDict(kept)


def keep(request: HttpRequest) -> None:
    """What was sent from this page stands in its form until it is published or forgotten."""
    told = request.POST.copy()
    for name in OF_THE_PAGE:
        told.pop(name, None)
    request.session[TYPED] = {**request.session.get(TYPED, {}), _page(request): told.urlencode()}


def forget(request: HttpRequest) -> None:
    """Nothing of it is kept."""
    kept = dict(request.session.get(TYPED, {}))
    if kept.pop(_page(request), None) is not None:
        request.session[TYPED] = kept


def _page(request: HttpRequest) -> str:
    """The same page in every language."""
    return request.path.removeprefix(f"/{get_language()}/")
