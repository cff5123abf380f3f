from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto import framing, padding

sizes = st.integers(0, 2**53)


@given(sizes)
def test_padding_holds_what_is_padded_and_adds_at_most_an_eighth(size: int) -> None:
    padded = padding.padme(size)

    assert size <= padded <= size + size // 8


@given(sizes)
def test_a_padded_size_is_its_own_padded_size(size: int) -> None:
    padded = padding.padme(size)

    assert padding.padme(padded) == padded


@given(sizes, sizes)
def test_a_larger_file_never_looks_smaller(one: int, other: int) -> None:
    smaller, larger = sorted((one, other))

    assert padding.file_size(smaller) <= padding.file_size(larger)


@given(st.binary(max_size=9000))
def test_unpacking_undoes_packing(json: bytes) -> None:
    packed = framing.pack(json, b"s" * 64)

    assert framing.unpack(packed) == (json, b"s" * 64)


def test_a_chinese_letter_and_an_english_one_of_the_same_bytes_look_the_same() -> None:
    chinese, english = "证" * 1000, "proof " * 500

    packed = [framing.pack(text.encode(), b"s" * 64) for text in (chinese, english)]

    assert len({len(one) for one in packed}) == 1
