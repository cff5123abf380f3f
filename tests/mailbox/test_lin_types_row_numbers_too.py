from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tipster import Tipster

from fairwitness.crypto.codes import CodeError, FirstRow, TipCode, characters
from fairwitness.mailbox.typed import read_code

CODE = TipCode.from_entropy(bytes(range(16)))
LABELS = {
    "digits": ("1 ", "2 ", "3 "),
    "digits with a mark": ("1. ", "2) ", "(3): "),
    "in words": ("Row 1: ", "row 2: ", "ROW 3 - "),
    "in words, on a line of their own": ("Row 1\n", "Row 2\n", "Row 3\n"),
    "in Chinese": ("第一行 ", "第二行：", "第三行、"),
    "in Chinese, with digits": ("第1行 ", "第 2 行 ", "第３行："),
    "full width": ("１　", "２　", "３　"),
}


def rows_of(code: TipCode) -> dict[str, list[str]]:
    """What may stand behind a label: four entries, in every form."""
    numbers = [f"{number:04}" for number in code.numbers]
    hanzi = characters(code.numbers, "zh-hans")
    forms = {
        "words": list(code.words),
        "numbers": numbers,
        "short numbers": [str(number) for number in code.numbers],
        "Chinese characters": list(hanzi),
        "the page's own": [f"{word} {number}" for word, number in zip(code.words, numbers, strict=True)],
        "the Chinese page's": [f"{number} {sign}" for number, sign in zip(numbers, hanzi, strict=True)],
    }
    return {
        name: [" ".join(entries[at : at + 4]) for at in range(0, 12, 4)] for name, entries in forms.items()
    }


def labelled(labels: tuple[str, ...], rows: list[str]) -> str:
    return "\n".join(label + row for label, row in zip(labels, rows, strict=False))


def outcome(typed: str) -> object:
    try:
        return read_code(typed)
    except CodeError as error:
        return error.why


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("form", rows_of(CODE))
def test_three_labelled_rows_are_the_code(labels: str, form: str) -> None:
    typed = labelled(LABELS[labels], rows_of(CODE)[form])

    read = read_code(f"\n{typed}\n")

    assert read == CODE


@given(
    st.binary(min_size=16, max_size=16).map(TipCode.from_entropy), st.sampled_from(sorted(LABELS)), st.data()
)
def test_labels_change_no_code(code: TipCode, labels: str, data: st.DataObject) -> None:
    rows = rows_of(code)[data.draw(st.sampled_from(sorted(rows_of(code))))]

    read = read_code(labelled(LABELS[labels], rows))

    assert read == code


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("form", ["words", "numbers", "the page's own", "the Chinese page's"])
def test_row_one_with_its_label_is_row_one(labels: str, form: str) -> None:
    row = rows_of(CODE)[form][0]

    read = read_code(LABELS[labels][0] + row)

    assert read == FirstRow(CODE.numbers[:4])


@pytest.mark.parametrize(
    "typed",
    [
        "1 2 3 4 5",
        "1 806 7 3 2",
        "2 wood army angle brown",
        "1 wood army angle brown zoo",
        "1 wood army angle\n2 wood army angle brown",
        "2 wood army angle brown\n1 wood army angle brown\n3 wood army angle brown",
        "My code: 1 wood army angle brown",
    ],
)
def test_what_may_mean_something_else_is_refused_as_before(typed: str) -> None:
    with pytest.raises(CodeError) as refused:
        read_code(typed)

    assert refused.value.why in {"count", "word"}


@given(st.text(alphabet="123 \n第行一二三row0的是在woodarmy", max_size=60))
def test_what_the_protocol_reads_means_what_it_meant(typed: str) -> None:
    try:
        before: object = FirstRow.read(typed)
    except CodeError:
        return

    assert outcome(typed) in (before, "checksum")


def test_a_wrong_checksum_is_said_of_the_twelve_and_not_of_the_labels() -> None:
    rows = [*rows_of(CODE)["words"]]
    rows[2] = " ".join(["zoo"] * 4)

    assert outcome(labelled(LABELS["digits"], rows)) == "checksum"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_note_with_row_numbers_opens_the_mailbox(lin: Tipster, language: str) -> None:
    elsewhere = Tipster(language)
    labels = LABELS["digits" if language == "en" else "in Chinese"]

    elsewhere.comes_back(labelled(labels, rows_of(TipCode.read(lin.code))["the page's own"]))

    assert elsewhere.page.letters == ["The exit is chained."]


@pytest.mark.parametrize(
    "written",
    ["{0}. {1}\n", "{0}) {1} ", "（{0}） {1}\n", "{0}、{1}\n", "{0}：{1} ", "{0} {1}\n", "- {0}. {1}\n"],
)
@pytest.mark.parametrize("form", ["words", "numbers", "Chinese characters"])
def test_a_list_that_is_numbered_one_to_twelve_is_the_code(written: str, form: str) -> None:
    entries = " ".join(rows_of(CODE)[form]).split()

    typed = "".join(written.format(place, entry) for place, entry in enumerate(entries, 1))

    assert outcome(typed) == CODE


def test_a_list_of_four_is_row_one() -> None:
    typed = "".join(f"{place}. {word}\n" for place, word in enumerate(CODE.words[:4], 1))

    assert isinstance(outcome(typed), FirstRow)


@pytest.mark.parametrize("typed", ["1. wood 3. wood 2. wood 4. wood", "1 2\n2 3\n3 4\n4 5"])
def test_what_is_no_whole_list_is_told_as_before(typed: str) -> None:
    assert outcome(typed) == "count"
