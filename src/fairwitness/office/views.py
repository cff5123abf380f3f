"""What the office publishes about itself for programs to read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fairwitness.office import reading


@require_safe
def published_sheet(request: HttpRequest, channel: str) -> HttpResponse:
    """The channel's key sheet as the office key signed it: JSON, a line end, the signature."""
    del request
    published = reading.published_sheet(channel)
    if published is None:
        raise Http404
    return HttpResponse(published, content_type="text/plain; charset=utf-8")
