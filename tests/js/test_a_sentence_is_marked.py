"""What a reader can choose from, and where a mark stands: the desk's modules, in Node."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from js.asking import javascript

from fairwitness.crypto.encoding import b64

HASHES = [["one", "hash of one"], ["two", "hash of two"], ["ours", "hash of ours"]]
PLAN = {"id": "plan", "name": "plan.pdf"}


def letter(name: str, text: str = "", **other: Any) -> dict[str, Any]:
    """One of the tipster's, opened, with nothing wrong about it."""
    inside = {"text": text, "answers": other.pop("answers", []), "files": other.pop("files", [])}
    return {
        "id": name,
        "day": "2026-11-24",
        "fromOffice": False,
        "letter": inside,
        "warnings": [],
        **other,
    }


LETTERS = [
    letter(
        "one",
        "The exit is chained. I saw it.",
        answers=[{"question": "name", "text": "Lin."}, {"question": "retaliation", "text": "They moved me."}],
        files=[PLAN],
    ),
    letter("ours", "Since when?", fromOffice=True, author="Amara"),
    letter("two", "三号车间的出口锁着。我看见了！"),
    letter("three", "Not Lin's.", warnings=["foreign"]),
]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("The exit is chained", ["The exit is chained"]),
        ("Chained. At night! Why?", ["Chained.", "At night!", "Why?"]),
        ("三号车间的出口锁着。我看见了！为什么？", ["三号车间的出口锁着。", "我看见了！", "为什么？"]),
        ("他说：“别管。”我走了。", ["他说：“别管。”", "我走了。"]),
        ("He said “later.” Nobody came.", ["He said “later.”", "Nobody came."]),
        (
            "It leaks 3.5 litres an hour, see plan.pdf at once.",
            ["It leaks 3.5 litres an hour, see plan.pdf at once."],
        ),
        ("真的?没有!", ["真的?", "没有!"]),
        ("one line\r\n  another line\n\n\nthe last", ["one line", "another line", "the last"]),
        ("Chained… Chained… Open.", ["Chained…", "Open."]),
        ("* * *\n——\n!!!\nA", ["A"]),
        ("🔥 in hall 3. 𠮷野家的门锁着。", ["🔥 in hall 3.", "𠮷野家的门锁着。"]),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert javascript(("sentences", text)) == [sentences]


@settings(max_examples=5)
@given(st.lists(st.text(st.sampled_from("a是 .。!?！？\n\r\t”)🕊…"), max_size=80), min_size=40, max_size=40))
def test_every_sentence_stands_in_the_text_and_none_that_says_something_is_lost(texts: list[str]) -> None:
    found = javascript(*(("sentences", text) for text in texts))

    for text, sentences in zip(texts, found, strict=True):
        rest = text
        assert all(sentence in text for sentence in sentences)
        for sentence in sorted(sentences, key=len, reverse=True):
            rest = rest.replace(sentence, " ")
        assert not set(rest) & {"a", "是"}


def test_only_what_the_tipster_wrote_about_the_matter_can_be_marked() -> None:
    (choices,) = javascript(("choices", {"letters": LETTERS, "hashes": HASHES}))

    assert [(one["letter"], one.get("sentence") or one["name"]) for one in choices] == [
        ("hash of one", "The exit is chained."),
        ("hash of one", "I saw it."),
        ("hash of one", "They moved me."),
        ("hash of one", "plan.pdf"),
        ("hash of two", "三号车间的出口锁着。"),
        ("hash of two", "我看见了！"),
    ]


@pytest.mark.parametrize(
    ("mark", "stands"),
    [
        ({"letter": "hash of one", "sentence": "The exit is chained."}, "one"),
        ({"letter": "hash of one", "sentence": "They moved me."}, "one"),
        ({"letter": "hash of two", "sentence": "我看见了！"}, "two"),
        ({"letter": "hash of one", "file": "plan"}, "one"),
        ({"letter": "hash of two", "sentence": "The exit is chained."}, ""),
        ({"letter": "hash of one", "sentence": "The exit is open."}, ""),
        ({"letter": "hash of one", "sentence": "Lin."}, ""),
        ({"letter": "hash of one", "sentence": ""}, ""),
        ({"letter": "hash of one"}, ""),
        ({"letter": "hash of one", "file": "photo"}, ""),
        ({"letter": "hash of one", "file": "plan", "sentence": "The exit is chained."}, ""),
        ({"letter": "hash of ours", "sentence": "Since when?"}, ""),
        ({"letter": "another hash", "sentence": "The exit is chained."}, ""),
        ({"letter": "", "sentence": "Not Lin's."}, ""),
    ],
    ids=str,
)
def test_a_mark_stands_in_the_tipster_s_letter_that_it_names_or_nowhere(
    mark: dict[str, str], stands: str
) -> None:
    asked = {"mark": {**mark, "harmed": ["workers"]}, "letters": LETTERS, "hashes": HASHES}

    assert javascript(("markStands", asked)) == [stands]


AMARA, NOOR = (b64(bytes([number]) * 32) for number in (5, 6))


@pytest.mark.parametrize(
    ("said", "keys", "is_theirs"),
    [
        (f"phone {AMARA}", [AMARA], True),
        (f"phone {AMARA}", [NOOR, AMARA], True),
        (f"phone {AMARA}", [NOOR], False),
        ("phone", [AMARA], False),
    ],
)
def test_the_first_letter_says_whose_mark_is_none(said: str, keys: list[str], *, is_theirs: bool) -> None:
    first = letter("one", answers=[{"question": "recorded", "text": said}])

    found = javascript(
        ("haveRecorded", {"keys": keys, "letters": [first, *LETTERS]}),
        ("haveRecorded", {"keys": keys, "letters": [*LETTERS, first]}),
    )

    assert found == [is_theirs, False]


def test_a_mark_is_read_as_it_was_written() -> None:
    marks = [
        {"letter": "hash", "sentence": "The exit is chained.", "harmed": ["workers", "public"]},
        {"letter": "hash", "file": "plan", "harmed": ["person"]},
    ]

    assert javascript(*(("markAgain", mark) for mark in marks)) == marks
