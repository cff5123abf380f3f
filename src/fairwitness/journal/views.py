"""What the line publishes of its journal: how far it reached, signed, and nothing of what stands in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fairwitness.journal.reading import latest_head
from fairwitness.office.views import PLAIN


@require_safe
def published_head(request: HttpRequest) -> HttpResponse:
    """The newest head. Whoever keeps it can check the journal against it for ever."""
    del request
    head = latest_head()
    if head is None:
        raise Http404
    return HttpResponse(head, content_type=PLAIN)
