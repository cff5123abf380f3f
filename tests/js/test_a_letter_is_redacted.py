"""What is left of a letter once a reader has chosen what goes, in the desk's module; as in the page, what was chosen was opened before."""

from __future__ import annotations

import json
from typing import Any

from js.asking import javascript

from fairwitness.crypto.encoding import b64

LETTER: dict[str, Any] = {
    "text": "Old Oyelaran is ill. The exit is chained.",
    "answers": [{"question": "where", "text": "Fulmar lane 3"}, {"question": "kind", "text": "abuse"}],
    "files": [{"id": "a" * 22, "name": "oyelaran.jpg"}, {"id": "b" * 22, "name": "chain.jpg"}],
}
BEFORE: dict[str, Any] = {
    "hash": b64(bytes(32)),
    "seq": 0,
    "tier": "browser",
    "day": "2026-11-30",
    "why": "others",
}


def left(*going: dict[str, Any]) -> Any:
    """Nothing that is asked for is the very object that stands in the letter."""
    letter = {**LETTER, "before": {**BEFORE, "author": b64(bytes(range(32)))}}
    (found,) = javascript(("left", {"letter": letter, "going": json.loads(json.dumps(going))}))
    return found


def test_an_answer_and_a_file_go_and_the_others_stay() -> None:
    found = left({"answer": LETTER["answers"][0]}, {"file": LETTER["files"][0]})

    assert [one["text"] for one in found["answers"][:-1]] == ["abuse"]
    assert [one["name"] for one in found["files"]] == ["chain.jpg"]
    assert found["text"] == LETTER["text"]


def test_a_sentence_goes_and_nothing_else() -> None:
    found = left({"sentence": "Old Oyelaran is ill."})

    assert found["text"] == "▇▇▇ The exit is chained."
    assert [one["question"] for one in found["answers"]] == ["where", "kind", "redacted"]
    assert len(found["files"]) == 2
