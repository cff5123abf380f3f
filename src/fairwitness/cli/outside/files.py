"""Whether the line hands browsers the files of a release, and whether its pages run nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from fairwitness.cli.outside.line import Line
from fairwitness.cli.visiting import ENCODINGS, Answer, Loaded, VisitError, Visitor

MOST_PAGES = 200
DOORS = ("/", "/desk/", "/reply/")  # no link leads from one to another
SHEET = "site/site.css"  # every page has it, so its address tells where the static files lie
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"}
OK, GONE = 200, 404


class Walk:
    """Every page that links lead to from the two doors, and where the static files lie."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @cached_property
    def pages(self) -> Mapping[str, Answer]:
        """By their paths. What stands behind a form is not among them."""
        return dict(_pages(self.visitor))

    @cached_property
    def static(self) -> str:
        """The address that all files begin with. VisitError where there is no line."""
        pages = self.pages.items()
        found = [self.visitor.path_of(file, path) for path, page in pages for file in loaded(page).files]
        sheets = [path for path in found if path and path.endswith(f"/{SHEET}")]
        if not sheets:
            raise VisitError(f"{self.visitor.origin}: there is no line at this address")
        return sheets[0].removesuffix(SHEET)


def wrong_files(line: Line, walk: Walk) -> Iterator[str]:
    """Those of the release's list that are other ones, or are not there, asked for in each way of packing."""
    for name, expected in listed(line).items():
        answers = {encoding: line.visitor.get(walk.static + name, encoding) for encoding in ENCODINGS}
        if any(answer.status == GONE for answer in answers.values()):
            yield f"missing: {name}"
        elif other := [encoding for encoding, answer in answers.items() if _hash(answer) != expected]:
            yield f"differs: {name}" + ("" if len(other) == len(ENCODINGS) else f" (as {', '.join(other)})")


def wrong_pages(line: Line, walk: Walk) -> Iterator[str]:
    """What pages run beside these files, or let browsers run."""
    known = {walk.static + name for name in listed(line)}
    for path, page in walk.pages.items():
        there = loaded(page)
        for file in there.files:
            if walk.visitor.path_of(file, path) not in known or "?" in file:
                yield f"unknown: {path} loads {file}"
        for what in sorted(set(there.inside)):
            yield f"unknown: {path} has its own “{what}”"
        if POLICY - {directive.strip() for directive in page.policy.split(";")}:
            yield f"unguarded: {path} lets browsers run more than files of the line"


def listed(line: Line) -> Mapping[str, str]:
    """The SHA-256 of each file of the release."""
    from fairwitness.site.client import read_manifest  # noqa: PLC0415 - other commands need it not

    return read_manifest(line.told.manifest)[1]


def loaded(page: Answer) -> Loaded:
    """What a page loads, and where it leads."""
    return Loaded(page.body.decode("utf-8", "replace"))


def _pages(visitor: Visitor) -> Iterator[tuple[str, Answer]]:
    waiting, seen = list(DOORS), set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path, answer = visitor.page(waiting.pop(0))
        if path in seen:
            continue
        seen.add(path)
        if answer.elsewhere or answer.kind != "text/html":
            continue
        yield path, answer
        links = [visitor.path_of(link, path) for link in loaded(answer).links]
        waiting += [link for link in links if link and link not in seen and link not in waiting]


def _hash(answer: Answer) -> str:
    return hashlib.sha256(answer.body).hexdigest() if answer.status == OK else ""
