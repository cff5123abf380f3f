from __future__ import annotations

from pathlib import Path

import pytest
from offices import fairwitness, new_office

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import SigningKey
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import new_line_key
from fairwitness.office.problems import OfficeError


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    """An office that nobody serves yet."""
    return new_office(tmp_path / "office", "amara", "noor")


def test_an_office_is_founded_with_it_and_nobody_else_reads_it(folder: OfficeFolder) -> None:
    key = folder.signs_with()

    assert key.verifying_key == folder.published_line_key().key != folder.verifying_key()
    assert folder.line_key.stat().st_mode & 0o777 == 0o600
    assert b64(key.seed).encode() not in folder.line_pub.read_bytes()


def test_an_office_from_before_there_was_a_journal_makes_it_once(folder: OfficeFolder) -> None:
    folder.line_key.unlink()
    folder.line_pub.unlink()
    closed = fairwitness("check", folder.path)

    made = fairwitness("keys", "line", "--dir", folder.path)
    again = fairwitness("keys", "line", "--dir", folder.path)

    assert f"fairwitness keys line --dir {folder.path}" in closed.out + closed.err
    assert (made.code, again.code) == (0, 1)
    assert "line.key" in made.out
    assert "There is a " in again.sentence
    assert folder.signs_with().verifying_key == folder.published_line_key().key


def test_a_key_that_the_office_did_not_sign_keeps_the_line_closed(folder: OfficeFolder) -> None:
    folder.line_key.write_text(b64(SigningKey.generate().seed) + "\n")

    said = fairwitness("serve", folder.path)

    assert said.code == 1
    assert "line.key and " in said.sentence
    assert "do not belong together" in said.sentence


def test_another_office_s_key_signs_none(folder: OfficeFolder, tmp_path: Path) -> None:
    other = new_office(tmp_path / "other")
    folder.line_key.unlink()

    with pytest.raises(OfficeError, match="not the key of this office"):
        new_line_key(folder, other.office_key)

    assert not folder.line_key.exists()
