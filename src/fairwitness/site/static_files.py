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
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import brotli  # type: ignore[import-untyped]  # it brings no types
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # the same
from whitenoise.responders import Response, StaticFile  # type: ignore[import-untyped]  # the same

PACKED = (".css", ".js", ".txt")  # an icon is compressed already
FOUND: dict[tuple[str, str], StaticFile] = {}  # by path and address: a release stays as it is while it runs


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # the same
    """WhiteNoise, which finds compressed files only where a build has put them beside the others; here none has to."""

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, os.stat_result] | None = None
    ) -> StaticFile:
        """Whole in memory and compressed, for text; as it lies, for the rest."""
        if (path, url) not in FOUND:
            found = super().get_static_file(path, url, stat_cache)
            FOUND[path, url] = PackedFile(found, Path(path).read_bytes()) if path.endswith(PACKED) else found
        return FOUND[path, url]


class PackedFile:
    """A file that browsers get as small as they take it, and as it is where they take neither, or ask for a part of it."""

    def __init__(self, plain: StaticFile, content: bytes) -> None:
        self._plain = plain
        self._content = content

    def get_response(self, method: str, environ: Mapping[str, Any]) -> Response:
        """The answer; a cache in between must keep the three apart."""
        response = self._plain.get_response(method, environ)
        headers = Headers(list(response.headers))
        headers["Vary"] = "Accept-Encoding"
        encoding = _best(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if response.status != HTTPStatus.OK or encoding is None:
            return Response(response.status, headers.items(), response.file)
        content = packed(self._content, encoding)
        headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(content))
        if response.file is None:
            return Response(response.status, headers.items(), None)
        response.file.close()
        return Response(response.status, headers.items(), io.BytesIO(content))


@cache
def packed(content: bytes, encoding: str) -> bytes:
    """As small as brotli or gzip make it. Worked out when it is first asked for, some milliseconds a file: a line that starts is not kept waiting for all of them."""
    return brotli.compress(content) if encoding == "br" else gzip.compress(content, 9, mtime=0)


def _best(accepted: str) -> str | None:
    """Of what a browser says it takes, the smallest; `q=0` means that it does not."""
    wishes = [wish.replace(" ", "").lower().split(";q=") for wish in accepted.split(",")]
    taken = {name for name, *weight in wishes if not weight or weight[0].strip("0.")}
    return next((encoding for encoding in ("br", "gzip") if encoding in taken), None)
