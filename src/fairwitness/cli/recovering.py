"""`keys recovery`, `keys recover`, `keys recovered`: the day on which no reader can open what was sealed."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

if TYPE_CHECKING:
    from fairwitness.crypto.keys import StaffKeys
    from fairwitness.crypto.recipients import HybridIdentity
    from fairwitness.office.folder import OfficeFolder
    from fairwitness.office.models import Staff

Commands = Any  # argparse keeps the class of `add_subparsers` private
Opened = dict[str, list[dict[str, Any]]]


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness keys recovery | recover | recovered`."""
    del commands
    recovery = keys.add_parser("recovery", help="make the recovery key, in two halves for two people")
    recovery.add_argument("--again", action="store_true", help="new halves, where there is a key already")
    recovery.set_defaults(run=_recovery)
    recover = keys.add_parser(
        "recover", help="with both halves, on a copy and offline: let a reader read again"
    )
    recover.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="what the line takes up then"
    )
    recover.set_defaults(run=_recover)
    recovered = keys.add_parser("recovered", help="take up, on the line, what `keys recover` has written")
    recovered.add_argument("file", type=Path, metavar="FILE")
    recovered.set_defaults(run=_recovered)
    for command in (recover, recovered):
        command.add_argument("--reader", required=True, metavar="NAME", help="who signs in as NAME")
    for command in (recovery, recover, recovered):
        command.add_argument("--dir", type=Path, default=Path(), help="the office (default: this folder)")


def _recovery(chosen: argparse.Namespace) -> int:
    from fairwitness.crypto.halves import numbers_of, words_of  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - the same
    from fairwitness.office.recovery import make_halves  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        for half, keeper in zip(
            make_halves(folder, again=chosen.again), folder.promises().recovery, strict=True
        ):
            numbers = numbers_of(half)
            print(f"One half, for: {keeper.in_language('en')}. Shown only now, and kept nowhere.\n")
            rows = zip(numbers, words_of(numbers), strict=True)
            print(
                "\n".join(f"  {place:2}  {number:04}  {word}" for place, (number, word) in enumerate(rows, 1))
            )
            if sys.stdin.isatty():
                input("\nOnce it is on paper, press Enter: the screen is cleared for the other keeper. ")
                print("\033[2J\033[3J\033[H", end="")
            print("\f", end="")  # a printer begins the next page
        print(f"Its public half is in {folder.recovery_pub}. It counts from the next signed key sheet on.")
        return 0

    return told(run, chosen)


def _recover(chosen: argparse.Namespace) -> int:
    folder = _ready(chosen)

    def run(chosen: argparse.Namespace) -> int:
        typed = _typed()
        identity = _joined(folder, next(typed), next(typed))
        staff = _staff(chosen.reader)
        keys = _keys_of(folder, staff, next(typed))
        opened, left = _sealed_anew(staff, identity, keys)
        with chosen.out.open("x", encoding="utf-8") as target:
            json.dump({"reader": chosen.reader, "tips": opened}, target)
        print(
            f"{len(opened)} tips are sealed to “{chosen.reader}” in {chosen.out}, which opens nothing to anybody else."
        )
        if left:
            print(f"{left} keys do not open or are not signed by a reader: they were left out.")
        print(f"On the line: fairwitness keys recovered {chosen.out} --reader {chosen.reader} --dir DIR")
        return 0

    return told(run, chosen)


def _recovered(chosen: argparse.Namespace) -> int:
    _ready(chosen)

    def run(chosen: argparse.Namespace) -> int:
        from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - commands that need no office start quicker
        from fairwitness.sealed.actions.commit_sealed import SheetOutdated  # noqa: PLC0415 - after Django is set up
        from fairwitness.sealed.actions.recover import take_up_recovered  # noqa: PLC0415 - the same

        staff, tips = _staff(chosen.reader), _read(chosen.file, chosen.reader)
        try:
            taken = [take_up_recovered(staff, tip, _given(keys)) for tip, keys in tips.items()]
        except SheetOutdated:
            raise OfficeError(
                "The last day of a key sheet is over. Sign the channel's next one, start the line, and then take this up again."
            ) from None
        print(
            f"“{chosen.reader}” reads {sum(taken)} tips again. {len(taken) - sum(taken)} were left as they are."
        )
        return 0

    return told(run, chosen)


def _ready(chosen: argparse.Namespace) -> OfficeFolder:
    folder = set_up(chosen.dir)
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    return folder


def _typed() -> Iterator[str]:
    """Both halves and the reader's words: unseen on a terminal, or else line by line from standard input."""
    for asked in ("One half, 24 words: ", "The other half: ", "The reader's eight words: "):
        yield getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline()


def _joined(folder: OfficeFolder, one: str, other: str) -> HybridIdentity:
    from fairwitness.crypto.entries import CodeError  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.crypto.halves import join, read_half  # noqa: PLC0415 - the same
    from fairwitness.crypto.recipients import HybridIdentity  # noqa: PLC0415 - the same
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    try:
        identity = HybridIdentity.from_seed(join(read_half(one), read_half(other)))
    except CodeError:
        raise OfficeError(
            "A half has 24 words of the list, and these are not. Look at each word on the paper."
        ) from None
    if str(identity.recipient) != folder.recovery_pub.read_text().strip():
        raise OfficeError("These two halves do not belong together, or not to this office.")
    return identity


def _staff(name: str) -> Staff:
    from fairwitness.office.models import Staff  # noqa: PLC0415 - after Django is set up
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    found = Staff.objects.filter(sign_in_name=name, is_active=True, role=Staff.Role.REVIEWER).first()
    if found is None:
        raise OfficeError(f"Nobody signs in as “{name}”. The names are those of the files in staff/.")
    return found


def _keys_of(folder: OfficeFolder, staff: Staff, words: str) -> StaffKeys:
    """The keys of today of whoever reads again: they sign what is sealed to them."""
    from fairwitness.crypto.age import AgeError, open_sealed  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.crypto.codes import StaffPassphrase  # noqa: PLC0415 - the same
    from fairwitness.crypto.keys import StaffKeys  # noqa: PLC0415 - the same
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same

    try:
        unlock = StaffPassphrase.read(words).derive(folder.line(), staff.sign_in_name).unlock
        return StaffKeys.from_seed(open_sealed(staff.keys.get().sealed_seed, [unlock]))
    except (AgeError, ValueError):
        raise OfficeError(f"These are not the eight words of “{staff.sign_in_name}” of today.") from None


def _sealed_anew(staff: Staff, identity: HybridIdentity, keys: StaffKeys) -> tuple[Opened, int]:
    """By tip; and how many keys do not count."""
    from fairwitness.crypto.age import AgeError  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.crypto.encoding import b64  # noqa: PLC0415 - the same
    from fairwitness.crypto.grants import Grant, GrantError, open_grant, seal_grant  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.recover import may_give, recoverable  # noqa: PLC0415 - after Django is set up

    opened, left = defaultdict[str, list[dict[str, Any]]](list), 0
    recipient, by = keys.identity.recipient, keys.signing.verifying_key
    for one in recoverable(staff, identity.recipient.holder):
        of = one.conversation
        try:
            found = open_grant(one.sealed, identity, of.id, one.number)
        except (AgeError, GrantError):
            left += 1
            continue
        if found.by is not None and found.by not in may_give(of.tip):
            left += 1
            continue
        grant = Grant(of.id, one.number, recipient.holder, found.identity, by)
        sealed = b64(seal_grant(grant, recipient, keys.signing))
        opened[of.tip_id].append({"conversation": of.id, "n": one.number, "sealed": sealed})
    return dict(opened), left


def _read(file: Path, reader: str) -> Opened:
    from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - commands that need no office start quicker

    try:
        of = json.loads(file.read_text("utf-8"))
        if of["reader"] == reader:
            tips: Opened = of["tips"]
            return tips
    except (KeyError, TypeError, ValueError):
        pass
    raise OfficeError(f"{file} is nothing that `keys recover` has written for “{reader}”.")


def _given(keys: list[dict[str, Any]]) -> list[Any]:
    from fairwitness.crypto.age import Sealed  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.crypto.encoding import unb64  # noqa: PLC0415 - the same
    from fairwitness.sealed.actions.readers import GivenKey  # noqa: PLC0415 - after Django is set up

    return [GivenKey(one["conversation"], one["n"], Sealed(unb64(one["sealed"]))) for one in keys]
