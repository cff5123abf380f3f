"""A voucher in Python: what it shows, what it is worth, and that it is one however often it is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fairwitness.crypto.blind_rsa import blind, finalize
from fairwitness.crypto.blind_signing import SecretKey
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.reward_sheets import MODULUS, RewardKey, RewardSheet, RewardSheetError, follows
from fairwitness.crypto.vouchers import Voucher, VoucherError, begin

OFFICE = SigningKey.from_seed(b"\6" * 32)


@pytest.fixture(scope="module")
def secret() -> SecretKey:
    return SecretKey.generate()


@pytest.fixture(scope="module")
def key(secret: SecretKey) -> RewardKey:
    return RewardKey(50_000, "EUR", 2026, date(2027, 6, 30), secret.public.modulus.to_bytes(MODULUS))


@pytest.fixture(scope="module")
def sheet(key: RewardKey) -> RewardSheet:
    return RewardSheet(bytes(16), OFFICE.verifying_key, 1, (key,))


@pytest.fixture(scope="module")
def voucher(sheet: RewardSheet, secret: SecretKey) -> Voucher:
    pending = begin(sheet, sheet.keys[0].id)
    return pending.finalize(sheet, secret.sign(pending.blinded))


def test_a_voucher_signed_twice_is_spent_once(
    voucher: Voucher, secret: SecretKey, sheet: RewardSheet
) -> None:
    again = blind(secret.public, voucher.message)

    signature = finalize(secret.public, voucher.message, secret.sign(again.message), again.inverse)

    twin = replace(voucher, signature=signature)
    assert twin.verify(sheet) == voucher.verify(sheet)
    assert (twin.to_text() != voucher.to_text(), twin.spent) == (True, voucher.spent)


def test_what_the_treasurer_has_seen_does_not_stand_in_the_voucher(
    sheet: RewardSheet, secret: SecretKey
) -> None:
    pending = begin(sheet, sheet.keys[0].id)
    signed = secret.sign(pending.blinded)

    voucher = pending.finalize(sheet, signed)

    assert voucher.signature not in {signed, pending.blinded}
    assert begin(sheet, sheet.keys[0].id).blinded != pending.blinded


def test_a_voucher_and_what_is_kept_of_it_show_nothing_when_printed(
    voucher: Voucher, sheet: RewardSheet
) -> None:
    pending = begin(sheet, voucher.key)

    shown = f"{voucher!r} {pending!r}"

    secrets = (voucher.nonce, voucher.prefix, voucher.signature, pending.message, pending.inverse)
    assert not any(repr(one) in shown for one in secrets)


def test_an_office_that_changes_what_a_key_is_worth_has_another_key(
    voucher: Voucher, sheet: RewardSheet
) -> None:
    cheaper = replace(sheet, keys=(replace(sheet.keys[0], amount=500),))

    with pytest.raises(VoucherError) as refused:
        voucher.verify(cheaper)

    assert refused.value.why == "unknown-key"


def test_a_later_last_day_is_the_same_key(voucher: Voucher, sheet: RewardSheet) -> None:
    longer = replace(sheet, keys=(replace(sheet.keys[0], until=date(2028, 6, 30)),))

    assert voucher.verify(longer).until == date(2028, 6, 30)


def test_nothing_is_blinded_for_a_key_that_the_sheet_has_not(sheet: RewardSheet) -> None:
    with pytest.raises(VoucherError) as refused:
        begin(sheet, bytes(32))

    assert refused.value.why == "unknown-key"


def test_a_fourth_denomination_of_a_year_is_refused(sheet: RewardSheet, key: RewardKey) -> None:
    moduli = [key.modulus[:-1] + bytes([last]) for last in (1, 3, 5, 7)]
    keys = [replace(key, amount=amount, modulus=one) for amount, one in enumerate(moduli, 1)]

    with pytest.raises(RewardSheetError, match="more than three"):
        replace(sheet, keys=tuple(keys))

    assert len(replace(sheet, keys=(*keys[:3], replace(keys[3], year=2025))).keys) == len(keys)


def test_a_sheet_follows_the_one_that_it_names(sheet: RewardSheet) -> None:
    following = replace(sheet, serial=2, previous=sheet.hash)

    assert follows(following, sheet)
    assert not follows(replace(following, previous=bytes(32)), sheet)
    assert not follows(replace(following, serial=1), sheet)
    assert not follows(replace(following, line=bytes([1] * 16)), sheet)
