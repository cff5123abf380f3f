"""The byte rules that everything else is built from: base64url, JSON with one form, a hash with a label."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_NUMERAL = re.compile(r"[0-9]+", re.ASCII)
LARGEST = 2**53 - 1  # the largest integer that JavaScript holds exactly
DEEPEST = 100  # lists and objects inside one another; no language's stack ends before


class EncodingError(ValueError):
    """Bytes or text that no one who follows the protocol writes."""


def b64(raw: bytes) -> str:
    """Unpadded base64url."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: object, size: int | None = None) -> bytes:
    """Undo `b64`. Only the one spelling that `b64` gives is accepted, and only `size` bytes where that is named."""
    if not isinstance(text, str):
        raise EncodingError("not base64url")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:  # binascii's, or for letters that ASCII has not
        raise EncodingError("not base64url") from None
    if b64(raw) != text:  # stray bits, and every character that decoding has passed over
        raise EncodingError("not the one spelling of base64url")
    if size is not None and len(raw) != size:
        raise EncodingError(f"{len(raw)} bytes where {size} belong")
    return raw


def dumps(value: Mapping[str, Any]) -> bytes:
    """JSON in its one form, UTF-8: keys as they come, no space, integers only; the bytes of `JSON.stringify`.

    A lone surrogate is an EncodingError: no UTF-8 has it, and JavaScript would write it otherwise.
    """
    _only_what_json_and_both_languages_share(value)
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise EncodingError("a lone surrogate") from None


def loads(raw: bytes) -> dict[str, Any]:
    """Undo `dumps`: an object, and only in the one form; another spelling of the same object is an EncodingError."""
    try:
        value = json.loads(raw.decode())
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise EncodingError("not JSON") from None
    if not isinstance(value, dict) or dumps(value) != raw:
        raise EncodingError("not the one form of a JSON object")
    return value


def in_order(of: object, keys: Sequence[str], left_out: frozenset[str] = frozenset()) -> None:
    """EncodingError for anything but an object of these keys in this order, of which some may be left out."""
    if not isinstance(of, dict) or list(of) != [key for key in keys if key in of or key not in left_out]:
        raise EncodingError("other keys, or in another order")


def as_list(value: object) -> list[Any]:
    """EncodingError for anything else."""
    if not isinstance(value, list):
        raise EncodingError("something else where a list belongs")
    return value


def in_fours(text: str) -> str:
    """Four characters at a time, as digits are read out and typed."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def as_text(value: object) -> str:
    """EncodingError for anything else."""
    if not isinstance(value, str):
        raise EncodingError("something else where text belongs")
    return value


def _only_what_json_and_both_languages_share(value: object, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise EncodingError("nested too deep")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or _NUMERAL.fullmatch(
                key
            ):  # JavaScript would move such a key to the front
                raise EncodingError("a key that is no word")
            _only_what_json_and_both_languages_share(inner, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _only_what_json_and_both_languages_share(inner, depth + 1)
    elif isinstance(value, bool) or not isinstance(value, str | int):
        raise EncodingError("neither text, integer, list nor object")
    elif isinstance(value, int) and not 0 <= value <= LARGEST:
        raise EncodingError("an integer out of range")
