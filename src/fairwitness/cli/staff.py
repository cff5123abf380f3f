"""`keys invite`, `keys staff`, `keys sign-sheet`, `keys line`, `keys administrator`, `keys words-alone`: who works at an office, and with which keys."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli.asking import day, in_rows, says_yes
from fairwitness.cli.running import set_up
from fairwitness.cli.telling import told

if TYPE_CHECKING:
    from fairwitness.crypto.sheets import Reader
    from fairwitness.office.changes import Change
    from fairwitness.office.founding import NewStaff

Commands = Any  # argparse keeps the class of `add_subparsers` private


def add(_: Commands, keys: Commands) -> None:
    """`fairwitness keys invite | staff | sign-sheet | line | administrator | words-alone`."""
    readers = (_add_invite(keys), _add_staff(keys))
    sheet, runs = _add_sign_sheet(keys), _add_administrator(keys)
    for command in (*readers, runs):
        command.add_argument("name", metavar="NAME", help="to sign in with: 1 to 32 of a-z 0-9 . -")
        command.add_argument("--shown-name", default="", help="the name that others see (default: NAME)")
    for command in readers:
        command.add_argument(
            "--role", default="", help="a reader role of the channel (needed where it has several)"
        )
        command.add_argument(
            "--custodian", action="store_true", help="for somebody who guards names, and reads no tip"
        )
    for command in (*readers, sheet):
        command.add_argument("--channel", required=True, help="a channel of the charter")
    for command in (*readers, sheet, runs, _add_line(keys), _add_words_alone(keys)):
        command.add_argument("--dir", type=Path, default=Path(), help="the office (default: this folder)")


def _add_invite(keys: Commands) -> argparse.ArgumentParser:
    invited: argparse.ArgumentParser = keys.add_parser(
        "invite", help="let a reviewer or a custodian make eight words and keys in their own browser"
    )
    invited.add_argument("--days", type=int, default=7, help="for which the invitation counts (default: 7)")
    invited.add_argument(
        "--by",
        default="",
        metavar="NAME",
        help="who invites: two readers whom the same person has let in do not sign together what takes two",
    )
    invited.add_argument("--again", action="store_true", help="for somebody who has lost their words")
    invited.set_defaults(run=_invite)
    return invited


def _add_staff(keys: Commands) -> argparse.ArgumentParser:
    staff: argparse.ArgumentParser = keys.add_parser(
        "staff", help="make a reviewer's or a custodian's eight words and keys here"
    )
    staff.set_defaults(run=_staff)
    return staff


def _add_sign_sheet(keys: Commands) -> argparse.ArgumentParser:
    sheet: argparse.ArgumentParser = keys.add_parser(
        "sign-sheet", help="sign a channel's key sheet with the office key"
    )
    sheet.add_argument("--key", type=Path, help="where the office key is (default: DIR/office.key)")
    sheet.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="last day (default: in a year)")
    sheet.add_argument(
        "--agree-to-longer-keeping",
        action="store_true",
        help="sign although charter.toml keeps content longer than the charter that counts",
    )
    sheet.set_defaults(run=_sign_sheet)
    return sheet


def _add_line(keys: Commands) -> argparse.ArgumentParser:
    line: argparse.ArgumentParser = keys.add_parser(
        "line", help="make the key that the running line signs with, where there is none"
    )
    line.add_argument("--key", type=Path, help="where the office key is (default: DIR/office.key)")
    line.set_defaults(run=_line)
    return line


def _add_administrator(keys: Commands) -> argparse.ArgumentParser:
    runs: argparse.ArgumentParser = keys.add_parser(
        "administrator", help="make the eight words of whoever runs the line in the browser"
    )
    runs.add_argument(
        "--again", action="store_true", help="for somebody who has lost words, app or recovery codes"
    )
    runs.set_defaults(run=_administrator)
    return runs


def _add_words_alone(keys: Commands) -> argparse.ArgumentParser:
    alone: argparse.ArgumentParser = keys.add_parser(
        "words-alone",
        help="let a reviewer who has lost passkey, app and recovery codes in with the words alone",
    )
    alone.add_argument("name", metavar="NAME", help="with which the reviewer signs in")
    alone.set_defaults(run=_words_alone)
    return alone


def _invite(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.inviting import TERMINAL, invite  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        _refuse_former(chosen)
        secret = invite(
            folder,
            chosen.name,
            chosen.channel,
            shown_name=chosen.shown_name,
            role=chosen.role,
            days=chosen.days,
            again=chosen.again,
            by=chosen.by or TERMINAL,
            guards=chosen.custodian,
        )
        print(
            f"“{chosen.name}” is invited for {chosen.days} days. Hand over this address, which is shown only now:\n"
        )
        print(f"  {folder.promises().addresses[0]}/en/desk/join/#{chosen.name}/{secret}")
        print(
            "\nWhoever opens it first makes the keys. So let the person read you the numbers that their page shows in the end,\n"
            f"and only then: fairwitness keys sign-sheet --channel {chosen.channel} --dir {chosen.dir}"
        )
        return 0

    return told(run, chosen)


def _staff(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import add_staff  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        _refuse_former(chosen)
        made = add_staff(
            OfficeFolder(chosen.dir),
            chosen.name,
            chosen.channel,
            shown_name=chosen.shown_name,
            role=chosen.role,
            guards=chosen.custodian,
        )
        _show(made)
        print(
            f"\nHand them over on paper. Next: fairwitness keys sign-sheet --channel {chosen.channel} --dir {chosen.dir}"
        )
        return 0

    return told(run, chosen)


def _show(made: NewStaff) -> None:
    print(f"Sign-in name: {made.sign_in_name}\nEight words, shown only now and kept nowhere:\n")
    print(in_rows(made.numbers, made.passphrase.split()))


def _refuse_former(chosen: argparse.Namespace) -> None:
    """OfficeError for a name that somebody had who is here no more, as far as there is a database that knows: the line itself looks again when it starts."""
    folder = set_up(chosen.dir)
    if not (folder.database.is_file() or os.environ.get("FAIRWITNESS_DATABASE")):
        return
    import django  # noqa: PLC0415 - after the settings are chosen
    from django.db import DatabaseError  # noqa: PLC0415 - the same

    django.setup()
    from fairwitness.office.names import refuse_former  # noqa: PLC0415 - models need Django set up

    with suppress(DatabaseError):
        refuse_former(folder, chosen.name)


def _administrator(chosen: argparse.Namespace) -> int:
    set_up(chosen.dir)
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    from fairwitness.office.administrators import add_administrator  # noqa: PLC0415 - models need Django set up
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        address = folder.promises().addresses[0]
        made = add_administrator(folder, chosen.name, shown_name=chosen.shown_name, again=chosen.again)
        _show(made)
        print(
            f"\nThey open nothing that was ever sealed. Start the line again, then: {address}/en/desk/office/"
        )
        return 0

    return told(run, chosen)


def _sign_sheet(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import grows, newly_invited, sign_sheet  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        invited = newly_invited(folder, chosen.channel)
        longer = grows(folder)
        if not (_are_agreed_to(longer, flag=chosen.agree_to_longer_keeping) and _are_theirs(invited)):
            print("Nothing was signed.", file=sys.stderr)
            return 1
        if newly_invited(folder, chosen.channel) != invited:  # a telephone call takes its time
            print("Somebody has made keys meanwhile. Nothing was signed: begin once more.", file=sys.stderr)
            return 1
        if grows(folder) != longer:
            print(
                "Somebody has edited charter.toml meanwhile. Nothing was signed: begin once more.",
                file=sys.stderr,
            )
            return 1
        sheet = sign_sheet(
            folder, chosen.channel, key_file=chosen.key, until=chosen.until, agreed=bool(longer)
        )
        print(f"Signed sheet {sheet.serial} of “{sheet.channel}”, to be used until {sheet.until}.")
        print(f"Its hash: {sheet.hash.hex()}\nWho can read from now on:")
        print("\n".join(f"  {reader.fingerprint}  {reader.name}" for reader in sheet.reviewers))
        if sheet.custodians:
            print("Who guards names:")
            print("\n".join(f"  {one.fingerprint}  {one.name}" for one in sheet.custodians))
        if sheet.recovery:
            print(f"Recovery key, in halves: {' · '.join(sheet.recovery.titles)}")
        print("A line that is running takes it up when it starts again.")
        return 0

    return told(run, chosen)


def _are_agreed_to(longer: Sequence[Change], *, flag: bool) -> bool:
    """Each number that grows is told. On a terminal it is asked for; a script has to say by the flag that somebody was asked."""
    if not longer:
        return True
    print("By this charter.toml content is kept longer:\n")
    for one in longer:
        before = "?" if one.before is None else one.before
        print(f"  {'.'.join(one.at)}: {before} → {one.after} days")
    if any(one.before is None for one in longer):
        print(
            "\nThis copy has no data/charter.toml, so nothing here says which numbers count today. The line's own page /charter does."
        )
    if flag:
        return True
    if sys.stdin.isatty():
        return says_yes("\nDo you agree to keep it longer?")
    print("Whoever agrees adds --agree-to-longer-keeping.", file=sys.stderr)
    return False


def _are_theirs(invited: Sequence[Reader]) -> bool:
    """On a terminal it is asked for each who made their own keys; a script has asked before."""
    if not sys.stdin.isatty():
        return True
    for reader in invited:
        print(f"{reader.name} made these keys in a browser:\n\n  {reader.fingerprint}\n")
        if not says_yes("Has this person read you these very numbers?"):
            return False
    return True


def _line(chosen: argparse.Namespace) -> int:
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker
    from fairwitness.office.founding import new_line_key  # noqa: PLC0415 - the same

    def run(chosen: argparse.Namespace) -> int:
        folder = OfficeFolder(chosen.dir)
        new_line_key(folder, chosen.key)
        print(f"Made {folder.line_key}, and {folder.line_pub}, which the office key has signed.")
        return 0

    return told(run, chosen)


def _words_alone(chosen: argparse.Namespace) -> int:
    set_up(chosen.dir)
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()

    def run(chosen: argparse.Namespace) -> int:
        from django.db import DatabaseError  # noqa: PLC0415 - after Django is set up

        from fairwitness.office.problems import OfficeError  # noqa: PLC0415 - the same
        from fairwitness.office.second_factors import begin_anew_by_name  # noqa: PLC0415 - the same

        try:
            begin_anew_by_name(chosen.name)
        except DatabaseError:
            raise OfficeError(
                "The database of this line cannot be read. Start the line once, or look at where FAIRWITNESS_DATABASE leads."
            ) from None
        print(
            f"“{chosen.name}” is signed in nowhere now, and signs in with the eight words alone until a passkey or an app is added."
        )
        return 0

    return told(run, chosen)
