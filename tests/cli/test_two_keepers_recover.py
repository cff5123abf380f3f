from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import Told, opened_by, told
from clock import Clock
from closings import locked
from made_up_office import FOLDER
from new_keys import NewKeys
from offices import fairwitness, new_office
from people import mailbox_of

from fairwitness.cli.recovering import _given, _sealed_anew
from fairwitness.crypto.grants import Grant as Given
from fairwitness.crypto.grants import seal_grant
from fairwitness.crypto.halves import join, read_half
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import Recovery, publish
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import read_office_key, signed_sheets
from fairwitness.office.models import Channel, FormerKey, SignedSheet, Staff
from fairwitness.office.reading import current_sheet
from fairwitness.sealed.actions.commit_sealed import SheetOutdated
from fairwitness.sealed.actions.readers import take_off
from fairwitness.sealed.actions.recover import take_up_recovered
from fairwitness.sealed.models import Grant

KEEPERS = '\n[[recovery]]\nen = "The notary"\nzh-hans = "公证人"\n\n[[recovery]]\nen = "The chair"\nzh-hans = "主席"\n'


@pytest.fixture
def folder(tmp_path: Path) -> OfficeFolder:
    return new_office(tmp_path / "office", "amara", "noor")


@pytest.fixture
def recovery(office: OfficeFolder) -> HybridIdentity:
    """On the sheet of today, as the office key has signed it."""
    del office
    identity, channel = HybridIdentity.generate(), Channel.objects.get(slug="public")
    sheet = current_sheet(channel)
    named = Recovery(identity.recipient, ("The notary", "The chair"))
    following = replace(sheet, serial=sheet.serial + 1, previous=sheet.hash, recovery=named)
    SignedSheet.objects.create(
        office=channel.office,
        channel=channel,
        serial=following.serial,
        hash=following.hash,
        published=publish(following, read_office_key(FOLDER.office_key)),
    )
    return identity


def amara() -> Staff:
    return Staff.objects.get(sign_in_name="amara")


def noor() -> Staff:
    return Staff.objects.get(sign_in_name="noor")


def test_without_keepers_in_the_charter_there_is_no_recovery_key(folder: OfficeFolder) -> None:
    said = fairwitness("keys", "recovery", "--dir", folder.path)

    assert said.code == 1
    assert "The charter names no keepers." in said.sentence
    assert signed_sheets(folder, "public")[-1].recovery is None


def test_two_keepers_get_a_half_each_and_the_next_sheet_names_them(folder: OfficeFolder) -> None:
    folder.charter.write_text(folder.charter.read_text("utf-8") + KEEPERS, "utf-8")
    sign = ("keys", "sign-sheet", "--channel", "public", "--dir", folder.path, "--agree-to-longer-keeping")
    early = fairwitness(*sign)

    said = fairwitness("keys", "recovery", "--dir", folder.path)
    signed = fairwitness(*sign)

    one, other = (
        re.findall(r"^ +\d+  \d{4}  (\w+)$", page, re.MULTILINE) for page in said.out.split("\f")[:2]
    )
    made = HybridIdentity.from_seed(join(read_half(" ".join(one)), read_half(" ".join(other))))
    named = signed_sheets(folder, "public")[-1].recovery
    assert "there is none" in early.sentence
    assert named == Recovery(made.recipient, ("The notary", "The chair"))
    assert "The notary · The chair" in signed.out
    assert fairwitness("keys", "recovery", "--dir", folder.path).code == 1


@pytest.mark.parametrize(
    "keepers",
    [
        KEEPERS.split("\n\n", maxsplit=1)[0],
        KEEPERS.replace("The chair", "The notary").replace("主席", "公证人"),
    ],
)
def test_one_keeper_is_none(folder: OfficeFolder, keepers: str) -> None:
    folder.charter.write_text(folder.charter.read_text("utf-8") + keepers + "\n", "utf-8")

    assert "Name both, or nobody." in fairwitness("keys", "recovery", "--dir", folder.path).sentence


def test_who_has_lost_their_words_reads_again_what_tipsters_wrote(recovery: HybridIdentity) -> None:
    tip, away, made = told(), locked(by="noor"), NewKeys()
    before = made.count(lost=True)

    opened, left = _sealed_anew(amara(), recovery, made.keys)
    taken = [take_up_recovered(amara(), one, _given(keys)) for one, keys in opened.items()]
    again = [take_up_recovered(amara(), one, _given(keys)) for one, keys in opened.items()]

    assert (taken, again, left) == ([True], [False], 0)
    assert away.tip.id not in opened
    assert [one.text for one in opened_by("amara", tip.conversation)] == ["The exit is chained."]
    assert not tip.conversation.grants.filter(holder=before.identity.recipient.holder).exists()
    assert FormerKey.objects.exists()  # the locked tip still has a grant of hers


def recovered(recovery: HybridIdentity, made: NewKeys, tip: Told) -> list[tuple[str, int]]:
    """What Amara holds of a tip once the file was taken up that the keepers have made."""
    opened, _ = _sealed_anew(amara(), recovery, made.keys)
    for one, keys in opened.items():
        take_up_recovered(amara(), one, _given(keys))
    grants = Grant.objects.filter(conversation__tip=tip.tip, holder=made.keys.identity.recipient.holder)
    return list(grants.order_by("number").values_list("conversation__party", "number"))


def test_what_somebody_was_taken_off_comes_not_back(recovery: HybridIdentity) -> None:
    tip, made = told(), NewKeys()
    take_off(tip.tip.id, amara().id, by=noor().id)
    made.count(lost=True)

    held = recovered(recovery, made, tip)

    assert held == []


def test_whom_a_colleague_takes_off_meanwhile_gets_nothing_of_a_file_made_before(
    recovery: HybridIdentity,
) -> None:
    tip, made = told(), NewKeys()
    made.count(lost=True)
    opened, _ = _sealed_anew(amara(), recovery, made.keys)
    Grant.objects.filter(holder__in=FormerKey.objects.values("holder")).delete()

    assert not take_up_recovered(amara(), tip.tip.id, _given(opened[tip.tip.id]))


def test_a_tip_that_nobody_reads_any_more_comes_back_but_for_keys_of_whoever_was_taken_off(
    recovery: HybridIdentity,
) -> None:
    lost, off, made = told(), told(), NewKeys()
    take_off(off.tip.id, amara().id, by=noor().id)
    Grant.objects.filter(conversation__in=[lost.conversation, off.conversation]).exclude(
        holder__in=[recovery.recipient.holder, mailbox_of(lost).holder, mailbox_of(off).holder]
    ).delete()
    made.count(lost=True)

    assert recovered(recovery, made, lost) == [("tipster", 0)]
    assert recovered(recovery, made, off) == []


def test_a_colleague_s_leaving_keeps_no_key_from_whom_it_was_sealed_to(recovery: HybridIdentity) -> None:
    tip, made = told(), NewKeys()
    take_off(tip.tip.id, noor().id, by=amara().id)
    made.count(lost=True)

    assert recovered(recovery, made, tip) == [("tipster", 0)]


def test_under_a_sheet_that_is_over_nothing_is_taken_up(recovery: HybridIdentity, clock: Clock) -> None:
    tip, made = told(), NewKeys()
    made.count(lost=True)
    opened, _ = _sealed_anew(amara(), recovery, made.keys)
    clock.passes(days=400)

    with pytest.raises(SheetOutdated):
        take_up_recovered(amara(), tip.tip.id, _given(opened[tip.tip.id]))


def test_a_key_that_no_reader_has_signed_is_left_out(recovery: HybridIdentity) -> None:
    tip, made = told(), NewKeys()
    made.count(lost=True)
    stranger, identity = SigningKey.generate(), HybridIdentity.generate()
    given = Given(tip.conversation.id, 1, recovery.recipient.holder, identity, stranger.verifying_key)
    sealed = seal_grant(given, recovery.recipient, stranger)
    office = tip.tip.office
    Grant.objects.create(
        office=office, conversation=tip.conversation, number=1, holder=given.holder, sealed=sealed
    )

    opened, left = _sealed_anew(amara(), recovery, made.keys)

    assert [one["n"] for one in opened[tip.tip.id]] == [0]
    assert left == 1


def test_whom_a_tip_leaves_out_recovers_nothing_of_it(recovery: HybridIdentity) -> None:
    tip, made = told(), NewKeys()
    Grant.objects.filter(conversation=tip.conversation).exclude(holder=recovery.recipient.holder).delete()
    made.count(lost=True)
    tip.tip.exclusions.create(office=tip.tip.office, holder=made.keys.identity.recipient.holder)

    opened, _ = _sealed_anew(amara(), recovery, made.keys)

    assert opened == {}


def test_halves_of_two_keys_or_words_of_somebody_else_are_said(folder: OfficeFolder, tmp_path: Path) -> None:
    folder.charter.write_text(folder.charter.read_text("utf-8") + KEEPERS, "utf-8")
    said = fairwitness("keys", "recovery", "--dir", folder.path).out
    halves = [re.findall(r"^ +\d+  \d{4}  (\w+)$", page, re.MULTILINE) for page in said.split("\f")[:2]]

    command = ("keys", "recover", "--reader", "amara", "--out", tmp_path / "out", "--dir", folder.path)
    twice = fairwitness(*command, typed="\n".join([" ".join(halves[0])] * 2 + ["x"]))
    wrong = fairwitness(*command, typed="abandon\nabandon\nx\n")

    assert "do not belong together" in twice.sentence
    assert "A half has 24 words" in wrong.sentence
    assert not (tmp_path / "out").exists()
