"""The browser blinds, the treasurer signs, the browser takes out the voucher, and Python says what it is worth."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.blind_signing import SecretKey
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.reward_sheets import MODULUS, RewardKey, RewardSheet, publish
from fairwitness.crypto.vouchers import Pending, Voucher

OFFICE = SigningKey.from_seed(b"\6" * 32)
OTHER = SigningKey.from_seed(b"\7" * 32)


@pytest.fixture(scope="module")
def secret() -> SecretKey:
    return SecretKey.generate()


@pytest.fixture(scope="module")
def sheet(secret: SecretKey) -> RewardSheet:
    modulus = secret.public.modulus.to_bytes(MODULUS)
    key = RewardKey(50_000, "EUR", 2026, date(2027, 6, 30), modulus)
    return RewardSheet(bytes(16), OFFICE.verifying_key, 1, (key,))


def told(sheet: RewardSheet, signed_by: SigningKey = OFFICE) -> dict[str, Any]:
    published, office = b64(publish(sheet, signed_by)), b64(OFFICE.verifying_key)
    return {"sheet": published, "office": office, "key": b64(sheet.keys[0].id)}


def test_a_browser_s_voucher_is_worth_what_the_sheet_says(sheet: RewardSheet, secret: SecretKey) -> None:
    (begun,) = javascript(("begin", told(sheet)))
    pending = Pending.from_json(unb64(begun))
    answer = {"pending": begun, "signed": b64(secret.sign(pending.blinded))}

    (text,) = javascript(("finalize", told(sheet) | answer))

    voucher = Voucher.read(text)
    assert voucher.verify(sheet).amount == 50_000
    assert voucher == pending.finalize(sheet, unb64(answer["signed"]))


def test_a_browser_blinds_for_no_key_but_one_of_a_sheet_that_it_has_checked(sheet: RewardSheet) -> None:
    of_nobody = told(sheet) | {"key": b64(bytes(32))}

    answers = javascript(
        ("begin_unchecked", told(sheet)),
        ("begin", told(sheet, signed_by=OTHER)),
        ("begin", of_nobody),
    )

    assert [one["refused"] for one in answers] == ["RewardSheetError", "RewardSheetError", "VoucherError"]
