"""Style sheets, scripts and the icon: the only answers that are ever compressed.

They are public and the same for everybody. A page is never compressed, by us or by a proxy in front: it holds secrets
(a code, a form's token) beside words that others may choose, and its compressed size would tell of both (BREACH,
breachattack.com). So the budget of the first page is kept by short pages and one small sheet.
"""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # it brings no types
from whitenoise.responders import Response, StaticFile  # type: ignore[import-untyped]  # the same

PACKED = (".css", ".js", ".txt")  # an icon is compressed already


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # the same
    """WhiteNoise, which finds compressed files only where a build has put them beside the others; here none has to."""

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, os.stat_result] | None = None
    ) -> StaticFile:
        """Whole in memory and compressed, for text; as it lies, for the rest."""
        found = super().get_static_file(path, url, stat_cache)
        return PackedFile(found, Path(path).read_bytes()) if path.endswith(PACKED) else found


class PackedFile:
    """A file that browsers get with gzip where they take it, and as it is where not, or where they ask for a part of it."""

    def __init__(self, plain: StaticFile, content: bytes) -> None:
        self._plain = plain
        self._packed = gzip.compress(content, 9, mtime=0)

    def get_response(self, method: str, environ: Mapping[str, Any]) -> Response:
        """The answer; a cache in between must keep the two apart."""
        response = self._plain.get_response(method, environ)
        headers = Headers(list(response.headers))
        headers["Vary"] = "Accept-Encoding"
        takes_it = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        if response.status != HTTPStatus.OK or not takes_it:
            return Response(response.status, headers.items(), response.file)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(self._packed))
        if response.file is None:
            return Response(response.status, headers.items(), None)
        response.file.close()
        return Response(response.status, headers.items(), io.BytesIO(self._packed))
