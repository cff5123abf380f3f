from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from offices import change, fairwitness, new_office

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.charter import CharterError
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, sign_sheet, signed_sheets
from fairwitness.office.problems import OfficeError


@pytest.fixture
def office_of_amara(tmp_path: Path) -> OfficeFolder:
    return new_office(tmp_path / "office", "amara")


def test_sheets_are_linked_by_serial_and_previous(office_of_amara: OfficeFolder) -> None:
    add_staff(office_of_amara, "noor", "public", role="board", shown_name="Noor Haddad")

    said = fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", office_of_amara.path)

    first, second = signed_sheets(office_of_amara, "public")
    assert (first.serial, first.previous) == (1, None)
    assert (second.serial, second.previous) == (2, first.hash)
    assert [reader.name for reader in first.reviewers] == ["amara"]
    assert {reader.name for reader in second.reviewers} == {"amara", "Noor Haddad"}
    assert second.hash.hex() in said.out
    assert "  Noor Haddad\n" in said.out


def test_a_sheet_may_be_used_for_a_year_or_until_the_day_that_is_named(office_of_amara: OfficeFolder) -> None:
    (first,) = signed_sheets(office_of_amara, "public")

    second = sign_sheet(office_of_amara, "public", until=today())

    assert first.until == today() + timedelta(days=365)
    assert second.until == today()


def test_a_day_that_is_over_is_refused(office_of_amara: OfficeFolder) -> None:
    yesterday = today() - timedelta(days=1)

    with pytest.raises(OfficeError, match=rf"{yesterday} is over. Name a day with --until"):
        sign_sheet(office_of_amara, "public", until=yesterday)

    assert len(signed_sheets(office_of_amara, "public")) == 1


@pytest.mark.parametrize("day", ["2027-02-30", "31.12.2027", "never"])
def test_what_is_no_day_is_refused(office_of_amara: OfficeFolder, day: str) -> None:
    folder = office_of_amara.path

    said = fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", folder, "--until", day)

    assert said.code == 2
    assert said.err.splitlines()[-1].endswith(f"“{day}” is no day; write it like 2027-12-31")


def test_another_office_s_key_is_refused(office_of_amara: OfficeFolder, tmp_path: Path) -> None:
    other = new_office(tmp_path / "other")

    with pytest.raises(OfficeError, match="This is not the key of this office"):
        sign_sheet(office_of_amara, "public", key_file=other.office_key)

    assert len(signed_sheets(office_of_amara, "public")) == 1


def test_the_office_key_may_lie_elsewhere(office_of_amara: OfficeFolder, tmp_path: Path) -> None:
    elsewhere = office_of_amara.office_key.rename(tmp_path / "stick.key")

    sheet = sign_sheet(office_of_amara, "public", key_file=elsewhere)

    assert sheet.serial == 2


@pytest.mark.parametrize("written", [None, b"", b"# a note\n", b"nonsense\n", b"\xff\xfe"])
def test_a_missing_or_wrong_key_file_is_named(office_of_amara: OfficeFolder, written: bytes | None) -> None:
    office_of_amara.office_key.unlink()
    if written is not None:
        office_of_amara.office_key.write_bytes(written)

    with pytest.raises(OfficeError) as refused:
        sign_sheet(office_of_amara, "public")

    assert str(office_of_amara.office_key) in str(refused.value)
    assert "with --key." in str(refused.value)


def test_a_channel_without_a_reviewer_gets_no_sheet(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")

    with pytest.raises(OfficeError, match=r"“public” has no reviewer. Add one: fairwitness keys staff NAME"):
        sign_sheet(folder, "public")


def test_no_sheet_vouches_for_a_broken_charter(office_of_amara: OfficeFolder) -> None:
    change(office_of_amara.charter, "= 365", "= 0")

    with pytest.raises(CharterError):
        sign_sheet(office_of_amara, "public")


def test_a_broken_line_id_is_named(office_of_amara: OfficeFolder) -> None:
    office_of_amara.line_id.write_text("")

    with pytest.raises(OfficeError, match=r"line.id is missing or damaged. Put it back from a copy"):
        sign_sheet(office_of_amara, "public")


def test_a_sheet_of_another_line_of_the_same_office_is_refused(office_of_amara: OfficeFolder) -> None:
    office_of_amara.line_id.write_text(b64(bytes(16)) + "\n")

    with pytest.raises(OfficeError, match="Sheet 1 of “public” was signed for another line or channel"):
        signed_sheets(office_of_amara, "public")


def test_a_sheet_under_another_name_is_named(office_of_amara: OfficeFolder) -> None:
    sheet = office_of_amara.sheets / "public.1.sheet"
    sheet.rename(office_of_amara.sheets / "public.old.sheet")

    with pytest.raises(OfficeError, match=r"public.old.sheet is sheet 1 of “public”. Name it public.1.sheet"):
        signed_sheets(office_of_amara, "public")


def test_a_sheet_that_somebody_else_signed_is_named(office_of_amara: OfficeFolder) -> None:
    office_of_amara.office_pub.write_text(b64(SigningKey.generate().verifying_key))

    with pytest.raises(OfficeError, match=r"public.1.sheet cannot be used: this key sheet is not signed by"):
        signed_sheets(office_of_amara, "public")


def test_longer_keeping_is_named_and_agreed_to_before_it_is_signed(office_of_amara: OfficeFolder) -> None:
    (office_of_amara.data / "charter.toml").write_bytes(office_of_amara.charter.read_bytes())  # it has opened
    change(office_of_amara.data / "charter.toml", "unconfirmed_days = 60 ", "unconfirmed_days = 20 ")
    sign = ("keys", "sign-sheet", "--channel", "public", "--dir", office_of_amara.path)

    refused = fairwitness(*sign)
    agreed = fairwitness(*sign, "--agree-to-longer-keeping")

    assert (refused.code, agreed.code) == (1, 0)
    assert "  retention.unconfirmed_days: 20 → 60 days\n" in refused.out
    assert "out_of_scope" not in refused.out
    assert "--agree-to-longer-keeping" in refused.err
    assert len(signed_sheets(office_of_amara, "public")) == 2


def test_a_copy_that_does_not_say_what_counts_names_every_number(office_of_amara: OfficeFolder) -> None:
    change(office_of_amara.charter, "unconfirmed_days = 60 ", "unconfirmed_days = 59 ")

    said = fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", office_of_amara.path)

    assert said.code == 1
    assert "  retention.unconfirmed_days: ? → 59 days\n" in said.out
    assert "  retention.confirmed_days: ? → " in said.out
    with pytest.raises(OfficeError, match="--agree-to-longer-keeping"):
        sign_sheet(office_of_amara, "public")


def test_the_very_file_that_was_signed_last_is_signed_again_without_a_question(
    office_of_amara: OfficeFolder,
) -> None:
    assert not (office_of_amara.data / "charter.toml").exists()

    said = fairwitness("keys", "sign-sheet", "--channel", "public", "--dir", office_of_amara.path)

    assert (said.code, said.err) == (0, "")
