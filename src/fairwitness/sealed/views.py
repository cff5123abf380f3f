"""Files that are sealed in a browser, on their way here: the tipster's and the desk's alike.

No cookie carries any right here, the upload's secret does; so there is no form's token, and the front refuses other sites.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from functools import wraps
from io import BytesIO
from typing import Any, BinaryIO, TypeVar

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from fairwitness.crypto.encoding import EncodingError, b64, unb64
from fairwitness.crypto.outside import is_part
from fairwitness.crypto.parts import PART, most_parts
from fairwitness.office.charter import current
from fairwitness.sealed.actions import uploads
from fairwitness.sealed.actions.uploads import Upload
from fairwitness.sealed.arriving import Room, arrived_sealed, takes_sealed
from fairwitness.sealed.refusals import Why, refused
from fairwitness.sealed.storage import storage

log = logging.getLogger("fairwitness.sealed")
Answer = TypeVar("Answer")
MIB = 1024 * 1024
MOST = PART + 64 * 1024  # bytes of a sealed part: 8 MiB, tags and header


def says_what_was_wrong(view: Callable[..., Answer]) -> Callable[..., Answer | JsonResponse]:
    """Let everything that an upload can refuse become an answer."""

    @wraps(view)
    def told(request: HttpRequest, **named: Any) -> Answer | JsonResponse:
        try:
            return view(request, **named)
        except uploads.UploadUnknown:
            return refused(Why.UNKNOWN, _("This file is no longer here. Please choose it again."))
        except uploads.OtherBytes:
            return refused(Why.BYTES, _("The file was changed on its way. Please choose it again."))
        except uploads.OutOfOrder:
            return refused(Why.ORDER, _("A piece of the file is missing. Please choose it again."))
        except uploads.InDraft:
            return refused(Why.FILES, _("This file belongs to what you have kept. Remove it there."))
        except OSError as error:
            if error.errno not in (ENOSPC, EDQUOT):
                raise
            log.exception("there is no room for a part")
            return refused(Why.NO_ROOM, _("There is no room here at present. Please try again later."))

    return told


@csrf_exempt
@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """A new file, to which parts are added with its secret."""
    del request
    upload = uploads.begin_upload()
    return JsonResponse({"id": upload.id, "secret": b64(upload.secret)})


@csrf_exempt
@require_http_methods(["GET", "DELETE"])
@says_what_was_wrong
def upload(request: HttpRequest, file_id: str) -> JsonResponse:
    """Which parts are here; or let all of it go."""
    asked = _asked(request, file_id)
    if request.method == "DELETE":
        uploads.drop_upload(asked)
        return JsonResponse({})
    return JsonResponse({"stored": list(range(uploads.stored_parts(asked)))})


@says_what_was_wrong
def may_send(request: HttpRequest, file_id: str, number: int) -> JsonResponse | None:
    """What there is to say before a part is sent: nothing, where it may come."""
    uploads.may_add(_asked(request, file_id))
    if number >= most_parts(current().limits.sealed_mib * MIB):
        return refused(Why.TOO_LARGE, _("This file is larger than this office takes up."))
    return None


@csrf_exempt
@require_http_methods(["PUT", "DELETE"])
@takes_sealed(Room(MOST, lambda: storage().nameless(), may_send))
@says_what_was_wrong
def part(request: HttpRequest, file_id: str, number: int) -> JsonResponse:
    """One sealed part; or let it go with those behind it."""
    asked = _asked(request, file_id)
    if request.method == "DELETE":
        uploads.cut_upload(asked, number)
        return JsonResponse({})
    return may_send(request, file_id=file_id, number=number) or _add(asked, number, arrived_sealed(request))


def _add(asked: Upload, number: int, arrived: BinaryIO) -> JsonResponse:
    if not is_part(arrived):
        return refused(Why.MALFORMED, _("This part cannot be taken up. Please choose the file again."))
    with nameless(arrived) as part:
        uploads.add_part(asked, number, part)
    return JsonResponse({})


@contextmanager
def nameless(arrived: BinaryIO) -> Iterator[BinaryIO]:
    """What arrived, as a file that the storage can name; what was small enough to wait in memory is written into one."""
    if not isinstance(arrived, BytesIO):
        yield arrived
        return
    with storage().nameless() as part:
        part.write(arrived.getvalue())
        yield part


def _asked(request: HttpRequest, file_id: str) -> Upload:
    try:
        return Upload(file_id, unb64(request.headers.get("Upload-Secret"), uploads.SECRET))
    except EncodingError:
        raise uploads.UploadUnknown from None
