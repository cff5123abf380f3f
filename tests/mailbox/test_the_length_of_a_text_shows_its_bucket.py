from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from builders import answered, told
from hypothesis import given, settings
from hypothesis import strategies as st
from js.asking import ask
from opening_browser import OpeningBrowser
from tipster import Tipster

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import Letter
from fairwitness.crypto.padding import bucket
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.fields import random_id

SEED = bytes(range(32))
READER = HybridIdentity.generate()
EMPTY = Letter(random_id(), 0, SigningKey.from_seed(SEED).verifying_key, 0, "browser", date(2026, 1, 1), "")
ENGLISH = st.text("abcdefghij ,.", max_size=200)
CHINESE = st.text("安全出口夜里用铁链锁着。", max_size=200)
EMOJI = st.text("🔒🚪🧯👩‍🏭", max_size=200)
TEXTS = st.builds(lambda text, times: text * times, ENGLISH | CHINESE | EMOJI, st.integers(0, 120))


def bucket_of(text: str) -> int:
    """Of a letter with this text and nothing else."""
    return bucket(4 + len(replace(EMPTY, text=text).to_json()) + 64)


@settings(max_examples=10)
@given(st.lists(TEXTS, min_size=6, max_size=12))
def test_what_the_browser_sends_has_one_size_for_each_bucket(texts: list[str]) -> None:
    letters = [replace(EMPTY, text=text).to_json().decode() for text in ["", *texts]]

    sealed = ask(
        [
            ("sealLetter", {"seed": b64(SEED), "json": json, "recipient": str(READER.recipient)})
            for json in letters
        ]
    )

    sizes = defaultdict(set)
    for text, one in zip(["", *texts], sealed, strict=True):
        sizes[bucket_of(text)].add(len(one))
    assert all(len(found) == 1 for found in sizes.values())
    assert len(set.union(*sizes.values())) == len(sizes)


@pytest.mark.usefixtures("office")
def test_of_one_bucket_all_texts_lie_there_and_come_back_alike() -> None:
    tip = told()
    lin = OpeningBrowser(tip.code)

    for text in ("", "Since the spring.", "从春天开始。" * 100, "🔒" * 500):
        lin.answers(lin.seals(tip, text))

    lies = {len(letter.sealed) for letter in tip.conversation.letters.all()}
    answers = [lin.asks("letter", id=one["id"]) for one in lin.opens()["entries"]]
    assert len(lies) == 1
    assert len({len(answer.content) for answer in answers}) == 1
    assert lies == {len(unb64(answer.json()["sealed"])) for answer in answers}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_row_one_alone_shows_a_page_of_one_size(language: str) -> None:

    tip = told()
    lin, sizes = Tipster(language), set()
    row_one = " ".join(tip.code.words[:4])

    for _ in range(2):
        lin.comes_back(row_one)
        sizes.add(len(lin.response.content))
        answered(tip.conversation)

    assert len(sizes) == 1
    assert next(iter(sizes)) % (16 * 1024) == 0
