"""How letters ask about the bodies of an office's charter."""

from __future__ import annotations

from pathlib import Path

from made_up_office import FOLDER

from fairwitness.office import charter


def asked_as(slug: str, path: Path = FOLDER.charter) -> str:
    """As that charter describes this body today."""
    return next(body.asked_as for body in charter.load(path).bodies if body.slug == slug)
