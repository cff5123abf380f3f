"""What a reader signs who knows that a code was handed over: the same bytes in both languages, and everything else refused by both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from js.asking import javascript

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.handed_over import KIND, HandedOver, HandedOverError
from fairwitness.crypto.keys import SigningKey

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


NOOR, AMARA, ELSE = (SigningKey.from_seed(bytes([number]) * 32) for number in range(3))


def checked(by: SigningKey, **other: Any) -> Any:
    """Whose name each browser finds under it, where Noor and Amara read the tip and Amara has made the code; nobody's where it does not hold."""
    raw = other.get("raw", RIGHT)
    told = {"asked": SIGNED.hearing, "statement": b64(raw), "signature": b64(by.sign(KIND, raw))}
    sheet = [("Noor", b64(NOOR.verifying_key)), ("Amara", b64(AMARA.verifying_key))]
    where = {"tip": SIGNED.tip, "line": b64(SIGNED.line), **other.get("where", {})}
    asked = {"told": told | other.get("told", {}), "sheets": sheet, "madeBy": b64(AMARA.verifying_key)}
    (found,) = javascript(("handed", {**asked, **where}))
    return found


def test_a_browser_checks_who_has_signed_that_a_code_was_handed_over() -> None:
    assert checked(NOOR) == "Noor"


@pytest.mark.parametrize(
    "forged",
    [
        {"by": AMARA},
        {"by": ELSE},
        {"by": NOOR, "raw": RIGHT[:-1]},
        {"by": NOOR, "where": {"tip": b64(b"\6" * 16)}},
        {"by": NOOR, "told": {"asked": b64(b"\6" * 16)}},
        {"by": NOOR, "told": {"signature": ""}},
        {"by": NOOR, "told": {"statement": b64(RIGHT.replace(b"post", b"person"))}},
    ],
    ids=["its maker", "a stranger", "cut", "another tip", "another code", "nobody", "another way"],
)
def test_what_nobody_else_has_signed_about_this_code_is_signed_by_nobody(forged: dict[str, Any]) -> None:
    assert checked(**forged) is None
