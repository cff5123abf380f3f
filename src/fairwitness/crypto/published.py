"""What is signed and published: JSON, a line end, the signature as base64url. Sheets, the line's key and the journal's heads are."""

from __future__ import annotations

from fairwitness.crypto.encoding import EncodingError, b64, unb64
from fairwitness.crypto.keys import SIGNATURE, Kind, SigningKey, verify


def publish_json(kind: Kind, json: bytes, key: SigningKey) -> bytes:
    """The bytes that are published."""
    return json + b"\n" + b64(key.sign(kind, json)).encode("ascii")


def signed_json(kind: Kind, published: bytes, verifying_key: bytes) -> bytes | None:
    """The JSON, if the holder of that key signed exactly these bytes as a thing of this kind; None for everything else."""
    json, _, signature = published.partition(b"\n")
    try:
        is_signed = verify(verifying_key, kind, json, unb64(signature.decode("ascii"), SIGNATURE))
    except (EncodingError, UnicodeDecodeError):
        return None
    return json if is_signed else None
