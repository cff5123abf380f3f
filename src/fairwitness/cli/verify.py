"""`verify URL`: what somebody outside can find out about a running line, and what they cannot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli import destroyed, findings, journal, promised
from fairwitness.cli.outside.limit import LIMIT
from fairwitness.cli.visiting import VisitError, Visitor

if TYPE_CHECKING:
    from fairwitness.cli.outside.checks import Found
    from fairwitness.cli.outside.line import Line, Told

Commands = Any  # argparse keeps the class of `add_subparsers` private
DIFFERS, NOT_ASKED, NOT_WHOLE = 1, 2, 3  # exit codes
# What these checks leave out, whatever they were told.
UNSEEN = (
    "The words of the other pages: the first one, the mailbox, those about this line, the reply. Of them only what they run, load, ask and send.",
    "What stands behind a code, a sign-in, or a tip that was sent.",
    "What the line hands to others than whoever asked, at other times, or to those in whom it sees another browser.",
)
NOTHING_NAMED = (
    "name a line, verify URL, or an office on this machine: verify office DIR, or check a journal: verify journal DIR, "
    "or a receipt: verify receipt FILE, or a list of what was destroyed: verify destroyed FILE"
)


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness verify`."""
    del keys
    verify = commands.add_parser(
        "verify",
        help="find out whether a running line keeps what it promises, or check a journal, a receipt, or a list of what was destroyed",
        description="Name the address of a line, https://… or http://….onion, or one of these:",
    )
    verify.address_means = "line"
    verify.set_defaults(run=lambda _: verify.error(NOTHING_NAMED))
    what = verify.add_subparsers(metavar="WHAT")
    _add_line(what)
    journal.add(what)
    destroyed.add(what)
    promised.add(what)
    findings.add(what)


def _add_line(what: Commands) -> None:
    line = what.add_parser(
        "line",
        help="whatever can be seen of a running line from outside; an address alone means the same",
        description="Exit code 0: all that everybody can look at was looked at, and nothing is wrong. 1: something is wrong."
        " 2: the line could not be asked. 3: nothing is wrong in what was looked at, and not all was: see “Not looked at”.",
    )
    line.add_argument("url", metavar="URL", help="address of a line, https://… or http://….onion")
    for option, name, said in (
        ("--manifest", "FILE", "client.json of a release (default: of this one)"),
        ("--office", "FILE", "the office's public key, office.pub, from elsewhere than the line"),
        ("--seen", "DIR", "keep there what is seen, and compare with it the next time"),
        ("--receipt", "FILE", "a receipt that a tipster has kept: ask the line about it"),
    ):
        line.add_argument(option, type=Path, metavar=name, help=said)
    line.add_argument(
        "--head", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help="heads of the journal that were seen earlier"
    )  # fmt: skip
    line.add_argument("--overseer", metavar="URL", default="", help="the overseer's own site")
    line.set_defaults(run=_verify)


def _verify(chosen: argparse.Namespace) -> int:
    from fairwitness.cli.outside.line import Line  # noqa: PLC0415 - other commands need it not

    try:
        with closing(Visitor(chosen.url)) as visitor:
            return _looked_at(Line(visitor, _told(chosen)))
    except BrokenPipeError:
        raise  # nobody reads on: no fault of the line
    except (VisitError, OSError, ValueError) as error:
        print(f"fairwitness: {error}", file=sys.stderr)
        return NOT_ASKED


def _told(chosen: argparse.Namespace) -> Told:
    import fairwitness  # noqa: PLC0415 - where the package lies
    from fairwitness.cli.outside.line import Told  # noqa: PLC0415 - other commands need it not
    from fairwitness.site.client import own_manifest  # noqa: PLC0415 - the same

    own = own_manifest(Path(fairwitness.__file__).parent)
    manifest = chosen.manifest.read_bytes() if chosen.manifest else own
    office = journal.office_key_in(chosen.office) if chosen.office else None
    heads = tuple(chosen.head)
    return Told(manifest, manifest != own, office, heads, chosen.seen, chosen.receipt, chosen.overseer)


def _looked_at(line: Line) -> int:
    """Look at everything before anything is said: a line that falls silent half way could not be asked."""
    from fairwitness.cli.outside.checks import Outcome, looked_at  # noqa: PLC0415 - other commands need it not
    from fairwitness.cli.outside.release import as_if_ours  # noqa: PLC0415 - the same
    from fairwitness.cli.outside.remembering import remember  # noqa: PLC0415 - the same

    with as_if_ours(_charter_of(line)):
        found = list(looked_at(line))
        said = list(_said(line, found))
    remember(line)
    print("\n".join(map(_plain, said)))
    if any(one.outcome is Outcome.FAILED for one in found):
        return DIFFERS
    return 0 if all(one.is_whole for one in found) else NOT_WHOLE


def _plain(said: str) -> str:
    """What a line wrote is one line here, and moves nobody's cursor."""
    return "".join(one if one.isprintable() else "�" for one in said)


def _charter_of(line: Line) -> bytes:
    """Nothing, where there is none: each check that needs it says so."""
    from fairwitness.cli.outside.line import Wrong  # noqa: PLC0415 - other commands need it not

    try:
        return line.charter_file
    except Wrong:
        return b""


def _said(line: Line, found: Sequence[Found]) -> Iterator[str]:
    from fairwitness.cli.outside.checks import Outcome  # noqa: PLC0415 - other commands need it not
    from fairwitness.cli.promises.names import PROMISES  # noqa: PLC0415 - the same
    from fairwitness.site.client import fingerprint, read_manifest  # noqa: PLC0415 - the same

    release, _ = read_manifest(line.told.manifest)
    yield f"Release {release}, client {fingerprint(line.told.manifest)}"
    charter = sha256(_charter_of(line)).hexdigest()
    yield f"Line {line.visitor.origin}, charter {charter}"
    yield from _since(line)
    for outcome, heading in (
        (Outcome.PROVEN, "Proven, to whoever asked, there and then:"),
        (Outcome.FAILED, "Not so:"),
        (Outcome.OPEN, "Not looked at:"),
    ):
        told = [one for one in found if one.outcome is outcome]
        yield from ["", heading] if told else []
        for one in told:
            yield f"  {one.proves}"
            yield from (f"    {said}" for said in one.said)
    yield from [
        "",
        "The operator says (nobody outside can see it; on the server: fairwitness verify office DIR):",
    ]
    yield from (f"  {name}" for name in PROMISES.values())
    yield from ["", "Not among these checks:", *(f"  {one}" for one in UNSEEN)]
    yield from ["", _in_short(found), LIMIT]


def _since(line: Line) -> Iterator[str]:
    from fairwitness.cli.outside.line import Wrong  # noqa: PLC0415 - other commands need it not
    from fairwitness.cli.outside.since import news  # noqa: PLC0415 - the same

    try:
        told = list(news(line))
    except Wrong:
        return  # a check has said so
    yield from ["", "Since the last look:", *(f"  {one}" for one in told)] if told else []


def _in_short(found: Sequence[Found]) -> str:
    from fairwitness.cli.outside.checks import Outcome  # noqa: PLC0415 - other commands need it not

    wrong = sum(one.outcome is Outcome.FAILED for one in found)
    left = sum(not one.is_whole for one in found)
    if wrong:
        return f"{wrong} of {len(found)} checks found something wrong, and {left} could not be made whole."
    if left:
        return f"Nothing is wrong in what was looked at, and {left} of {len(found)} checks could not be made: this is no whole look."
    return "All that everybody can look at was looked at, and nothing is wrong."
