from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from offices import fairwitness, made, new_office

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.office import clock, inviting
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, newly_invited, sign_sheet
from fairwitness.office.inviting import KeysTaken, MadeKeys, NotInvited, accept, invite
from fairwitness.office.problems import OfficeError
from fairwitness.office.staff_files import staff_records


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    return new_office(tmp_path / "office")


def test_who_was_invited_stands_on_the_next_sheet_with_their_own_keys(folder: OfficeFolder) -> None:
    secret = invite(folder, "amara", "public", shown_name="Amara Okafor", role="board")
    keys = made(folder, "amara")

    accept(folder, "amara", secret, keys)

    (reader,) = sign_sheet(folder, "public").reviewers
    assert (reader.name, reader.recipient, reader.key) == ("Amara Okafor", keys.recipient, keys.key)
    assert newly_invited(folder, "public") == []


def test_who_has_invited_somebody_stays_beside_their_keys(folder: OfficeFolder) -> None:
    add_staff(folder, "noor", "public", role="board")
    by_name = invite(folder, "amara", "public", role="board", by="ada")
    by_nobody = invite(folder, "ines", "public", role="board")

    amara = accept(folder, "amara", by_name, made(folder, "amara"))
    ines = accept(folder, "ines", by_nobody, made(folder, "ines"))

    noor = next(one for one in staff_records(folder) if one.sign_in_name == "noor")
    assert [one.invited_by for one in (amara, ines, noor)] == ["ada", inviting.TERMINAL, ""]
    assert not SIGN_IN_NAME.fullmatch(inviting.TERMINAL)


def test_an_invitation_counts_once(folder: OfficeFolder) -> None:
    secret = invite(folder, "amara", "public", role="board")
    accept(folder, "amara", secret, made(folder, "amara"))

    with pytest.raises(NotInvited):
        accept(folder, "amara", secret, made(folder, "amara"))


def test_the_same_keys_again_are_the_same_person(folder: OfficeFolder) -> None:
    secret, keys = invite(folder, "amara", "public", role="board"), made(folder, "amara")
    first = accept(folder, "amara", secret, keys)

    again = accept(folder, "amara", secret, keys)

    assert again == first


@pytest.mark.parametrize(
    ("name", "said"), [("amara", "x" * 22), ("noor", None), ("../amara", None), ("amara", "")]
)
def test_another_name_or_secret_is_no_invitation(folder: OfficeFolder, name: str, said: str | None) -> None:
    secret = invite(folder, "amara", "public", role="board")

    with pytest.raises(NotInvited):
        accept(folder, name, secret if said is None else said, made(folder, "amara"))

    assert staff_records(folder) == []


def test_after_its_last_day_it_counts_no_more(folder: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = invite(folder, "amara", "public", role="board", days=2)
    later = clock.today() + timedelta(days=3)

    monkeypatch.setattr(inviting, "today", lambda: later)

    with pytest.raises(NotInvited):
        accept(folder, "amara", secret, made(folder, "amara"))


def test_nobody_takes_the_keys_of_a_colleague(folder: OfficeFolder) -> None:
    add_staff(folder, "noor", "public", role="board")
    noor = staff_records(folder)[0]
    secret, own = invite(folder, "amara", "public", role="board"), made(folder, "amara")

    with pytest.raises(KeysTaken):
        accept(folder, "amara", secret, MadeKeys(noor.recipient, noor.key, own.password, own.sealed_seed))


def test_whoever_lost_their_words_makes_new_keys_under_their_name(folder: OfficeFolder) -> None:
    add_staff(folder, "amara", "public", role="board")
    sign_sheet(folder, "public")

    secret = invite(folder, "amara", "public", role="board", again=True)
    accept(folder, "amara", secret, made(folder, "amara"))

    assert [reader.name for reader in newly_invited(folder, "public")] == ["amara"]


@pytest.mark.parametrize(
    ("again", "said"), [(False, "There is a “noor” already"), (True, "There is no “amara”")]
)
def test_a_name_is_new_or_known(folder: OfficeFolder, *, again: bool, said: str) -> None:
    add_staff(folder, "noor", "public", role="board")

    with pytest.raises(OfficeError, match=said):
        invite(folder, "amara" if again else "noor", "public", role="board", again=again)


def test_the_command_shows_an_address_and_the_folder_holds_no_secret(folder: OfficeFolder) -> None:
    said = fairwitness(
        "keys", "invite", "amara", "--channel", "public", "--role", "board", "--dir", folder.path
    )

    address = next(line.strip() for line in said.out.splitlines() if "/desk/join/#" in line)
    kept = (folder.invitations / "amara.json").read_text()
    assert address.startswith("http://127.0.0.1:8000/en/desk/join/#amara/")
    assert address.rpartition("/")[2] not in kept
    assert set(json.loads(kept)) == {"shown_name", "role", "reads", "secret", "until", "by"}


def workers_too(folder: OfficeFolder) -> None:
    """The office opens a second way in, which is read in a role of its own."""
    charter = folder.charter.read_text("utf-8")
    begin = charter.index("[[channels]]")
    second = charter[begin:].replace('slug = "public"', 'slug = "workers"').replace('"board"', '"safety"')
    folder.charter.write_text(f"{charter}\n{second}", "utf-8")


def test_whoever_reads_elsewhere_as_well_keeps_a_role_for_each_way_in(folder: OfficeFolder) -> None:
    workers_too(folder)
    add_staff(folder, "amara", "public", role="board")

    secret = invite(folder, "amara", "workers", role="safety", again=True)
    accept(folder, "amara", secret, made(folder, "amara"))

    assert staff_records(folder)[0].reads == {"public": "board", "workers": "safety"}
    assert [sign_sheet(folder, one).reviewers[0].name for one in ("public", "workers")] == ["amara"] * 2


def test_a_role_that_went_meanwhile_uses_no_invitation_up(folder: OfficeFolder) -> None:
    secret = invite(folder, "amara", "public", role="board")
    folder.charter.write_text(folder.charter.read_text("utf-8").replace('"board"', '"trustee"'), "utf-8")

    with pytest.raises(OfficeError, match="nobody reads “public” as “board”"):
        accept(folder, "amara", secret, made(folder, "amara"))

    assert staff_records(folder) == []
    assert [one.name for one in inviting.invitations(folder)] == ["amara"]


def test_a_file_of_an_earlier_version_has_one_role_for_all_its_ways_in(folder: OfficeFolder) -> None:
    add_staff(folder, "amara", "public", role="board")
    file = folder.staff / "amara.json"
    of = json.loads(file.read_text("utf-8"))
    del of["reads"]

    file.write_text(json.dumps(of | {"channels": ["public", "workers"], "reader": "board"}), "utf-8")

    assert staff_records(folder)[0].reads == {"public": "board", "workers": "board"}
