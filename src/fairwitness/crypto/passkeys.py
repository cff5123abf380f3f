"""What a passkey unlocks: the WebAuthn extension `prf` works out 32 bytes in it. Browsers do this; here it is told for other programs."""

from __future__ import annotations

from fairwitness.crypto.keys import derive, tagged_hash
from fairwitness.crypto.recipients import HybridIdentity

OUTPUT = 32  # bytes


def prf_input(line: bytes) -> bytes:
    """What the passkey is asked about: the same for everybody on one line, and another on every line."""
    return tagged_hash("fairwitness/1/passkey", line)


def unlocked_by(output: bytes) -> HybridIdentity:
    """The age identity to which a staff seed is sealed a second time."""
    if len(output) != OUTPUT:
        raise ValueError("a passkey works out 32 bytes")
    return HybridIdentity.from_seed(derive(output, "fairwitness/1/unlock-by-passkey"))
