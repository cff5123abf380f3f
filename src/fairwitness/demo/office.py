"""A made-up office, founded the way a real one is: two reviewers, their keys on a signed sheet, and a few tips.

Everything lies in one folder, the sign-in words too, for nobody here is real. `serve` never imports this.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import add_staff, found, sign_sheet

CHANNEL = "public"
REVIEWERS = {"amara": "Amara Okafor", "lin": "林晓"}


@dataclass(frozen=True)
class Reviewer:
    """A made-up reviewer, and how to sign in as them."""

    sign_in_name: str
    shown_name: str
    passphrase: str


@dataclass(frozen=True)
class Doors:
    """Where to go, as whom."""

    address: str
    reviewers: tuple[Reviewer, ...]

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "tipster": {"en": f"{self.address}/en/", "zh-hans": f"{self.address}/zh-hans/"},
            "mailbox": {"en": f"{self.address}/en/mailbox/", "zh-hans": f"{self.address}/zh-hans/mailbox/"},
            "desk": {"en": f"{self.address}/en/desk/", "zh-hans": f"{self.address}/zh-hans/desk/"},
            "reviewers": [asdict(reviewer) for reviewer in self.reviewers],
        }

    def as_text(self) -> str:
        """For the terminal."""
        lines = [
            "",
            "  A made-up office is open. Ctrl-C ends it; `rm -r .demo` forgets it.",
            "",
            f"  Tell something      {self.address}/en/        in Chinese: {self.address}/zh-hans/",
            f"  Come back           {self.address}/en/mailbox/",
            f"  The reviewers' desk {self.address}/en/desk/",
        ]
        for reviewer in self.reviewers:
            lines += [
                "",
                f"    sign in as        {reviewer.sign_in_name}",
                f"    eight words       {reviewer.passphrase}",
            ]
        return "\n".join([*lines, ""])


def found_demo(folder: OfficeFolder) -> None:
    """Found the office once: what `init`, `keys staff` and `keys sign-sheet` do."""
    if _credentials(folder):
        return
    found(folder.path)
    made = [
        Reviewer(name, shown, add_staff(folder, name, CHANNEL, shown_name=shown).passphrase)
        for name, shown in REVIEWERS.items()
    ]
    sign_sheet(folder, CHANNEL)
    (folder.path / "demo.json").write_text(json.dumps([asdict(reviewer) for reviewer in made], indent=1))


def doors_of(folder: OfficeFolder, address: str) -> Doors:
    """Where to go, as whom."""
    return Doors(address, tuple(Reviewer(**each) for each in _credentials(folder)))


def _credentials(folder: OfficeFolder) -> list[dict[str, str]]:
    file = folder.path / "demo.json"
    kept: list[dict[str, str]] = json.loads(file.read_text()) if file.is_file() else []
    return kept
