"""`verify journal`: whether an office's journal holds. `verify receipt`: whether a receipt does, with the office's public key and nothing else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

if TYPE_CHECKING:
    from fairwitness.crypto.not_confirmed import NotConfirmed
    from fairwitness.crypto.receipts import Receipt
    from fairwitness.office.folder import OfficeFolder

Commands = Any  # argparse keeps the class of `add_subparsers` private
DIFFERS, NOT_CHECKED = 1, 2  # exit codes


def add(what: Commands) -> None:
    """`fairwitness verify journal | receipt`."""
    journal = what.add_parser(
        "journal", help="go along an office's journal, and find whatever was changed in it"
    )
    journal.add_argument("dir", type=Path, metavar="DIR")
    journal.add_argument(
        "--head",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="heads that were published earlier (…/journal/head), kept somewhere else",
    )
    journal.set_defaults(run=_journal)
    receipt = what.add_parser(
        "receipt",
        help="check a receipt that a tipster has kept, or a letter that something was not confirmed",
        description="Exit code 0: it holds. 1: it does not, or the journal does not say the same. 2: it or the key could not be read.",
    )
    receipt.add_argument("file", type=Path, metavar="FILE")
    receipt.add_argument(
        "--office", type=Path, required=True, metavar="FILE", help="the office's public key, office.pub"
    )
    receipt.add_argument(
        "--dir", type=Path, metavar="DIR", help="also look into the journal of the office in this folder"
    )
    receipt.set_defaults(run=_receipt)


def _journal(chosen: argparse.Namespace) -> int:
    return _with_journal(chosen.dir, lambda folder: print(_holds(folder, chosen.head)), chosen)


def _receipt(chosen: argparse.Namespace) -> int:
    from fairwitness.crypto.receipts import ReceiptError, read_receipt  # noqa: PLC0415 - other commands need it not

    try:
        office = office_key_in(chosen.office)
        text = chosen.file.read_text("utf-8", "replace")
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return NOT_CHECKED
    except ValueError as error:
        print(error, file=sys.stderr)
        return NOT_CHECKED
    if (letter := _not_confirmed(text, office)) is not None:
        print(_said_by_letter(letter))
        return 0  # no journal names it: it is made when its holder asks, and noted nowhere
    try:
        receipt = read_receipt(text, office)
    except ReceiptError as error:
        print(f"The receipt does not hold: {error}.", file=sys.stderr)
        return DIFFERS
    print(_said_by(receipt))
    if chosen.dir is None:
        return 0
    return _with_journal(chosen.dir, lambda folder: print(_stands(folder, receipt)), chosen)


def _not_confirmed(text: str, office: bytes) -> NotConfirmed | None:
    """The letter for somebody who was reported on, where it is one and holds; what does not is a receipt that does not hold."""
    from fairwitness.crypto.not_confirmed import read_not_confirmed  # noqa: PLC0415 - other commands need it not
    from fairwitness.crypto.receipts import ReceiptError  # noqa: PLC0415 - the same

    try:
        return read_not_confirmed(text, office)
    except ReceiptError:
        return None


def office_key_in(file: Path) -> bytes:
    """The office's verifying key out of its office.pub; OSError, or ValueError with a sentence where it is none."""
    from fairwitness.crypto.encoding import unb64  # noqa: PLC0415 - other commands need it not
    from fairwitness.crypto.letters import KEY  # noqa: PLC0415 - the same

    try:
        return unb64(file.read_text("utf-8").strip(), KEY)
    except ValueError:
        raise ValueError(f"{file}: this is no office's public key.") from None


def _said_by(receipt: Receipt) -> str:
    """What stands in it, a sentence a line."""
    states = [f"It was in the state “{state}” on {day}." for state, day in receipt.states]
    return "\n".join(
        [
            "The line has signed this receipt, and the office has signed the line's key.",
            f"It was made on {receipt.made}.",
            f"The tip was received on {receipt.received}.",
            *states,
            *(["The last of these is where it stood when the receipt was made."] if states else []),
            f"The SHA-256 of the sealed tip is {receipt.sealed.hex()}.",
        ]
    )


def _said_by_letter(letter: NotConfirmed) -> str:
    """What stands in it, a sentence a line."""
    return "\n".join(
        [
            "The line has signed this letter, and the office has signed the line's key.",
            f"It was made on {letter.made}.",
            f"Whoever holds it was asked about something alleged on {letter.asked}.",
            f"On {letter.ended} it was not confirmed. The letter names nobody.",
        ]
    )


def _with_journal(of: Path, look: Callable[[OfficeFolder], None], chosen: argparse.Namespace) -> int:
    """Look into an office's journal; whatever does not hold there is one sentence."""
    folder = set_up(of)

    def run(_: argparse.Namespace) -> int:
        import django  # noqa: PLC0415 - after the settings are chosen

        django.setup()
        from django.db import DatabaseError  # noqa: PLC0415 - the same

        from fairwitness.crypto.chain import ChainError  # noqa: PLC0415 - the same
        from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

        try:
            look(folder)
        except ChainError as error:
            print(f"The journal does not hold: {error}.", file=sys.stderr)
        except DatabaseError as error:
            raise OfficeError(f"The journal cannot be read: {error}".strip()) from None
        else:
            return 0
        return DIFFERS

    return told(run, chosen)


def _stands(folder: OfficeFolder, receipt: Receipt) -> str:
    """A sentence of where the journal has the same; ChainError where it has not, or does not hold itself."""
    from fairwitness.crypto.chain import ChainError  # noqa: PLC0415 - after Django is set up
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same
    from fairwitness.sealed.receipts import Place, place_of  # noqa: PLC0415 - the same

    if receipt.line != folder.line():
        raise OfficeError(f"The receipt is another line's than the one in {folder.path}.")
    _holds(folder, ())
    place = place_of(receipt)
    if place is Place.NOWHERE:
        raise ChainError("it does not say what the receipt says")
    waits = "The journal says the same; the entry is chained when its day is over."
    return waits if place is Place.WAITS else "The journal says the same, and holds."


def _holds(folder: OfficeFolder, kept: Sequence[Path]) -> str:
    """A sentence of how far the journal holds; ChainError where it does not."""
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    from fairwitness.crypto.chain import ChainError  # noqa: PLC0415 - the same
    from fairwitness.journal import reading  # noqa: PLC0415 - the same
    from fairwitness.journal.guards import GUARDS  # noqa: PLC0415 - the same
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        raise OfficeError(f"There is no database in {folder.data}.")
    key, heads = folder.published_line_key(), []
    for file in kept:
        try:
            heads.append(reading.read_head(file.read_bytes(), key))
        except ChainError as error:
            raise ChainError(f"{file}: {error}") from None
    checked = reading.check(key, heads)
    if gone := GUARDS.missing(connection):
        held = f"though all {checked.entries} entries are as they were chained"
        raise ChainError(f"its guards are not what they have to be ({', '.join(gone)}), {held}")
    return checked.sentence
