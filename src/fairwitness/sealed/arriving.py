"""What a view says before a body arrives, and what it finds when all of it has arrived.

The front (`fairwitness.site.front`) reads bodies while no view runs. A view marked with `takes_files` names a plan; the
front asks it once, on the headers and cookies alone, and then hands every file to the plan's `begin` as its bytes come
in. The view runs when the whole body was there, reads `arrived(request)`, and claims what it has stored. Whatever is
not claimed when the request ends, in whichever way, is discarded by the front.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any, BinaryIO, Protocol, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairwitness.crypto.parts import FileFacts

WAITED = "fairwitness.waited"  # in the request's META: its turn has come
ENVIRON = "fairwitness.arrived"  # where the front leaves what arrived, in the request's META
SPOOLED = "fairwitness.spooled"  # the same for an age file that is too large to wait in memory
View = TypeVar("View", bound=Callable[..., Any])


class Incoming(Protocol):
    """A file that is being taken up. One thread at a time calls it, not always the same."""

    id: str

    def write(self, data: bytes | memoryview) -> None:
        """Take more of the content."""

    def finish(self) -> FileFacts:
        """Close the content, which is whole, and tell what a letter has to list."""

    def discard(self) -> None:
        """Destroy what there is of it, unless a letter lists it; as often as one likes."""


@dataclass(frozen=True)
class Plan:
    """How much a view takes up. `begin` starts a file; None where files have nowhere to go.

    `each`, where there is one, is called with every file the moment it is whole, so that it can be kept even when the rest
    of the form never comes; it says what was wrong with the file, if anything. What it does not claim is destroyed at once.
    """

    max_files: int  # that are taken up together; with `each`, only how much may come
    max_file_bytes: int  # of each file
    max_text_bytes: int  # of UTF-8; more comes back to the view, up to the front's own limit
    begin: Callable[[], Incoming] | None
    each: Callable[[ArrivedFile], Problem | None] | None = None


class Kind(StrEnum):
    """What can be wrong with a body that arrived whole."""

    TOO_MANY_FILES = "too many files"
    FILE_TOO_LARGE = "file too large"
    NO_ROOM = "no room for another file"
    NOWHERE_TO_GO = "file has nowhere to go"
    NOT_STORED = "file not stored"
    OTHER_ENCODING = "part in another encoding"
    UNREADABLE_TEXT = "text not UTF-8"
    NOT_SEALED = "no age file"
    SEALED_OTHERWISE = "sealed with other kinds of keys"
    SEALED_TO_OTHERS = "sealed to another number of keys"


SENTENCES: Mapping[Kind, Any] = {
    Kind.TOO_MANY_FILES: ngettext_lazy(
        "Only %(limit)s file fits, so none was taken. Choose one, or put several into one archive.",
        "Only %(limit)s files fit, so none was taken. Choose fewer, or put several into one archive.",
        "limit",
    ),
    Kind.FILE_TOO_LARGE: _(
        "The file “%(name)s” is too large: %(limit)s fit. Send it in pieces, or describe what is in it."
    ),
    Kind.NO_ROOM: _(
        "The file “%(name)s” was not taken: %(limit)s are here already. Remove one, or put several into one archive."
    ),
    Kind.NOWHERE_TO_GO: _(
        "The file “%(name)s” was not taken, because the hour for this page was over. Choose it again."
    ),
    Kind.NOT_STORED: _(
        "The file “%(name)s” could not be stored, for a reason on our side. Choose it again, or send the words first."
    ),
    Kind.OTHER_ENCODING: _(
        "The part “%(name)s” came in an encoding that we cannot read. Please send it with another browser."
    ),
    Kind.UNREADABLE_TEXT: _(
        "Some characters could not be read; a � stands in their place. Please look through the text and send it again."
    ),
    Kind.NOT_SEALED: _(
        "The file “%(name)s” was not kept: it is not sealed, or damaged. Hand in the file that age has made."
    ),
    Kind.SEALED_OTHERWISE: _(
        "The file “%(name)s” was not kept: it is sealed under a passphrase or to keys of another kind. Seal it to the list of readers."
    ),
    Kind.SEALED_TO_OTHERS: _(
        "The file “%(name)s” was not kept: it is sealed to more or fewer keys than there are readers. Download the list again, and seal it to all of it and to nobody else."
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing that the person has to know, with what its sentence names."""

    kind: Kind
    params: Mapping[str, str | int] = field(default_factory=dict, repr=False)

    @property
    def sentence(self) -> str:
        """What went wrong and what to do, in the language of the page that shows it."""
        return str(SENTENCES[self.kind] % dict(self.params))


@dataclass
class ArrivedFile:
    """A file that arrived whole and is kept, sealed. Its name and type are what the sender said, cleaned."""

    incoming: Incoming = field(repr=False)
    facts: FileFacts = field(repr=False)
    name: str = field(repr=False)
    type: str = field(repr=False)
    claimed: bool = False

    @property
    def id(self) -> str:
        """Under which it is kept."""
        return self.incoming.id

    def claim(self) -> None:
        """Let it stay when the request ends: a stored letter lists it."""
        self.claimed = True


@dataclass(frozen=True)
class Arrived:
    """Everything of a body beside its fields, which are in `request.POST`."""

    files: Sequence[ArrivedFile] = ()
    problems: Sequence[Problem] = ()


def takes_files(plan: Callable[[HttpRequest], Plan]) -> Callable[[View], View]:
    """Let a view take up files. `plan` sees the request before its body; it is asked for multipart forms alone."""

    def mark(view: View) -> View:
        view.takes_files = plan  # type: ignore[attr-defined]  # read by the front
        return view

    return mark


def takes_bytes(most: int) -> Callable[[View], View]:
    """Let a view take a body that is no form, up to `most` bytes, as `request.body`. It waits in memory."""

    def mark(view: View) -> View:
        view.takes_bytes = most  # type: ignore[attr-defined]  # read by the front
        return view

    return mark


@dataclass(frozen=True)
class Room:
    """Where a large body goes that is an age file: into a file without a name, a few pieces at a time, so that none waits in memory.

    `may` is asked on the headers alone, before a byte is taken: its answer, if there is one, is sent instead.
    """

    most: int  # bytes
    open: Callable[[], BinaryIO]
    may: Callable[..., HttpResponseBase | None]


def takes_sealed(room: Room) -> Callable[[View], View]:
    """Let a view take an age file as its body, however large; it reads `arrived_sealed(request)`."""

    def mark(view: View) -> View:
        view.takes_sealed = room  # type: ignore[attr-defined]  # read by the front
        return view

    return mark


def arrived_sealed(request: HttpRequest) -> BinaryIO:
    """The body, to be read from its beginning; a small one was held in memory."""
    spooled: BinaryIO | None = request.META.get(SPOOLED)
    return BytesIO(request.body) if spooled is None else spooled


def arrived(request: HttpRequest) -> Arrived:
    """Read what came with this request; nothing for one without a multipart form."""
    found = request.META.get(ENVIRON)
    return found if isinstance(found, Arrived) else Arrived()
