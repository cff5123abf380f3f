"""Whether the line hands browsers the files of a release, and whether its pages run nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import urlsplit

from fairwitness.cli.outside import release
from fairwitness.cli.outside.line import Line
from fairwitness.cli.outside.loaded import Loaded
from fairwitness.cli.visiting import ENCODINGS, Answer, VisitError, Visitor

MOST_PAGES = 200
DOORS = ("/", "/desk/", "/reply/")  # no link leads from one to another
SHEET = "site/site.css"  # every page has it, so its address tells where the static files lie
RUNS = ("text/html", "application/xhtml+xml", "image/svg+xml", "application/xml", "text/xml")  # as a page
# Headers that run, style, fetch or lead somewhere, or that tell somebody else. No page of a line has one of them.
LEADS = (
    "link", "refresh", "content-security-policy-report-only", "report-to", "reporting-endpoints", "nel", "sourcemap",
    "x-sourcemap", "service-worker-allowed", "speculation-rules", "origin-trial", "no-vary-search", "access-control-allow-origin",
)  # fmt: skip
SERVED_BY = (
    "alt-svc"  # another port of the same host is no other place: a web server before the line may name one
)
ONION = "onion-location"  # leads to the same line, where the charter names that address
# Of what every answer carries, what lessens what a page may do or tell.
KEPT = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options")  # fmt: skip
# Where words can be typed without having answered the guide or typed a code, and under which names.
BOXES: Mapping[str, frozenset[str]] = {
    "mailbox": frozenset({"code"}),
    "reply": frozenset({"code"}),
    "receipt": frozenset({"text"}),
    "desk/sign-in": frozenset({"", "name"}),
    "desk/office/sign-in": frozenset({"name", "words", "code"}),
}
FIRST = "/en/"  # the page that files are asked for from
OK, GONE = 200, 404


class Walk:
    """Every page that links lead to from the two doors, and where the static files lie."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @cached_property
    def pages(self) -> Mapping[str, Answer]:
        """By their paths. What stands behind a form is not among them."""
        return self._walked[0]

    @property
    def left(self) -> Sequence[str]:
        """Where links lead to that nobody has followed any more."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[Mapping[str, Answer], Sequence[str]]:
        return _pages(self.visitor)

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
    """Those of the release's list that are other ones, or are not there: as every browser asks for them, and in each other way of packing."""
    for name, expected in listed(line).items():
        answers = _asked(walk, walk.static + name)
        other = [packs for packs, answer in answers.items() if _hash(answer) != expected]
        if any(answer.status == GONE for answer in answers.values()):
            yield f"missing: {name}"
        elif other:
            yield f"differs: {name}" + ("" if len(other) == len(answers) else f" (as {', '.join(other)})")


def _asked(walk: Walk, path: str) -> Mapping[str, Answer]:
    as_browsers = walk.visitor.file(path, FIRST)
    others = (one for one in ENCODINGS if one != as_browsers.packed)
    return {as_browsers.packed: as_browsers, **{one: walk.visitor.file(path, FIRST, one) for one in others}}


def wrong_pages(line: Line, walk: Walk) -> Iterator[str]:
    """What pages run beside these files, or let browsers run, and where they ask for words or lead that none of ours does."""
    for path, page in walk.pages.items():
        yield from wrong_page(line, walk, path, page)
        name = path.strip("/").partition("/")[2]
        for box in sorted(set(loaded(page).boxes) - BOXES.get(name, frozenset())):
            yield f"box: {path} has a box for words, “{box}”, where the release has none"


def not_walked(line: Line, walk: Walk) -> Iterator[str]:
    """Pages that links lead to, and that were not asked for any more."""
    del line
    if walk.left:
        yield f"the walk ended after {MOST_PAGES} pages; links lead to {len(walk.left)} more, the first of them {walk.left[0]}"


def wrong_page(line: Line, walk: Walk, path: str, page: Answer) -> Iterator[str]:
    """The same of one page, however it was reached."""
    known, there = {walk.static + name for name in listed(line)}, loaded(page)
    if page.kind != RUNS[0]:
        yield f"unknown: {path} is a page of another kind, {page.kind}"
    for file in there.files:
        if walk.visitor.path_of(file, path) not in known or "?" in file:
            yield f"unknown: {path} loads {file}"
    for what in sorted(set(there.inside)):
        yield f"unknown: {path} has its own “{what}”"
    for address in dict.fromkeys(there.asked):
        if walk.visitor.path_of(address, path) is None and address not in there.files:
            yield f"leads away: {path} asks or sends to {address}"
    yield from _wrong_headers(line, path, page)


def _wrong_headers(line: Line, path: str, page: Answer) -> Iterator[str]:
    from fairwitness.site.headers import HEADERS  # noqa: PLC0415 - after Django is set up

    told = sorted(one.strip() for one in page.headers.get("content-security-policy", "").split(";"))
    if told not in [sorted(one) for one in release.policies()]:
        yield f"unguarded: {path} lets browsers do something else than the release’s policy says"
    for name in KEPT:
        if page.headers.get(name.lower()) != HEADERS[name]:
            yield f"unguarded: {path} has another {name} than the release"
    yield from (f"leads away: {path} has a header “{name}”" for name in LEADS if name in page.headers)
    if re.search(r'="[^":]', page.headers.get(SERVED_BY, "")):
        yield f"leads away: {path} has a header “{SERVED_BY}” that names another host"
    onion = page.headers.get(ONION)
    if onion and _origin(onion) not in line.charter.addresses:
        yield f"leads away: {path} has a header “{ONION}”, and the charter does not name that address"


def listed(line: Line) -> Mapping[str, str]:
    """The SHA-256 of each file of the release."""
    from fairwitness.site.client import read_manifest  # noqa: PLC0415 - other commands need it not

    return read_manifest(line.told.manifest)[1]


def loaded(page: Answer) -> Loaded:
    """What a page loads, and where it leads."""
    return Loaded(page.body.decode("utf-8", "replace"))


def _pages(visitor: Visitor) -> tuple[Mapping[str, Answer], Sequence[str]]:
    waiting, seen, found = list(DOORS), set[str](), dict[str, Answer]()
    while waiting and len(seen) < MOST_PAGES:
        path, answer = visitor.page(waiting.pop(0))
        if path in seen:
            continue
        seen.add(path)
        if answer.elsewhere or answer.kind not in RUNS:
            continue
        found[path] = answer
        links = [visitor.path_of(link, path) for link in loaded(answer).links]
        waiting += [link for link in links if link and link not in seen and link not in waiting]
    return found, [one for one in waiting if one not in seen]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _hash(answer: Answer) -> str:
    return hashlib.sha256(answer.body).hexdigest() if answer.status == OK else ""
