"""Sealed parts of files, to the browser. How they come from it: `sealed/views.py`."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from fairwitness.review import reading
from fairwitness.review.views.door import DeskRequest, reviewers_only
from fairwitness.sealed.storage import storage


@require_safe
@reviewers_only
def part(request: DeskRequest, file_id: str, number: int) -> HttpResponseBase:
    """One sealed part."""
    found = reading.file_for(request.user, file_id)
    if found is None or number >= found.parts:
        raise Http404
    return FileResponse(storage().open_part(file_id, number), content_type="application/octet-stream")
