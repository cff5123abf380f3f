"""`rewards keys`, `rewards sheet`, `rewards sign`: what a treasurer does, on a machine of their own, and the one thing that the office key does for it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli.asking import day, eight_words, in_rows, says_yes
from fairwitness.cli.telling import told
from fairwitness.office.new_files import write_new

if TYPE_CHECKING:
    from fairwitness.crypto.batches import Asked
    from fairwitness.crypto.codes import StaffPassphrase
    from fairwitness.crypto.reward_sheets import RewardKey
    from fairwitness.crypto.treasury import Treasury

Commands = Any  # argparse keeps the class of `add_subparsers` private
STEP = 100  # signatures between two words of progress


def add(commands: Commands, _: Commands) -> None:
    """`fairwitness rewards keys | sheet | sign`."""
    rewards = commands.add_parser("rewards", help="make and sign what vouchers for rewards need")
    what = rewards.add_subparsers(required=True, metavar="WHAT")
    _add_keys(what)
    _add_sheet(what)
    _add_sign(what)


def _add_keys(what: Commands) -> None:
    keys = what.add_parser("keys", help="for the treasurer: make the keys that sign a year's vouchers")
    keys.add_argument("--year", type=int, required=True, help="in which they sign")
    keys.add_argument("--currency", required=True, help="three letters, such as EUR")
    keys.add_argument(
        "--amount",
        type=int,
        action="append",
        required=True,
        metavar="N",
        help="one denomination, in the currency's smallest unit; up to three",
    )
    keys.add_argument(
        "--until",
        type=day,
        required=True,
        metavar="YYYY-MM-DD",
        help="the last day on which vouchers are exchanged",
    )
    keys.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="a new file for the secret keys; the public ones go into FILE.pub",
    )
    keys.set_defaults(run=_keys)


def _add_sheet(what: Commands) -> None:
    sheet = what.add_parser("sheet", help="sign the reward sheet with the office key")
    sheet.add_argument(
        "public", type=Path, nargs="+", metavar="FILE.pub", help="what `rewards keys` has written"
    )
    sheet.add_argument("--key", type=Path, help="where the office key is (default: DIR/office.key)")
    sheet.add_argument("--dir", type=Path, default=Path(), help="the office (default: this folder)")
    sheet.set_defaults(run=_sheet)


def _add_sign(what: Commands) -> None:
    sign = what.add_parser("sign", help="for the treasurer: sign a batch of vouchers, without seeing them")
    sign.add_argument("batch", type=Path, metavar="BATCH", help="as the line has written it")
    sign.add_argument("--keys", type=Path, required=True, metavar="FILE", help="the file of `rewards keys`")
    sign.add_argument(
        "-o", "--output", type=Path, required=True, metavar="ANSWERS", help="a new file for the line"
    )
    sign.set_defaults(run=_sign)


def _keys(chosen: argparse.Namespace) -> int:
    from fairwitness.crypto.codes import StaffPassphrase  # noqa: PLC0415 - commands that need no keys start quicker
    from fairwitness.crypto.treasury import Treasury  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        public = chosen.output.with_name(f"{chosen.output.name}.pub")
        _refuse_to_replace(chosen.output, public)
        with _one_line():
            made = Treasury.generate(chosen.amount, chosen.currency, chosen.year, chosen.until)
            _refuse_no_sheet(made)
        words = StaffPassphrase.generate()
        write_new(chosen.output, made.to_file(words))
        write_new(public, made.public_file())
        print("Eight words that open the secret keys, shown only now and kept nowhere:\n")
        print(in_rows(words.numbers, words.words))
        print(
            f"\nThe secret keys are in {chosen.output}: keep it off the line's machine, and the words elsewhere."
        )
        print(f"Hand over {public}, and read these numbers to whoever keeps the office key:\n")
        _show(made.keys)
        return 0

    return told(run, chosen)


def _sheet(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.reward_sheets import keys_of_treasurer, sign_reward_sheet  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        keys = keys_of_treasurer(chosen.public)
        _show(keys)
        if not _is_agreed_to("Has the treasurer read you these very numbers?"):
            print("Nothing was signed.", file=sys.stderr)
            return 1
        sheet = sign_reward_sheet(OfficeFolder(chosen.dir), keys, chosen.key)
        print(
            f"Signed reward sheet {sheet.serial}, with {len(sheet.keys)} keys.\nIts hash: {sheet.hash.hex()}"
        )
        print("A line that is running takes it up when it starts again.")
        return 0

    return told(run, chosen)


def _sign(chosen: argparse.Namespace) -> int:
    from fairwitness.crypto.batches import LARGEST, read_batch, write_lines  # noqa: PLC0415 - commands that need no keys start quicker
    from fairwitness.crypto.treasury import Treasury  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        _refuse_to_replace(chosen.output)
        with _one_line():
            with chosen.batch.open("rb") as source:
                batch = read_batch(source.read(LARGEST + 1))
            treasury = Treasury.from_file(chosen.keys.read_bytes(), _words())
            _tell_sums(batch, treasury)
            if not _is_agreed_to("Were so many approved?"):
                print("Nothing was signed.", file=sys.stderr)
                return 1
            answers = treasury.sign(batch, _progress(len(batch)))
        write_new(chosen.output, write_lines(answers))
        print(f"{len(answers)} signed in {chosen.output}, in the order of the batch.")
        return 0

    return told(run, chosen)


def _refuse_no_sheet(made: Treasury) -> None:
    """RewardSheetError for keys that no sheet could have together, before anybody writes down words."""
    from fairwitness.crypto.reward_sheets import RewardSheet  # noqa: PLC0415 - commands that need no keys start quicker

    RewardSheet(line=bytes(16), office=bytes(32), serial=1, keys=made.keys)


def _tell_sums(batch: Sequence[Asked], treasury: Treasury) -> None:
    """What is asked for, by denomination: whoever signs compares it with what was approved."""
    counted = Counter(asked.key for asked in batch)
    for key in treasury.keys:
        if counted[key.id]:
            print(f"  {counted[key.id]} × {key.currency} {key.amount} of {key.year}, in its smallest unit")


def _show(keys: Sequence[RewardKey]) -> None:
    for key in keys:
        print(f"  {key.fingerprint}  {key.currency} {key.amount} of {key.year}, until {key.until}")


def _is_agreed_to(question: str) -> bool:
    """On a terminal it is asked; whoever writes a script has asked before."""
    return not sys.stdin.isatty() or says_yes(question)


def _words() -> StaffPassphrase:
    from fairwitness.crypto.codes import CodeError, StaffPassphrase  # noqa: PLC0415 - commands that need no keys start quicker
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    try:
        return StaffPassphrase.read(eight_words())
    except CodeError:
        raise OfficeError("These are not eight words of the list.") from None


def _progress(whole: int) -> Callable[[int], None]:
    """On a terminal alone, in one line."""

    def tell(done: int) -> None:
        if sys.stderr.isatty() and (done % STEP == 0 or done == whole):
            print(f"\r{done} of {whole}", end="\n" if done == whole else "", file=sys.stderr, flush=True)

    return tell


@contextmanager
def _one_line() -> Iterator[None]:
    """Whatever is wrong with keys or a batch, as one line."""
    from fairwitness.crypto.batches import BatchError  # noqa: PLC0415 - commands that need no keys start quicker
    from fairwitness.crypto.blind_signing import LibcryptoError  # noqa: PLC0415 - the same
    from fairwitness.crypto.reward_sheets import RewardSheetError  # noqa: PLC0415 - the same
    from fairwitness.crypto.treasury import TreasuryError  # noqa: PLC0415 - the same
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    try:
        yield
    except RewardSheetError as error:
        raise OfficeError(f"No sheet can have these keys: {error}.") from None
    except (BatchError, TreasuryError) as error:
        raise OfficeError(f"{error} Nothing was signed.") from None
    except LibcryptoError as error:
        raise OfficeError(f"Nothing was signed: {error}.") from None


def _refuse_to_replace(*files: Path) -> None:
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - commands that need no keys start quicker

    for file in files:
        if file.exists():
            raise OfficeError(f"There is a {file} already, and it is not written over.")
