"""Every version of the charter as anybody's program may read it: nothing but what was published already."""

from __future__ import annotations

import json
from typing import Any

from fairwitness.office.models import CharterVersion


def published() -> list[dict[str, Any]]:
    """Each with its days and what it changed, and, once it counts, the hash of its file; the oldest first. Who published it is not said."""
    return [_told(one) for one in CharterVersion.objects.order_by("number")]


def file_of(number: int) -> bytes | None:
    """The whole charter as that version made it; None where it does not count yet, or there is none."""
    found = CharterVersion.objects.filter(number=number, file__isnull=False).first()
    return found.file if found else None


def _told(version: CharterVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "published": version.published.isoformat(),
        "starts": version.starts.isoformat(),
        "at_once": version.at_once,
        "withdrawn": version.withdrawn.isoformat() if version.withdrawn else None,
        "hash": bytes(version.hash).hex() if version.hash else None,
        "changes": json.loads(version.changes),
    }
