from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto.codes import CodeError, TipCode, characters

codes = st.binary(min_size=16, max_size=16).map(TipCode.from_entropy)
marks = st.text(st.characters(codec="utf-8", categories=("P", "Z", "S")), min_size=1, max_size=3)
separators = marks.filter(
    lambda text: not any(sign.isalnum() for sign in unicodedata.normalize("NFKC", text))
)


def ways(code: TipCode) -> list[list[str]]:
    """Each of the twelve, in every form in which it may be typed."""
    forms = zip(
        code.words,
        (word[:4] for word in code.words),
        (word.upper() for word in code.words),
        (f"{number:04}" for number in code.numbers),
        characters(code.numbers, "zh-hans"),
        characters(code.numbers, "zh-hant"),
        strict=True,
    )
    return [list(each) for each in forms]


def read_or_why(text: str) -> str | tuple[int, ...]:
    try:
        return TipCode.read(text).numbers
    except CodeError as error:
        return error.why


@given(codes, separators, st.data())
def test_any_mixture_of_forms_reads_as_the_same_code(
    code: TipCode, separator: str, data: st.DataObject
) -> None:
    typed = separator.join(data.draw(st.sampled_from(forms)) for forms in ways(code))

    read = TipCode.read(typed)

    assert read == code


@given(codes)
def test_entropy_and_numbers_are_two_sides_of_one_code(code: TipCode) -> None:
    assert TipCode.from_entropy(code.entropy) == code


@given(codes)
def test_what_a_page_shows_can_be_pasted(code: TipCode) -> None:
    hanzi = characters(code.numbers, "zh-hans")
    english = " ".join(f"{word} {number:04}" for word, number in zip(code.words, code.numbers, strict=True))
    chinese = "\n".join(f"{number:04} {sign}" for number, sign in zip(code.numbers, hanzi, strict=True))

    assert TipCode.read(english) == code
    assert TipCode.read(chinese) == code


@given(codes, st.integers(0, 11), st.integers(1, 2048))
def test_one_wrong_word_is_nearly_always_noticed_and_never_another_length(
    code: TipCode, at: int, wrong: int
) -> None:
    numbers = [*code.numbers[:at], wrong, *code.numbers[at + 1 :]]

    outcome = read_or_why(" ".join(map(str, numbers)))

    assert outcome in {"checksum", tuple(numbers)}


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_code_or_a_code_error(text: str) -> None:
    outcome = read_or_why(text)

    assert outcome in {"word", "number", "count", "checksum"} or len(outcome) == 12


def test_a_code_shows_nothing_of_itself_when_printed() -> None:
    code = TipCode.generate()

    shown = f"{code!r} {code}"

    assert shown == "TipCode() TipCode()"
