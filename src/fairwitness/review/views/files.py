"""Sealed parts of files, to the browser. How they come from it: `sealed/views.py`."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairwitness.review import reading
from fairwitness.review.views.door import DeskRequest, reviewers_only
from fairwitness.sealed.refusals import Why, refused
from fairwitness.sealed.storage import PartLost, storage

LOST = _("The line no longer has all of this file. Tell whoever runs the line: a backup may have it whole.")


@require_safe
@reviewers_only
def part(request: DeskRequest, file_id: str, number: int) -> HttpResponseBase:
    """One sealed part."""
    found = reading.file_for(request.user, file_id)
    if found is None or number >= found.parts:
        raise Http404  # of a locked tip as well: a file does not say which tip it belongs to
    try:
        return FileResponse(storage().open_part(file_id, number), content_type="application/octet-stream")
    except PartLost:
        return refused(Why.GONE, LOST)
