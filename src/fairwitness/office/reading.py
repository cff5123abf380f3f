"""Questions that everybody asks about the office."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.crypto.sheets import KeySheet, Reader, SheetError, read_published
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Channel, FormerKey, Office, SignedSheet, Staff, StaffKey
from fairwitness.office.rows import only, row_by


class NoSheetError(Exception):
    """The channel has no key sheet, so nothing can be sealed to its readers."""


def line_id() -> bytes:
    """The 16 bytes that codes and words are derived with: the line's for ever, so the file is read once."""
    return _line_of(settings.FOLDER)


@lru_cache(maxsize=2)
def _line_of(folder: OfficeFolder) -> bytes:
    return folder.line()


# Until a new sheet names somebody's next keys, the sheet of today names the former ones: whom a tipster leaves out is left out under both.
_KEYS: tuple[type[StaffKey | FormerKey], ...] = (StaffKey, FormerKey)


def current_office() -> Office:
    """The office of this line."""
    return Office.objects.get()


def channel(slug: str) -> Channel | None:
    """The channel of this name, if the charter still has it."""
    found = row_by(Channel, slug=slug, open=True)
    if found is not None and (office := row_by(Office, id=found.office_id)) is not None:
        found.office = office
    return found


def current_sheet(channel: Channel) -> KeySheet:
    """The newest sheet: whom a tip is sealed to today."""
    newest = row_by(SignedSheet, channel_id=channel.id, newest_by="serial")
    if newest is None:
        raise NoSheetError(channel.slug)
    return _read(newest.published, channel.office.verifying_key)


def who_guards(channel: Channel) -> list[str]:
    """Who guards names at this channel, as the sheet of today calls them; nobody where it has none."""
    newest = row_by(SignedSheet, channel_id=channel.id, newest_by="serial")
    return [one.name for one in current_sheet(channel).custodians] if newest else []


def holders_in(channel: Channel, roles: Collection[str]) -> frozenset[bytes]:
    """The holders of the channel's readers in these roles."""
    seats = {**_readers(channel), "staff__seat__reader__in": roles}
    return frozenset(
        one for kind in _KEYS for one in kind.objects.filter(**seats).values_list("holder", flat=True)
    )


def holders_by_role(channel: Channel) -> dict[str, list[bytes]]:
    """Of each role in which the channel is read, the holders of those who sit there in it."""
    found: dict[str, list[bytes]] = {}
    for kind in _KEYS:
        keys = kind.objects.filter(**_readers(channel)).order_by("holder")
        for role, holder in keys.values_list("staff__seat__reader", "holder"):
            found.setdefault(role, []).append(holder)
    return found


def holders_of_staff(channel: Channel) -> frozenset[bytes]:
    """The holders of everybody who reads the channel, on its sheet or not yet."""
    seats = _readers(channel)
    return frozenset(
        one for kind in _KEYS for one in kind.objects.filter(**seats).values_list("holder", flat=True)
    )


def _readers(channel: Channel) -> dict[str, object]:
    return {"staff__role": Staff.Role.REVIEWER, "staff__seat__channel": channel}


def current_sheets() -> list[KeySheet]:
    """The newest sheet of each channel that has one."""
    channels = Channel.objects.select_related("office").filter(open=True).order_by("slug")
    return [current_sheet(channel) for channel in channels if channel.sheets.exists()]


def numbers_to_read_out(staff: Staff) -> str:
    """Of somebody's keys, where no sheet of today names them: before one does, nothing is sealed to them. Empty where one does."""
    key = only(StaffKey.objects.filter(staff=staff))
    named = {reader.recipient.holder for sheet in current_sheets() for reader in sheet.people}
    if key is None or bytes(key.holder) in named:
        return ""
    return Reader("", HybridRecipient.parse(key.recipient), bytes(key.verifying_key)).fingerprint


def known_sheets(channel: Channel) -> list[KeySheet]:
    """Every sheet that the office key ever signed for this channel, the oldest first; what somebody else put there is left out."""
    return list(_signed(channel))


def _signed(channel: Channel) -> Iterator[KeySheet]:
    for one in channel.sheets.order_by("serial"):
        with suppress(SheetError):
            yield _read(one.published, channel.office.verifying_key)


def published_sheet(slug: str) -> bytes | None:
    """The newest sheet as it was published."""
    newest = SignedSheet.objects.filter(channel__slug=slug).order_by("-serial").first()
    return newest.published if newest else None


@lru_cache(maxsize=64)
def _read(published: bytes, office: bytes) -> KeySheet:
    """Parsing and verifying a sheet costs more than a page: it never changes."""
    return read_published(published, office)


def has_keys_of_another(name: str, holder: bytes, verifying_key: bytes) -> bool:
    """Whether one of these public keys is, or was, somebody else's here."""
    either = Q(holder=holder) | Q(verifying_key=verifying_key)
    return any(kind.objects.filter(either).exclude(staff__sign_in_name=name).exists() for kind in _KEYS)
