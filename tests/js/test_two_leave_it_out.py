"""What two readers sign when somebody is not heard yet: the same bytes in both languages, and everything else refused by both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.unheard import Unheard, UnheardError

SIGNED = Unheard(bytes(16), b64(b"\4" * 16), "danger", date(2026, 11, 24), date(2026, 12, 24), b"\2" * 32)
RIGHT = SIGNED.to_json()


def in_javascript(raw: bytes) -> Any:
    """What it reads there, written again; null where it is refused."""
    (found,) = javascript(("unheard", b64(raw)))
    return found


def test_both_write_the_same_bytes() -> None:
    assert Unheard.from_json(RIGHT) == SIGNED
    assert in_javascript(RIGHT) == b64(RIGHT)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (b'"danger"', b'"no time"'),
        (b'"2026-12-24"', b'"2026-11-24"'),
        (b'"2026-12-24"', b'"2026-11-01"'),
        (b'"2026-12-24"', b'"2026-02-30"'),
        (b'"2026-12-24"', b'""'),
        (b'"v":1', b'"v":2'),
        (b'"ground":', b'"ground" :'),
        (b'"until":"2026-12-24",', b""),
    ],
)
def test_both_refuse_what_has_no_end_no_ground_or_another_form(part: bytes, other: bytes) -> None:
    wrong = RIGHT.replace(part, other)
    assert wrong != RIGHT

    with pytest.raises(UnheardError):
        Unheard.from_json(wrong)
    assert in_javascript(wrong) is None
