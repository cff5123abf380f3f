"""What the line publishes of its journal: how far it reached, signed, and nothing of what stands in it; and beside it what was destroyed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fairwitness.journal.destroyed import published_list
from fairwitness.journal.reading import head_of, latest_head
from fairwitness.office.views import PLAIN


@require_safe
def published_head(request: HttpRequest) -> HttpResponse:
    """The newest head. Whoever keeps it can check the journal against it for ever."""
    del request
    head = latest_head()
    if head is None:
        raise Http404
    return HttpResponse(head, content_type=PLAIN)


@require_safe
def published_head_of(request: HttpRequest, day: str) -> HttpResponse:
    """The head of one day, the same for ever. Whoever kept it can see that the line still says so."""
    del request
    head = head_of(day)
    if head is None:
        raise Http404
    return HttpResponse(head, content_type=PLAIN)


@require_safe
def published_destroyed(request: HttpRequest) -> HttpResponse:
    """The list of what was destroyed, which whoever restores a backup has to have."""
    del request
    listed = published_list()
    if listed is None:
        raise Http404
    return HttpResponse(listed, content_type=PLAIN)
