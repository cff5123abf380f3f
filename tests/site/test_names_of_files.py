from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.site.front.names import LONGEST, UNKNOWN_TYPE, clean_name, clean_type, shorten


@given(st.text(st.characters(codec=None)))
def test_every_name_becomes_one_that_can_be_shown_and_saved(name: str) -> None:
    cleaned = clean_name(name)

    assert 0 < len(cleaned.encode()) <= LONGEST
    assert cleaned.strip(".")
    assert not set(cleaned) & set("/\\\0")
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in cleaned)


@given(st.text("abcäöü长江🌊", max_size=60), st.sampled_from(["jpg", "pdf", "tar.gz"]))
def test_an_ordinary_name_stays_as_it_is(stem: str, ending: str) -> None:
    name = f"{stem or 'photo'}.{ending}"

    assert clean_name(name) == name


def test_a_long_name_loses_its_middle_and_keeps_its_ending() -> None:
    name = shorten("长" * 300 + ".jpeg")

    assert name.endswith("长.jpeg")
    assert len(name.encode()) <= LONGEST


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("image/jpeg", "image/jpeg"),
        (" Application/PDF ", "application/pdf"),
        (None, UNKNOWN_TYPE),
        ("text/html\r\nX: y", UNKNOWN_TYPE),
        ("nonsense", UNKNOWN_TYPE),
        ("a/" + "b" * 500, UNKNOWN_TYPE),
    ],
)
def test_a_media_type_is_one_or_says_nothing(told: str | None, kept: str) -> None:
    cleaned = clean_type(told)

    assert cleaned == kept
