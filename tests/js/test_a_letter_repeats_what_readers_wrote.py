"""Which sentences of a letter repeat the wording of another conversation of the same tip: the desk's module, in Node."""

from __future__ import annotations

import pytest
from js.asking import javascript

NOTE = "I asked the night guard at the gate, and he says that Chen has the only key."
CHINESE = "门卫说只有陈班长手里有那把钥匙，别人都进不去。"


def quoted(text: str, *sources: str, known: list[str] | None = None) -> list[str]:
    """The sentences that are named."""
    (found,) = javascript(("quoted", {"text": text, "sources": list(sources), "known": known or []}))
    return list(found)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", []),
        ("Since when is it chained?", []),
        ("Chen has the only key?", []),
        ("Is it true that Chen has the only key?", ["Is it true that Chen has the only key?"]),
        (
            "Hello. “SAYS,  that ＣＨＥＮ — has the only KEY” or so.",
            ["“SAYS,  that ＣＨＥＮ — has the only KEY” or so."],
        ),
        ("One two three. He says that\nChen has the only key.", ["He says that", "Chen has the only key."]),
        ("the night guard at the gate", ["the night guard at the gate"]),
        ("night guard at the gate", []),
    ],
)
def test_six_words_in_a_row_are_named_with_their_sentence(text: str, named: list[str]) -> None:
    found = quoted(text, NOTE)

    assert found == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("您知道谁有钥匙吗？", []),
        ("只有陈班长手里有那把钥", []),
        ("您好。只有陈班长手里有那把钥匙吗？", ["只有陈班长手里有那把钥匙吗？"]),
        ("只有陈班长，手里有那把“钥匙”吗？", ["只有陈班长，手里有那把“钥匙”吗？"]),
    ],
)
def test_so_are_twelve_chinese_characters(text: str, named: list[str]) -> None:
    found = quoted(text, CHINESE)

    assert found == named


def test_a_run_goes_on_from_one_script_into_the_other() -> None:
    mixed = "请看 shift list of May 里陈班长签的那几行。"

    found = quoted("您有 shift list of May 里陈班长签的字吗？", mixed)

    assert found == ["您有 shift list of May 里陈班长签的字吗？"]


def test_what_the_tipster_has_read_or_everybody_begins_with_is_left_out() -> None:
    text = "We have read everything that you wrote. Is it true that Chen has the only key?"

    found = quoted(
        text,
        f"We have read everything that you wrote. {NOTE}",
        known=["We have read everything that you wrote."],
    )

    assert found == ["Is it true that Chen has the only key?"]


def test_a_known_run_hides_no_longer_one_around_it() -> None:
    found = quoted("He says that Chen has the only key.", NOTE, known=["says that Chen has the only key"])

    assert found == ["He says that Chen has the only key."]


def test_a_long_letter_is_looked_through_at_once() -> None:
    same = "the same " * 5_000

    found = quoted(f"{same}.", same)

    assert len(found) == 1


def telling(text: str, *sources: str, known: list[str] | None = None) -> list[str]:
    """The sentences that are named in what the person reported on reads."""
    (found,) = javascript(("telling", {"text": text, "sources": list(sources), "known": known or []}))
    return list(found)


TOLD = "On the night of 14 March I was at ramp 7 at 22:40 and Mr Okoro shouted “shut the door”. My badge is QX118, locker 4711."


@pytest.mark.parametrize(
    "text",
    [
        "Somebody was at the door at 22:40.",
        "At ramp 7 at night.",
        "You are said to have called: shut the door.",
        "It is about locker 4711.",
        "The badge qx118 was used.",
        "It was you and Mr Okoro, it is said.",
    ],
)
def test_to_the_person_reported_on_names_numbers_and_what_was_quoted_count_in_few_words(text: str) -> None:
    assert telling(text, TOLD) == [text]
    assert quoted(text, TOLD) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is alleged that on one of those nights in March the exit was chained.",
        "It was in 2026, in the night, and on the ramp.",
        "I was at the door of the hall.",
        "Rule 3 was broken.",
    ],
)
def test_common_words_a_year_or_one_small_number_do_not(text: str) -> None:
    assert telling(text, f"{TOLD} 2026 was a bad year, and there are 3 of us.") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("据称，您让夜班工人把门锁上。", True),
        ("据称，夜班时门是锁着的。", False),
        ("据称，有人喊“别出声”。", False),
        ("据称，有人说过“谁也别出声”。", True),
        ("据称，事情在 22:40。", True),
    ],
)
def test_so_do_eight_chinese_characters(text: str, named: bool) -> None:  # noqa: FBT001 - a column of the table
    source = "那天 22:40，班长让夜班工人把门锁上，还喊：“谁也别出声！”"

    assert telling(text, source) == ([text] if named else [])
