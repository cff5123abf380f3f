"""What a reader signs who knows that a code was handed over: the same bytes in both languages, and everything else refused by both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.handed_over import HandedOver, HandedOverError

SIGNED = HandedOver(bytes(16), b64(b"\4" * 16), b64(b"\5" * 16), "post", date(2026, 11, 24))
RIGHT = SIGNED.to_json()


def in_javascript(raw: bytes) -> Any:
    """What it reads there, written again; null where it is refused."""
    (found,) = javascript(("handedOver", b64(raw)))
    return found


def test_both_write_the_same_bytes() -> None:
    assert HandedOver.from_json(RIGHT) == SIGNED
    assert in_javascript(RIGHT) == b64(RIGHT)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (b'"post"', b'"by pigeon"'),
        (b'"2026-11-24"', b'"2026-02-30"'),
        (b'"v":1', b'"v":2'),
        (b'"way":', b'"way" :'),
        (b'"way":"post",', b""),
    ],
)
def test_both_refuse_what_has_no_way_no_day_or_another_form(part: bytes, other: bytes) -> None:
    wrong = RIGHT.replace(part, other)
    assert wrong != RIGHT

    with pytest.raises(HandedOverError):
        HandedOver.from_json(wrong)
    assert in_javascript(wrong) is None
