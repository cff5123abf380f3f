"""What the demo knows and no line ever would: the words of whoever works there and the codes of three of its tipsters."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fairwitness.office.folder import OfficeFolder


@dataclass(frozen=True)
class Reviewer:
    """Somebody made up who works there, and how to sign in as them."""

    sign_in_name: str
    shown_name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Credentials:
    """One file of the demo's folder. A thief finds it only here: on a real line these words are on paper, with people."""

    edition: str  # of the made-up office, so that another version does not open it
    reviewers: tuple[Reviewer, ...]
    codes: dict[str, str] = field(
        default_factory=dict, repr=False
    )  # of tipsters, by the door through which one comes back
    asked: dict[str, str] = field(
        default_factory=dict, repr=False
    )  # the codes that were handed to people reported on, by the language of their door
    administrator: Reviewer | None = None  # of the same form, and no reader
    custodian: Reviewer | None = None  # the same
    letters: int | None = None  # how many were made up; None while the office is not whole yet

    def at_desk(self, name: str) -> Reviewer | None:
        """The one of this sign-in name, who reads or guards names."""
        known = (*self.reviewers, *((self.custodian,) if self.custodian else ()))
        return next((one for one in known if one.sign_in_name == name), None)

    def write(self, folder: OfficeFolder) -> None:
        """Keep them for the next start."""
        credentials_file(folder).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False), "utf-8")


def credentials_file(folder: OfficeFolder) -> Path:
    """Where they lie."""
    return folder.path / "demo.json"


def read_credentials(folder: OfficeFolder) -> Credentials:
    """What lies there; ValueError for what another version has written, OSError where there is nothing."""
    kept: Any = json.loads(credentials_file(folder).read_text("utf-8"))
    try:
        reviewers = tuple(Reviewer(**one) for one in kept["reviewers"])
        return Credentials(
            kept["edition"],
            reviewers,
            kept["codes"],
            kept["asked"],
            administrator=_somebody(kept["administrator"]),
            custodian=_somebody(kept["custodian"]),
            letters=kept["letters"],
        )
    except (TypeError, KeyError, AttributeError):
        raise ValueError("not of this version") from None


def _somebody(kept: dict[str, str] | None) -> Reviewer | None:
    return Reviewer(**kept) if kept else None
