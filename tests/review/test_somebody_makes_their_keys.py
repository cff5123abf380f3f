from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from builders import told
from django.test import Client
from made_up_office import FOLDER
from reviewer import DESK, Reviewer

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.sheets import Reader
from fairwitness.office.charter import parse
from fairwitness.office.inviting import invite
from fairwitness.office.models import Staff, StaffKey
from fairwitness.review.views import signing
from fairwitness.sealed.models import Exclusion, Grant

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def invitation() -> Iterator[str]:
    """For Ines; what she makes is gone after the test."""
    yield invite(FOLDER, "ines", "public", shown_name="Ines", role="board")
    for file in (FOLDER.staff / "ines.json", FOLDER.invitations / "ines.json"):
        file.unlink(missing_ok=True)


@pytest.fixture
def invitation_again() -> Iterator[str]:
    """For Amara, whom a sheet names; what she makes is gone after the test."""
    yield invite(FOLDER, "amara", "public", role="board", again=True)
    for file in (FOLDER.staff / "amara.next", FOLDER.invitations / "amara.json"):
        file.unlink(missing_ok=True)


class Browser:
    """What a browser makes for somebody who was invited."""

    def __init__(self, secret: str, name: str = "ines") -> None:
        seed = secrets.token_bytes(32)
        derived = StaffPassphrase.generate().derive(FOLDER.line(), name)
        self.keys, self.sign_in = StaffKeys.from_seed(seed), derived.sign_in
        self.sent = {
            "name": name,
            "secret": secret,
            "password": derived.sign_in,
            "recipient": str(self.keys.identity.recipient),
            "key": b64(self.keys.signing.verifying_key),
            "sealed_seed": b64(seal(seed, [derived.unlock.recipient])),
        }

    def joins(self, **other: str) -> Any:
        return Client().post(f"{DESK}join/", {**self.sent, **other})


def test_who_was_invited_signs_in(invitation: str) -> None:
    ines = Browser(invitation)

    assert ines.joins().json() == {"name": "ines", "waits": False}

    assert Reviewer("ines", signed_in=False).signs_in("ines", ines.sign_in).status_code == 200


def test_who_makes_keys_anew_is_told_that_they_wait_and_these_words_let_nobody_in(
    invitation_again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing.WRONG, "turn", lambda: 0.0)
    amara = Browser(invitation_again, "amara")

    answers = [amara.joins().json() for _ in range(2)]  # the first answer may be lost

    assert answers == [{"name": "amara", "waits": True}] * 2
    assert Reviewer("amara", signed_in=False).signs_in("amara", amara.sign_in).status_code == 403


def test_whoever_takes_an_invitation_reads_nothing_before_the_office_key_has_signed(invitation: str) -> None:
    administrator = Browser(invitation)
    administrator.joins()

    tip = told("CANARY").tip

    reviewer = Reviewer("ines", signed_in=False)
    reviewer.signs_in("ines", administrator.sign_in)
    assert reviewer.gets(f"tips/{tip.id}/").status_code == 404
    holder = administrator.keys.identity.recipient.holder
    assert StaffKey.objects.filter(holder=holder).exists()
    assert not Grant.objects.filter(holder=holder).exists()


def test_before_a_sheet_names_her_the_empty_list_says_so_with_her_numbers(invitation: str) -> None:
    browser = Browser(invitation)
    browser.joins()
    ines = Reviewer("ines", signed_in=False)
    ines.signs_in("ines", browser.sign_in)

    page, of_amara = ines.page("").text, Reviewer("amara").page("").text

    numbers = Reader("", browser.keys.identity.recipient, browser.keys.signing.verifying_key).fingerprint
    assert "No key sheet names you yet" in page
    assert numbers in page
    assert "No key sheet names you yet" not in of_amara


def test_whom_a_tipster_left_out_stays_left_out_under_new_keys(invitation: str) -> None:
    ines, tip = Browser(invitation), told()
    ines.joins()
    first = StaffKey.objects.get(staff__sign_in_name="ines").holder
    Exclusion.objects.create(office=tip.tip.office, tip=tip.tip, holder=first)

    again = Browser(invite(FOLDER, "ines", "public", role="board", again=True))
    again.joins()

    kept = {bytes(one.holder) for one in tip.tip.exclusions.all()}
    assert kept == {bytes(first), again.keys.identity.recipient.holder}
    assert not StaffKey.objects.filter(holder=first).exists()


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("secret", "A" * 22, 403),
        ("name", "amara", 403),
        ("name", "../../ines", 403),
        ("password", "abandon ability able about zebra zero zone zoo", 400),
        ("password", "A" * 42, 400),
        ("recipient", "age1nothing", 400),
        ("key", "A" * 10, 400),
        ("sealed_seed", "AAAA", 400),
    ],
)
def test_anything_else_makes_nobody(
    invitation: str, monkeypatch: pytest.MonkeyPatch, field: str, value: str, status: int
) -> None:
    monkeypatch.setattr(signing.WRONG, "turn", lambda: 0.0)

    answer = Browser(invitation).joins(**{field: value})

    assert answer.status_code == status
    assert not Staff.objects.filter(sign_in_name="ines").exists()
    assert (FOLDER.invitations / "ines.json").exists()


def test_wrong_invitations_come_at_a_pace(invitation: str) -> None:
    answers = [Browser(invitation).joins(secret="A" * 22) for _ in range(3)]

    assert answers[-1].held_back > answers[0].held_back


def test_a_role_that_went_meanwhile_is_said_and_the_invitation_stays(
    invitation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FOLDER.charter.read_text("utf-8")
    other = before.replace('"board"', '"trustee"')
    monkeypatch.setattr(type(FOLDER), "promises", lambda _: parse(other))

    answer = Browser(invitation).joins()

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")
    assert (FOLDER.invitations / "ines.json").exists()
    assert not (FOLDER.staff / "ines.json").exists()
