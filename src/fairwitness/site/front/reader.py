"""Reads multipart/form-data as it arrives (RFC 7578), and refuses what it cannot read whole."""

from __future__ import annotations

from http import HTTPStatus

from multipart import (  # type: ignore[import-untyped]  # the package brings no types
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from fairwitness.sealed.arriving import Kind, Plan, Problem
from fairwitness.site.front.body import Body
from fairwitness.site.front.budget import Share
from fairwitness.site.front.environ import LONGEST_BOUNDARY, Environ
from fairwitness.site.front.form import Form, most_text
from fairwitness.site.front.names import clean_name, clean_type, text_of
from fairwitness.site.front.parts import REPLACED, Field, File, Ignored, Part, Unwanted
from fairwitness.site.front.refused import Refused
from fairwitness.site.front.threads import Threads
from fairwitness.site.front.upload import Upload

FIELDS = 200
FILES = 100
OVERHEAD = 1024 * 1024  # bytes of boundaries and headers
HEADER = 64 * 1024  # bytes: a file's name of ten thousand characters is cut by us and not refused
PLAIN = frozenset({"binary", "8bit", "7bit"})  # transfer encodings that change nothing


def is_form(environ: Environ) -> bool:
    """Whether a body is one that this module reads."""
    kind, _ = parse_options_header(environ.get("CONTENT_TYPE", ""))
    return bool(environ["REQUEST_METHOD"] == "POST" and kind == "multipart/form-data")


def boundary_of(environ: Environ) -> str:
    """Return what stands between the parts, or refuse."""
    _, options = parse_options_header(environ.get("CONTENT_TYPE", ""))
    boundary = str(options.get("boundary", ""))
    if not boundary.isascii() or not 0 < len(boundary) <= LONGEST_BOUNDARY:
        raise Refused(HTTPStatus.BAD_REQUEST)
    return boundary


def most_bytes(plan: Plan | None) -> int:
    """Return how long a body can be that keeps to the plan."""
    return OVERHEAD + most_text(plan) + (plan.max_files * plan.max_file_bytes if plan else 0)


class FormReader:
    """Turns a body into a form, part by part."""

    def __init__(self, form: Form, threads: Threads, share: Share) -> None:
        self._form = form
        self._threads = threads
        self._share = share
        self._part: Part = Ignored()
        self._fields = 0
        self._files = 0

    async def read(self, body: Body, boundary: str) -> None:
        """Read to the closing boundary and to the body's end; Refused where either is missing or a part is unreadable."""
        parser = PushMultipartParser(
            boundary,
            max_header_size=HEADER,
            max_segment_count=FIELDS + FILES + 1,
            header_charset="latin-1",  # cannot fail; names are read as UTF-8 afterwards
        )
        try:
            async for chunk in body.chunks(most_bytes(self._form.plan)):
                for event in parser.parse(chunk):
                    await self._take(event)
            parser.close()
        except MultipartError:
            raise Refused(HTTPStatus.BAD_REQUEST) from None

    async def _take(self, event: MultipartSegment | bytes | None) -> None:
        if isinstance(event, MultipartSegment):
            self._part = self._begin(event)
        elif event is None:
            await self._part.end()
        else:
            await self._part.write(event)

    def _begin(self, segment: MultipartSegment) -> Part:
        names = [name for name, _ in segment.headerlist]
        if len(set(names)) != len(names):
            raise Refused(HTTPStatus.BAD_REQUEST)
        return self._begin_field(segment) if segment.filename is None else self._begin_file(segment)

    def _begin_field(self, segment: MultipartSegment) -> Part:
        name = text_of(segment.name or "")
        self._fields += 1
        if self._fields > FIELDS or not name or REPLACED in name or "\0" in name:
            raise Refused(HTTPStatus.BAD_REQUEST)
        if not _is_plain(segment):
            self._form.problem(Problem(Kind.OTHER_ENCODING, {"name": name}))
        return Field(self._form, name)

    def _begin_file(self, segment: MultipartSegment) -> Part:
        sent = text_of(segment.filename or "")
        name = clean_name(sent)
        plan = self._form.plan
        if not _is_plain(segment):
            return Unwanted(self._form, Problem(Kind.OTHER_ENCODING, {"name": name}), named=bool(sent))
        if plan is None or plan.begin is None:
            return Unwanted(self._form, Problem(Kind.NOWHERE_TO_GO, {"name": name}), named=bool(sent))
        self._files += bool(sent)
        if plan.each is None and self._files > plan.max_files:  # otherwise `each` knows how many there are
            return Unwanted(
                self._form, Problem(Kind.TOO_MANY_FILES, {"limit": plan.max_files}), named=bool(sent)
            )
        upload = Upload(plan.begin, self._threads, self._share)
        self._form.uploads.append(upload)
        return File(self._form, plan, upload, name if sent else "", clean_type(segment.content_type))


def _is_plain(segment: MultipartSegment) -> bool:
    told = dict(segment.headerlist).get("Content-Transfer-Encoding", "binary")
    return told.strip().lower() in PLAIN
