"""The recovery key: off unless the charter names two keepers, each of whom has half of it on paper."""

from __future__ import annotations

import secrets

from fairwitness.crypto.age import AgeError
from fairwitness.crypto.halves import HALF, split
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.crypto.sheets import Recovery
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError


def make_halves(folder: OfficeFolder, *, again: bool = False) -> tuple[bytes, bytes]:
    """Make the key and write its public half; both halves of the rest are told once and kept nowhere. OfficeError."""
    if not folder.promises().recovery:
        raise OfficeError(
            "The charter names no keepers. Write two [[recovery]] tables into charter.toml, one for each, with who they are."
        )
    if folder.recovery_pub.exists() and not again:
        raise OfficeError(
            f"There is a {folder.recovery_pub} already. With --again there are new halves; what was sealed before still needs the old ones."
        )
    seed = secrets.token_bytes(HALF)
    folder.recovery_pub.write_text(f"{HybridIdentity.from_seed(seed).recipient}\n")
    return split(seed)


def on_sheet(folder: OfficeFolder) -> Recovery | None:
    """As the next key sheet names it; None where the charter names no keepers. OfficeError where they have nothing to keep yet."""
    keepers = folder.promises().recovery
    if not keepers:
        return None
    try:
        recipient = HybridRecipient.parse(folder.recovery_pub.read_text().strip())
    except (FileNotFoundError, AgeError):
        raise OfficeError(
            f"The charter names keepers of a recovery key, and there is none. Make it: fairwitness keys recovery --dir {folder.path}"
        ) from None
    return Recovery(recipient, tuple(keeper.in_language("en") for keeper in keepers))
