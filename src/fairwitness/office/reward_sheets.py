"""An office's reward sheets: what they add, and the office key under them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fairwitness.crypto.reward_sheets import (
    RewardKey,
    RewardSheet,
    RewardSheetError,
    follows,
    publish,
    read_keys,
    read_published,
)
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import office_key_of
from fairwitness.office.problems import OfficeError


def keys_of_treasurer(files: Sequence[Path]) -> tuple[RewardKey, ...]:
    """What the treasurer has handed over; OfficeError for a file that is something else."""
    return tuple(key for file in files for key in _keys(file))


def sign_reward_sheet(
    folder: OfficeFolder, keys: Sequence[RewardKey], key_file: Path | None = None
) -> RewardSheet:
    """Sign the next sheet: the keys of the one before, and these. A key that stands there already may have its last day put off, and not brought forward."""
    office, earlier = office_key_of(folder, key_file), signed_reward_sheets(folder)
    last = earlier[-1] if earlier else None
    held = {key.id: key for key in last.keys} if last else {}
    for key in keys:
        if key.id in held and key.until < held[key.id].until:
            raise OfficeError(
                f"Vouchers of {key.fingerprint} were promised until {held[key.id].until}. That day may be put off, and not brought forward."
            )
    try:
        sheet = RewardSheet(
            line=folder.line(),
            office=office.verifying_key,
            serial=last.serial + 1 if last else 1,
            keys=tuple((held | {key.id: key for key in keys}).values()),
            previous=last.hash if last else None,
        )
    except RewardSheetError as error:
        raise OfficeError(f"No sheet can have these keys: {error}.") from None
    folder.reward_sheets.mkdir(exist_ok=True)
    (folder.reward_sheets / f"{sheet.serial}.sheet").write_bytes(publish(sheet, office))
    return sheet


def signed_reward_sheets(folder: OfficeFolder) -> list[RewardSheet]:
    """As they lie in the folder, verified, in order; none where the office has no rewards. OfficeError for a broken chain."""
    sheets = sorted(
        (_sheet(file, folder) for file in folder.reward_sheets.glob("*.sheet")),
        key=lambda sheet: sheet.serial,
    )
    for place, sheet in enumerate(sheets):
        begins = sheet.previous is None and sheet.serial == 1
        if not (follows(sheet, sheets[place - 1]) if place else begins):
            raise OfficeError(
                f"Reward sheet {sheet.serial} does not follow the one before. Put the missing one back."
            )
    return sheets


def _sheet(file: Path, folder: OfficeFolder) -> RewardSheet:
    try:
        sheet = read_published(file.read_bytes(), folder.verifying_key())
    except RewardSheetError as error:
        raise OfficeError(f"{file} cannot be used: {error}. Put it back from a copy.") from None
    if sheet.line != folder.line():
        raise OfficeError(f"{file} was signed for another line. Take it out.")
    return sheet


def _keys(file: Path) -> tuple[RewardKey, ...]:
    try:
        return read_keys(file.read_bytes())
    except RewardSheetError as error:
        raise OfficeError(
            f"{file}: {error}. Take the file that `fairwitness rewards keys` has written."
        ) from None
