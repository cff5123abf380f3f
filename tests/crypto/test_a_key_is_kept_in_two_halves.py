from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto.entries import CodeError
from fairwitness.crypto.halves import join, numbers_of, read_half, split, words_of

SEEDS = st.binary(min_size=32, max_size=32)


@given(SEEDS)
def test_both_halves_make_the_key_and_one_alone_another(seed: bytes) -> None:
    one, other = split(seed)

    assert join(one, other) == join(other, one) == seed
    assert seed not in (one, other)


@given(SEEDS)
def test_a_half_comes_back_from_paper_as_words_or_numbers(half: bytes) -> None:
    numbers = numbers_of(half)

    assert read_half(" ".join(words_of(numbers))) == half
    assert read_half(" ".join(f"{one:04}" for one in numbers)) == half


def test_a_half_is_written_as_bip_39_writes_it() -> None:
    assert words_of(numbers_of(bytes(32))) == ["abandon"] * 23 + ["art"]  # BIP-39's own vector


@pytest.mark.parametrize("typed", ["", "abandon " * 24, "abandon " * 23 + "art art", "no words at all"])
def test_what_is_no_half_is_refused(typed: str) -> None:
    with pytest.raises(CodeError):
        read_half(typed)
