"""Whose keys the files of these tests are sealed to, and what is in them."""

from __future__ import annotations

from pathlib import Path

from fairwitness.crypto.recipients import HybridIdentity, X25519Identity

AMARA = HybridIdentity.from_seed(b"\4" * 32)
NOOR = HybridIdentity.from_seed(b"\5" * 32)
CLASSIC = X25519Identity(b"\1" * 32)
CHUNK = 64 * 1024
TEXT = "The bridge has no rivets. 桥上没有铆钉。\n".encode()


def left_in(folder: Path, *but: Path) -> list[str]:
    """Names of what is there beside the files that the test put there, hidden ones too."""
    return [file.name for file in folder.iterdir() if file not in but]
