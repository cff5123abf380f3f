"""Recovery codes: twenty digits each, shown once, hashed, and each good once in the place of a passkey or an app."""

from __future__ import annotations

import secrets

from django.db import transaction

from fairwitness.office.hashing import FastHasher, hash_of_secret
from fairwitness.office.models import RecoveryCode, Staff

HOW_MANY = 8
DIGITS = 20  # 66 bits: a thief of the hashes finds none of them


@transaction.atomic
def make(staff: Staff) -> list[str]:
    """New ones, to be shown once. Those from before count no more."""
    RecoveryCode.objects.filter(staff=staff).delete()
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(HOW_MANY)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(office=staff.office, staff=staff, hash=hash_of_secret(code)) for code in codes
    )
    return codes


def accepts(staff: Staff, code: str) -> bool:
    """Whether it is one of theirs, which is then gone."""
    right = [row for row in staff.recovery_codes.all() if FastHasher().verify(code, row.hash)]
    return any(RecoveryCode.objects.filter(pk=row.pk).delete()[0] for row in right)
