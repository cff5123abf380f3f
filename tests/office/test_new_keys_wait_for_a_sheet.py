from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from offices import new_office

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, newly_invited, sign_sheet
from fairwitness.office.inviting import KeysTaken, MadeKeys, NotInvited, accept, invite
from fairwitness.office.problems import OfficeError
from fairwitness.office.rotating import KeysWait, OnSheet, drop, put_by, take_over, waiting
from fairwitness.office.staff_files import StaffRecord, staff_records


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    folder = new_office(tmp_path / "office")
    add_staff(folder, "amara", "public", shown_name="Amara", role="board")
    add_staff(folder, "noor", "public", shown_name="Noor", role="board")
    sign_sheet(folder, "public")
    return folder


def made(folder: OfficeFolder) -> MadeKeys:
    """What Amara's browser makes."""
    seed = secrets.token_bytes(32)
    keys, derived = StaffKeys.from_seed(seed), StaffPassphrase.generate().derive(folder.line(), "amara")
    sealed = seal(seed, [derived.unlock.recipient])
    return MadeKeys(keys.identity.recipient, keys.signing.verifying_key, derived.sign_in, sealed)


def lets_wait(folder: OfficeFolder, keys: MadeKeys) -> None:
    put_by(folder, "amara", keys, seal(secrets.token_bytes(32), [keys.recipient]))


def amara(folder: OfficeFolder) -> StaffRecord:
    return next(one for one in staff_records(folder) if one.sign_in_name == "amara")


def test_the_next_sheet_names_them_and_then_they_are_hers(folder: OfficeFolder) -> None:
    keys, before = made(folder), amara(folder)
    lets_wait(folder, keys)
    take_over(folder)
    unsigned = amara(folder).recipient

    asked = newly_invited(folder, "public")
    sheet = sign_sheet(folder, "public")
    take_over(folder)

    assert unsigned == before.recipient
    assert [one.recipient for one in asked] == [keys.recipient]
    assert {one.recipient for one in sheet.reviewers} >= {keys.recipient}
    assert (amara(folder).recipient, amara(folder).key, amara(folder).waiting) == (
        keys.recipient,
        keys.key,
        None,
    )
    assert list(amara(folder).former) == [before.recipient.holder]


def test_a_machine_that_goes_down_between_two_files_loses_neither(folder: OfficeFolder) -> None:
    keys, before = made(folder), amara(folder)
    lets_wait(folder, keys)
    sign_sheet(folder, "public")
    waits = (folder.staff / "amara.next").read_bytes()
    take_over(folder)

    (folder.staff / "amara.next").write_bytes(waits)
    take_over(folder)

    assert (amara(folder).recipient, list(amara(folder).former)) == (
        keys.recipient,
        [before.recipient.holder],
    )


def test_new_keys_of_one_s_own_were_let_in_by_whoever_let_in_the_first(folder: OfficeFolder) -> None:
    secret = invite(folder, "amara", "public", role="board", again=True, by="ada")
    accept(folder, "amara", secret, made(folder))
    sign_sheet(folder, "public")
    take_over(folder)
    invited = amara(folder).invited_by

    lets_wait(folder, made(folder))
    sign_sheet(folder, "public")
    take_over(folder)

    assert (invited, amara(folder).invited_by) == ("ada", "ada")


def test_of_two_browsers_one_is_first_and_says_so_to_the_other(folder: OfficeFolder) -> None:
    first = made(folder)
    lets_wait(folder, first)

    with pytest.raises(KeysWait):
        lets_wait(folder, made(folder))

    lets_wait(folder, first)
    found = waiting(folder, "amara")
    assert found is not None
    assert found.recipient == first.recipient


def test_nobody_makes_the_keys_of_a_colleague_theirs(folder: OfficeFolder) -> None:
    noor = next(one for one in staff_records(folder) if one.sign_in_name == "noor")
    keys = MadeKeys(noor.recipient, made(folder).key, made(folder).password, made(folder).sealed_seed)

    with pytest.raises(KeysTaken):
        lets_wait(folder, keys)


def test_what_waits_can_be_dropped_until_it_is_signed(folder: OfficeFolder) -> None:
    lets_wait(folder, made(folder))
    drop(folder, "amara")
    lets_wait(folder, made(folder))
    sign_sheet(folder, "public")

    with pytest.raises(OnSheet):
        drop(folder, "amara")

    assert (folder.staff / "amara.next").exists()


def test_lost_words_end_what_waits_and_what_was_before_once_a_sheet_names_the_new(
    folder: OfficeFolder,
) -> None:
    lets_wait(folder, made(folder))
    secret, keys = invite(folder, "amara", "public", role="board", again=True), made(folder)

    accept(folder, "amara", secret, keys)
    sign_sheet(folder, "public")
    take_over(folder)

    assert (amara(folder).recipient, amara(folder).waiting, amara(folder).former) == (
        keys.recipient,
        None,
        {},
    )


def test_whoever_invites_alone_locks_nobody_out(folder: OfficeFolder) -> None:
    before, keys = amara(folder), made(folder)
    secret = invite(folder, "amara", "public", shown_name="Amara O.", role="board", again=True)

    first = accept(folder, "amara", secret, keys)
    again = accept(folder, "amara", secret, keys)
    take_over(folder)

    assert replace(amara(folder), waiting=None) == before
    assert first == again == amara(folder)
    assert [(one.name, one.recipient) for one in newly_invited(folder, "public")] == [
        ("Amara O.", keys.recipient)
    ]


def test_keys_that_are_signed_already_are_not_written_over(folder: OfficeFolder) -> None:
    secret = invite(folder, "amara", "public", role="board", again=True)
    lets_wait(folder, made(folder))
    sign_sheet(folder, "public")

    with pytest.raises(NotInvited):
        accept(folder, "amara", secret, made(folder))
    with pytest.raises(OfficeError, match="Start the line again"):
        invite(folder, "amara", "public", role="board", again=True)


def test_whose_keys_no_sheet_has_ever_named_has_the_next_ones_at_once(folder: OfficeFolder) -> None:
    add_staff(folder, "ines", "public", role="board")
    secret, keys = invite(folder, "ines", "public", role="board", again=True), made(folder)

    assert accept(folder, "ines", secret, keys).recipient == keys.recipient


def test_nothing_that_waited_for_somebody_waits_for_the_next_of_that_name(folder: OfficeFolder) -> None:
    lets_wait(folder, made(folder))
    (folder.staff / "amara.json").unlink()

    add_staff(folder, "amara", "public", role="board")

    assert amara(folder).waiting is None
