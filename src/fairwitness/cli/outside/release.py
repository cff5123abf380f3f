"""The pages that this release would show for another office's charter, made here, without its database or any of its keys."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fairwitness.cli.running import set_up


@contextmanager
def as_if_ours(charter: bytes) -> Iterator[None]:
    """Until its end, pages are made for the office of this charter."""
    with tempfile.TemporaryDirectory(prefix="fairwitness-") as place:
        (Path(place) / "charter.toml").write_bytes(charter)
        folder = set_up(Path(place))
        import django  # noqa: PLC0415 - after the settings are chosen
        from django.conf import settings  # noqa: PLC0415 - the same

        django.setup()
        before, settings.FOLDER = settings.FOLDER, folder
        try:
            yield
        finally:
            settings.FOLDER = before


def page(language: str, path: str, template: str, context: Mapping[str, Any]) -> str:
    """A page's HTML as the release makes it at this address."""
    from django.shortcuts import render  # noqa: PLC0415 - after Django is set up
    from django.test import RequestFactory  # noqa: PLC0415 - the same
    from django.utils import translation  # noqa: PLC0415 - the same

    with translation.override(language):
        request = RequestFactory().get(path)
        return render(request, template, dict(context)).content.decode()


def static() -> str:
    """Where this release's files would lie."""
    from django.conf import settings  # noqa: PLC0415 - after the settings are chosen

    return str(settings.STATIC_URL)


def policies() -> list[list[str]]:
    """What the release's pages let browsers do, part by part: those of the desk swap pages."""
    from csp.utils import build_policy  # noqa: PLC0415 - after Django is set up

    from fairwitness.review.views.door import DESK_POLICY  # noqa: PLC0415 - the same

    return [build_policy(replace=one).split("; ") for one in ({}, DESK_POLICY)]
