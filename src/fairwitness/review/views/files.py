"""Sealed parts of files, to the browser and from it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairwitness.office.charter import current
from fairwitness.office.fields import AGE_HEADER
from fairwitness.review import actions, reading
from fairwitness.review.views.door import DeskRequest, reviewers_only
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import SealedFile
from fairwitness.sealed.storage import storage

MIB = 1024 * 1024
PART = 8 * MIB + 64 * 1024  # bytes of a sealed part: 8 MiB, tags and header


@require_POST
@reviewers_only
def begin(request: DeskRequest) -> HttpResponse:
    """A new file, to which parts are added."""
    return JsonResponse({"id": actions.begin_file(request.user)})


@require_http_methods(["GET", "HEAD", "PUT"])
@takes_bytes(PART)
@reviewers_only
def part(request: DeskRequest, file_id: str, number: int) -> HttpResponseBase:
    """One sealed part."""
    return _add(request, file_id, number) if request.method == "PUT" else _give(request, file_id, number)


def _give(request: DeskRequest, file_id: str, number: int) -> HttpResponseBase:
    found = reading.file_for(request.user, file_id)
    if found is None or number >= found.parts:
        raise Http404
    return FileResponse(storage().open_part(file_id, number), content_type="application/octet-stream")


def _add(request: DeskRequest, file_id: str, number: int) -> HttpResponse:
    if not request.body.startswith(AGE_HEADER) or number > current().limits.file_mib // 8 + 1:
        return JsonResponse(
            {"error": _("This part cannot be taken up. Please choose the file again.")}, status=400
        )
    try:
        actions.add_part(file_id, number, request.body)
    except SealedFile.DoesNotExist:
        raise Http404 from None
    except actions.OtherBytes:
        return JsonResponse(
            {"error": _("The file was changed on its way. Please choose it again.")}, status=409
        )
    return JsonResponse({})
