"""The rules on rewards of one version of the charter: of today's for everybody, of an earlier one for whoever told something while it counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fairwitness.office import charter, versions
from fairwitness.office.charter import decoded, rewards_in
from fairwitness.office.models import CharterVersion
from fairwitness.office.rewards import Rewards


@dataclass(frozen=True)
class Rules:
    """What is promised, and by which version; none on a line that has not opened yet."""

    promised: Rewards
    version: CharterVersion | None

    @property
    def hex(self) -> str:
        """The hash of the charter in which they stand."""
        return bytes(self.version.hash).hex() if self.version and self.version.hash else ""


def of_today() -> Rules | None:
    """None where the office gives no rewards."""
    promised = charter.current().rewards
    return Rules(promised, versions.in_force()) if promised else None


def of_number(number: int) -> Rules | None:
    """None where no such version has counted yet, or it gives none."""
    version = versions.counted().filter(number=number).first()
    return of(version) if version else None


def of(version: CharterVersion) -> Rules | None:
    """The same of a version that is known."""
    promised = _promised(bytes(version.hash)) if version.hash else None
    return Rules(promised, version) if promised else None


def with_rewards() -> list[int]:
    """The numbers of all versions by which a tip may be rewarded."""
    known = versions.counted().values_list("number", "hash")
    return [number for number, hash_ in known if hash_ and _promised(bytes(hash_)) is not None]


def counting() -> str | None:
    """The id of the version that counts now; None for a line that has not opened yet."""
    found: str | None = versions.counted().values_list("pk", flat=True).last()
    return found


@lru_cache(maxsize=64)
def _promised(hash_: bytes) -> Rewards | None:
    """By the file's hash: of one hash there is one file, whatever line it is of."""
    version = CharterVersion.objects.filter(hash=hash_, file__isnull=False)[:1].get()
    return rewards_in(decoded(bytes(version.file or b"")))
