"""A passkey in Python: what a browser and its authenticator send, and nothing that `prf` works out."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from fairwitness.crypto.encoding import b64

FLAG = AuthenticatorData.FLAG
KNOWN = FLAG.UP | FLAG.UV  # touched by somebody whom it knows


@dataclass
class Authenticator:
    """It holds one passkey for one address."""

    address: str = "testserver"
    origin: str = "https://testserver"
    flags: FLAG = KNOWN
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def made(self, challenge: str) -> dict[str, str]:
        """Make it."""
        cose = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # the library's own
        data = AttestedCredentialData.create(b"\0" * 16, self.credential, cose)
        shown = AuthenticatorData.create(self._rp, self.flags | FLAG.AT, 0, data)
        attested = AttestationObject.create("none", shown, {})
        return {
            "id": b64(self.credential),
            "clientDataJSON": b64(self._client("webauthn.create", challenge)),
            "attestationObject": b64(bytes(attested)),
        }

    def shown(self, challenge: str) -> dict[str, str]:
        """Sign with it."""
        client, data = (
            self._client("webauthn.get", challenge),
            AuthenticatorData.create(self._rp, self.flags, 0),
        )
        signature = self.key.sign(bytes(data) + sha256(client).digest(), ECDSA(SHA256()))
        return {
            "id": b64(self.credential),
            "clientDataJSON": b64(client),
            "authenticatorData": b64(bytes(data)),
            "signature": b64(signature),
        }

    @property
    def _rp(self) -> bytes:
        return sha256(self.address.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told, separators=(",", ":")).encode()
