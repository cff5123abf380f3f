"""`verify --client`: whether a running line hands browsers the files of a release, and nothing else that runs."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fairwitness.cli import journal
from fairwitness.cli.visiting import ENCODINGS, Answer, Loaded, VisitError, Visitor

Commands = Any  # argparse keeps the class of `add_subparsers` private
DIFFERS, NOT_ASKED = 1, 2  # exit codes
MOST_PAGES = 200
DOORS = ("/", "/desk/")  # no link leads from one to the other
SHEET = "site/site.css"  # every page has it, so its address tells where the static files lie
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"}
OK, GONE = 200, 404


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness verify`."""
    del keys
    verify = commands.add_parser(
        "verify",
        help="compare a running line with a release, or check an office's journal or a receipt",
        description="Exit code 0: all as in the release. 1: something is not. 2: the line could not be asked.",
    )
    verify.add_argument("--client", metavar="URL", help="address of a line, https://… or http://….onion")
    verify.add_argument(
        "--manifest", type=Path, metavar="FILE", help="client.json of a release (default: of this one)"
    )
    verify.set_defaults(run=_verify, needs_client=verify.error)
    journal.add(verify.add_subparsers(metavar="WHAT"))


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.client is None:
        chosen.needs_client(
            "name a line, --client URL, or check a journal: verify journal DIR, or a receipt: verify receipt FILE"
        )
    try:
        raw = _manifest(chosen.manifest)
        return _told(raw, Visitor(chosen.client))
    except (VisitError, OSError, ValueError) as error:
        print(f"fairwitness: {error}", file=sys.stderr)
        return NOT_ASKED


def _manifest(file: Path | None) -> bytes:
    import fairwitness  # noqa: PLC0415 - where the package lies
    from fairwitness.site.client import own_manifest  # noqa: PLC0415 - the same

    return file.read_bytes() if file else own_manifest(Path(fairwitness.__file__).parent)


def _told(raw: bytes, visitor: Visitor) -> int:
    from fairwitness.site.client import fingerprint, read_manifest  # noqa: PLC0415 - other commands need it not

    release, files = read_manifest(raw)
    print(f"Release {release}, client {fingerprint(raw)}")
    pages = dict(_pages(visitor))
    address = _static_address(visitor, pages)
    wrong = [*_wrong_files(visitor, address, files), *_wrong_pages(visitor, address, files, pages)]
    print(f"{len(files)} files and {len(pages)} pages of {visitor.origin} were looked at.")
    print("\n".join(wrong) if wrong else "All of it is as in the release.")
    return DIFFERS if wrong else 0


def _pages(visitor: Visitor) -> Iterator[tuple[str, Answer]]:
    """Every page that links lead to from the two doors. What stands behind a form is not among them."""
    waiting, seen = list(DOORS), set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path, answer = visitor.page(waiting.pop(0))
        if path in seen:
            continue
        seen.add(path)
        if answer.elsewhere or answer.kind != "text/html":
            continue
        yield path, answer
        links = [visitor.path_of(link, path) for link in _loaded(answer).links]
        waiting += [link for link in links if link and link not in seen and link not in waiting]


def _static_address(visitor: Visitor, pages: Mapping[str, Answer]) -> str:
    found = [visitor.path_of(file, path) for path, page in pages.items() for file in _loaded(page).files]
    sheets = [path for path in found if path and path.endswith(f"/{SHEET}")]
    if not sheets:
        raise VisitError(f"{visitor.origin}: there is no line at this address")
    return sheets[0].removesuffix(SHEET)


def _wrong_files(visitor: Visitor, address: str, files: Mapping[str, str]) -> Iterator[str]:
    for name, expected in files.items():
        answers = {encoding: visitor.get(address + name, encoding) for encoding in ENCODINGS}
        if any(answer.status == GONE for answer in answers.values()):
            yield f"missing: {name}"
        elif other := [encoding for encoding, answer in answers.items() if _hash(answer) != expected]:
            yield f"differs: {name}" + ("" if len(other) == len(ENCODINGS) else f" (as {', '.join(other)})")


def _hash(answer: Answer) -> str:
    return hashlib.sha256(answer.body).hexdigest() if answer.status == OK else ""


def _wrong_pages(
    visitor: Visitor, address: str, files: Mapping[str, str], pages: Mapping[str, Answer]
) -> Iterator[str]:
    known = {address + name for name in files}
    for path, page in pages.items():
        loaded = _loaded(page)
        for file in loaded.files:
            if visitor.path_of(file, path) not in known or "?" in file:
                yield f"unknown: {path} loads {file}"
        for what in sorted(set(loaded.inside)):
            yield f"unknown: {path} has its own “{what}”"
        if POLICY - {directive.strip() for directive in page.policy.split(";")}:
            yield f"unguarded: {path} lets browsers run more than files of the line"


def _loaded(page: Answer) -> Loaded:
    return Loaded(page.body.decode("utf-8", "replace"))
