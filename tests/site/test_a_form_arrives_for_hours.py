from __future__ import annotations

from datetime import UTC, datetime

import pytest
from clock import Clock
from django.http import HttpResponse
from django.test import RequestFactory

from fairwitness.intake.drafts import DraftKey
from fairwitness.site.front.environ import Environ, environ_of
from fairwitness.site.front.handler import FrontRequest

pytestmark = pytest.mark.usefixtures("office")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def came_with(draft: DraftKey) -> Environ:
    """What the front makes of a form's headers, from a browser that carries this draft."""
    shown = HttpResponse()
    draft.keep(RequestFactory().get("/"), shown)
    return environ_of(
        {
            "method": "POST",
            "raw_path": b"/en/tell/public/files/",
            "query_string": b"",
            "http_version": "1.1",
            "scheme": "http",
            "headers": [(b"cookie", f"tell={shown.cookies['tell'].value}".encode())],
        }
    )


def test_a_draft_is_as_old_as_its_form_was_when_it_began_to_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, draft = Clock(monkeypatch, NOON), DraftKey.new()
    environ = came_with(draft)
    asked_first = DraftKey.read(FrontRequest(environ))

    clock.passes(hours=5)

    assert asked_first == draft
    assert DraftKey.read(FrontRequest({**environ, "fairwitness.fields": []})) == draft


def test_a_form_that_begins_to_arrive_after_its_day_has_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, environ = Clock(monkeypatch, NOON), came_with(DraftKey.new())

    clock.passes(hours=26)

    assert DraftKey.read(FrontRequest(environ)) is None
