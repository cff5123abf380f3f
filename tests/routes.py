"""Every address that the line knows, as it stands in the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation


def addresses() -> list[str]:
    """In English, with the names of what is filled in."""
    with translation.override("en"):
        return list(_within(get_resolver().url_patterns))


def _within(patterns: list[Any], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _within(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern)
