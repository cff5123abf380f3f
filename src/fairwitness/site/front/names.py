"""What a sender calls a file, made harmless. The part itself is never dropped for its name."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 255  # bytes of UTF-8, as file systems have it
NAMELESS = "file"
# Marks that turn the direction of writing: with them `gpj.exe` can be made to look like `exe.jpg`.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")
UNKNOWN_TYPE = "application/octet-stream"


def text_of(header: str) -> str:
    """Read the UTF-8 of a header that was decoded as latin-1; what is none becomes �."""
    return header.encode("latin-1").decode("utf-8", "replace")


def clean_name(name: str) -> str:
    """Return the last part of the path, printable, at most 255 bytes and never empty."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(character for character in last if _is_harmless(character)).strip()
    return shorten(shown) if shown.strip(".") else NAMELESS


def _is_harmless(character: str) -> bool:
    return character not in TURNING and unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}


def shorten(name: str) -> str:
    """Cut the stem and keep the ending, between characters."""
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = dot + ending if stem and len(ending.encode()) <= 20 else ""  # noqa: PLR2004 - longer is no ending
    room = LONGEST - len(ending.encode())
    return name.encode()[:room].decode("utf-8", "ignore") + ending


def clean_type(media_type: str | None) -> str:
    """Return a media type, or the one that says nothing."""
    text = (media_type or "").strip().lower()
    return text if MEDIA_TYPE.fullmatch(text) else UNKNOWN_TYPE
