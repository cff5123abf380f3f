"""`keys new`, `keys open`, `seal`, `open`: age files on the command line, as streams, with `age`'s own exit habits."""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from fairwitness.cli.asking import eight_words
from fairwitness.crypto.age import AgeError, open_sealed, open_stream, seal_stream
from fairwitness.crypto.armor import Armorer, dearmored, is_armored
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.parts import join_parts
from fairwitness.crypto.recipients import (
    HybridIdentity,
    Identity,
    Recipient,
    parse_identity,
    parse_recipient,
)
from fairwitness.office import clock
from fairwitness.office.new_files import write_new

Commands = Any  # argparse keeps the class of `add_subparsers` private
STANDARD = Path("-")
ENDINGS = (signal.SIGTERM, signal.SIGHUP)
LINE_ID = 16  # bytes


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness seal | open`, `fairwitness keys new | open`."""
    new = keys.add_parser("new", help="make a hybrid key pair, in age's own format")
    new.add_argument(
        "-o", "--output", type=Path, help="a new file for the secret key (default: standard output)"
    )
    new.set_defaults(run=_new)
    out = keys.add_parser("open", help="a reviewer's key file, out of staff/NAME.json and their eight words")
    out.add_argument("staff", type=Path, metavar="STAFFFILE", help="a copy of staff/NAME.json")
    out.add_argument(
        "--line", type=Path, metavar="FILE", help="the line's line.id (default: ../line.id from STAFFFILE)"
    )
    out.add_argument(
        "-o", "--output", type=Path, help="a new file for the secret key (default: standard output)"
    )
    out.set_defaults(run=_keys_open)
    seal = commands.add_parser("seal", help="seal a file to recipients")
    seal.add_argument(
        "-r", "--recipient", action="append", default=[], metavar="RECIPIENT", help="age1pq1… or age1…"
    )
    seal.add_argument(
        "-R",
        "--recipients-file",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a list of recipients, one a line, as a line gives it out",
    )
    seal.add_argument("-a", "--armor", action="store_true", help="write text instead of bytes")
    seal.add_argument("input", nargs="?", type=Path, default=STANDARD, metavar="IN")
    seal.set_defaults(run=_seal)
    opening = commands.add_parser("open", help="open a sealed file, or join the parts of a large attachment")
    opening.add_argument("-i", "--identity", action="append", type=Path, required=True, metavar="KEYFILE")
    opening.add_argument("--part", action="store_true", help="IN is the one part of a small attachment")
    opening.add_argument(
        "input", nargs="*", type=Path, default=[STANDARD], metavar="IN", help="several: all parts, in order"
    )
    opening.set_defaults(run=_open)
    for command in (seal, opening):
        command.add_argument("-o", "--output", type=Path, default=STANDARD, metavar="OUT")
        command.add_argument("--force", action="store_true", help="write over OUT where it is there already")


def _new(chosen: argparse.Namespace) -> int:
    with _one_line():
        _write_key(HybridIdentity.generate(), chosen.output)
    return 0


def _keys_open(chosen: argparse.Namespace) -> int:
    """What a reviewer's browser works out when they sign in, for a machine without one."""
    with _one_line():
        name, sealed_seed = _staff(chosen.staff)
        line = _line_id(chosen.line or chosen.staff.resolve().parent.parent / "line.id")
        try:
            unlock = StaffPassphrase.read(eight_words()).derive(line, name).unlock
        except ValueError:
            raise AgeError("these are not eight words of the list", "keys") from None
        _write_key(StaffKeys.from_seed(open_sealed(sealed_seed, [unlock])).identity, chosen.output)
    return 0


def _staff(file: Path) -> tuple[str, bytes]:
    """Sign-in name and sealed seed."""
    try:
        of = json.loads(file.read_text("utf-8"))
        return str(of["sign_in_name"]), base64.b64decode(of["sealed_seed"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise AgeError(f"{file}: this is no file of staff/", "keys") from None


def _line_id(file: Path) -> bytes:
    try:
        return unb64(file.read_text("ascii").strip(), LINE_ID)
    except ValueError:
        raise AgeError(f"{file}: this is no line id", "keys") from None


def _write_key(identity: HybridIdentity, file: Path | None) -> None:
    """As `age-keygen` writes it; never over a file that is there."""
    made = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    text = f"# created: {made}\n# public key: {identity.recipient}\n{identity.reveal()}\n"
    if file is None:
        with _target(STANDARD) as target:
            target.write(text.encode())
        return
    write_new(file, text.encode())
    print(f"Public key: {identity.recipient}", file=sys.stderr)


def _seal(chosen: argparse.Namespace) -> int:
    with _one_line():
        recipients = [parse_recipient(text) for text in chosen.recipient]
        recipients += [one for file in chosen.recipients_file for one in recipients_in(file)]
        if not recipients:
            raise AgeError("name a recipient with -r, or a list of them with -R", "keys")
        if chosen.output == STANDARD and not chosen.armor and os.isatty(1):
            raise AgeError("a sealed file is no text: name a file with -o, or write text with -a", "keys")
        _refuse_to_replace([chosen.input], chosen.output, force=chosen.force)
        with _source(chosen.input) as source, _target(chosen.output) as target:
            if not chosen.armor:
                seal_stream(source, target, recipients)
                return 0
            with Armorer(target) as armorer:
                seal_stream(source, cast("BinaryIO", armorer), recipients)
    return 0


def _open(chosen: argparse.Namespace) -> int:
    with _one_line(), contextlib.ExitStack() as sources:
        identities = [identity for file in chosen.identity for identity in identities_in(file)]
        binary = [_without_armor(sources.enter_context(_source(path))) for path in chosen.input]
        _refuse_to_replace(chosen.input, chosen.output, force=chosen.force)
        opened = _opened(binary, identities, parts=chosen.part or len(binary) > 1)
        with _target(chosen.output) as target:
            for chunk in opened:
                target.write(chunk)
    return 0


def _opened(sources: Sequence[BinaryIO], identities: Sequence[Identity], *, parts: bool) -> Iterable[bytes]:
    return join_parts(sources, identities) if parts else open_stream(sources[0], identities)


def identities_in(file: Path) -> list[Identity]:
    """The secret keys of a key file: one a line, `#` before a comment. AgeError naming the line that is none."""
    return _lines_of(file, parse_identity, "key")


def recipients_in(file: Path) -> list[Recipient]:
    """The recipients of a list, written in the same way."""
    return _lines_of(file, parse_recipient, "recipient")


def _lines_of(file: Path, parse: Callable[[str], Any], what: str) -> list[Any]:
    lines = enumerate(file.read_text("utf-8", "replace").splitlines(), 1)
    found = [
        _parsed(parse, file, number, line.strip())
        for number, line in lines
        if line.strip() and line[0] != "#"
    ]
    if not found:
        raise AgeError(f"{file}: there is no {what} in this file", "keys")
    return found


def _parsed(parse: Callable[[str], Any], file: Path, number: int, text: str) -> Any:
    try:
        return parse(text)
    except AgeError as error:
        raise AgeError(f"{file}, line {number}: {error}", "keys") from None


def _without_armor(source: BinaryIO) -> BinaryIO:
    return dearmored(source) if is_armored(cast("Any", source).peek(1)) else source


def _refuse_to_replace(sources: Sequence[Path], target: Path, *, force: bool) -> None:
    """A mistyped command must not cost the only copy."""
    if not target.is_file():
        return
    if any(source.samefile(target) for source in sources if source.is_file()):
        raise AgeError(f"{target}: what is read would be written over", "keys")
    if not force:
        raise AgeError(f"{target}: there is such a file already; --force writes over it", "keys")


@contextlib.contextmanager
def _source(path: Path) -> Iterator[BinaryIO]:
    if path == STANDARD:
        yield _standard(sys.stdin)
        return
    with path.open("rb") as source:
        yield source


@contextlib.contextmanager
def _target(path: Path) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only when it is whole. A device or a named pipe takes what comes."""
    if path == STANDARD:
        yield _standard(sys.stdout)
        sys.stdout.flush()
        return
    if path.exists() and not path.is_file():
        with path.open("wb") as target:
            yield target
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # readable by this user alone
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _standard(stream: TextIO | None) -> BinaryIO:
    if stream is None:  # so Python says that it was closed before the program began
        raise AgeError("standard input or output is closed", "keys")
    return stream.buffer


@contextlib.contextmanager
def _one_line() -> Iterator[None]:
    """Whatever goes wrong ends the program with 1 and one clear line; a reader that went away, without a word.

    Who ends it from outside ends it without a word too, and what was half written is taken away.
    """
    for number in ENDINGS:
        if signal.getsignal(number) == signal.SIG_DFL:  # `nohup` ignores one of them
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except OSError as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), 1
        )  # what standard output did not take, Python would try again at the end
        if isinstance(error, BrokenPipeError):
            sys.exit(1)
        sys.exit(f"fairwitness: {error.filename or 'standard input or output'}: {error.strerror}")
    except AgeError as error:
        sys.exit(f"fairwitness: {error}")
