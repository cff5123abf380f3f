"""What somebody shows beside the words. Nobody has to have it; who has it has to show it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.db import transaction

from fairwitness.crypto.age import Sealed
from fairwitness.office import app_codes, clock, recovery_codes
from fairwitness.office.models import AppSecret, Passkey, PasskeySeed, RecoveryCode, SignedIn, Staff, StaffKey
from fairwitness.office.passkeys import Made
from fairwitness.office.problems import OfficeError
from fairwitness.office.rows import only


class IsTheLast(Exception):
    """Without it the words alone sign in; that is asked first."""


@dataclass(frozen=True)
class Factors:
    """What there is."""

    app: AppSecret | None
    passkeys: list[Passkey]
    codes: int  # recovery codes that are left

    @property
    def is_asked(self) -> bool:
        """Whether the words alone are not enough."""
        return self.app is not None or bool(self.passkeys)

    @property
    def count(self) -> int:
        """How many could be lost before the words alone sign in."""
        return len(self.passkeys) + (self.app is not None)


def of(staff: Staff) -> Factors:
    """Those of one person."""
    return Factors(
        only(AppSecret.objects.filter(staff=staff)),
        list(staff.passkeys.select_related("seed").order_by("made", "name", "id")),
        staff.recovery_codes.count(),
    )


def digits_of(typed: str) -> str:
    """A code as somebody types it: with spaces or hyphens, or in the wide digits of an input method."""
    return "".join(one for one in unicodedata.normalize("NFKC", typed) if one in "0123456789")


def accepts(staff: Staff, typed: str) -> bool:
    """Whether a code of the app, or a recovery code, counts; Wait where the app's are not looked at yet."""
    code = digits_of(typed)
    if len(code) == recovery_codes.DIGITS:
        return recovery_codes.accepts(staff, code)
    return len(code) == app_codes.DIGITS and app_codes.accepts(staff, code)


@transaction.atomic
def add_passkey(staff: Staff, made: Made, name: str, address: str, sealed_seed: Sealed | None) -> list[str]:
    """Keep it, and the seed that was sealed to it where it can open one. Returns recovery codes where there were none."""
    passkey = Passkey.objects.create(
        office=staff.office,
        staff=staff,
        name=name,
        address=address,
        credential=made.credential,
        public=made.public,
        made=clock.today(),
    )
    if sealed_seed is not None:
        key = StaffKey.objects.get(staff=staff)
        PasskeySeed.objects.create(office=staff.office, passkey=passkey, key=key, sealed_seed=sealed_seed)
    return _first_codes(staff)


@transaction.atomic
def add_app(staff: Staff, secret: bytes, typed: str) -> list[str]:
    """Keep it, once it has shown a right code. Returns recovery codes where there were none. DoesNotFit."""
    app_codes.keep(staff, secret, digits_of(typed))
    return _first_codes(staff)


@transaction.atomic
def remove_passkey(staff: Staff, passkey_id: str, *, sure: bool) -> bool:
    """Take it away; False where it is none of theirs. IsTheLast where somebody has to be sure first."""
    if not Passkey.objects.filter(staff=staff, pk=passkey_id).exists():
        return False
    _ask_before_the_last(staff, sure=sure)
    Passkey.objects.filter(staff=staff, pk=passkey_id).delete()
    _forget_codes_without_use(staff)
    return True


@transaction.atomic
def remove_app(staff: Staff, *, sure: bool) -> bool:
    """The same for the app."""
    if not AppSecret.objects.filter(staff=staff).exists():
        return False
    _ask_before_the_last(staff, sure=sure)
    AppSecret.objects.filter(staff=staff).delete()
    _forget_codes_without_use(staff)
    return True


def put_aside(staff: Staff) -> None:
    """Not now: the desk does not ask again."""
    Staff.objects.filter(pk=staff.pk, offered=None).update(offered=clock.today())


@transaction.atomic
def begin_anew(staff: Staff) -> None:
    """Whoever gets new words starts without all of it: what was lost may be in somebody's hands. Nowhere is anybody signed in."""
    for kind in (Passkey, AppSecret, RecoveryCode):
        kind.objects.filter(staff=staff).delete()
    for place in SignedIn.objects.filter(staff=staff).select_related("session"):
        place.session.delete()
    Staff.objects.filter(pk=staff.pk).update(offered=None)


def begin_anew_by_name(name: str) -> None:
    """The same, for whoever has lost a passkey, the app and the codes and still has the words. OfficeError for a name that nobody has."""
    staff = only(Staff.objects.filter(sign_in_name=name, is_active=True))
    if staff is None:
        raise OfficeError(f"Nobody signs in as “{name}”. The names are those of the files in staff/.")
    begin_anew(staff)


def _first_codes(staff: Staff) -> list[str]:
    put_aside(staff)
    return [] if RecoveryCode.objects.filter(staff=staff).exists() else recovery_codes.make(staff)


def _ask_before_the_last(staff: Staff, *, sure: bool) -> None:
    """The row is held, so that two requests at once cannot each think that another is left."""
    Staff.objects.select_for_update().get(pk=staff.pk)
    if of(staff).count == 1 and not sure:
        raise IsTheLast


def _forget_codes_without_use(staff: Staff) -> None:
    if not of(staff).is_asked:
        RecoveryCode.objects.filter(staff=staff).delete()
