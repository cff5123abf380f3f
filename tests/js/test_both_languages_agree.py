"""JSON, codes and sizes drawn by chance, always the same ones: what one language makes of them the other makes too."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from js.asking import ask, javascript

from fairwitness.crypto import padding
from fairwitness.crypto.codes import CodeError, TipCode, characters
from fairwitness.crypto.encoding import EncodingError, b64, dumps, unb64


def test_both_write_the_same_json() -> None:
    chance = random.Random(20261124)  # noqa: S311 - no secret
    written = [any_value(chance, depth=3) for _ in range(500)]

    answers = ask([("dumps", value) for value in written])

    assert answers == [b64(dumps(value)) for value in written]


def test_both_refuse_the_same_json() -> None:
    refused: list[dict[str, Any]] = [
        {"0": 1}, {"a": 1.5}, {"a": -1}, {"a": None}, {"a": True}, {"a": 2**53}, {"a": "\ud800"}, {"\udfff": 1}, {"a": ["\udc00\ud800"]},
    ]  # fmt: skip

    answers = ask([("dumps", value) for value in refused])

    assert answers == [{"refused": "EncodingError"}] * len(refused)
    for value in refused:
        with pytest.raises(EncodingError):
            dumps(value)


def test_both_read_the_same_codes() -> None:
    chance = random.Random(20261124)  # noqa: S311 - no secret
    typed = [typed_by_somebody(chance) for _ in range(1500)]

    answers = ask([("code", text) for text in typed])

    read = [read_or_why(text) for text in typed]
    assert answers == read
    assert sum(len(one) == 12 for one in read) > 200


def test_both_pad_to_the_same_sizes() -> None:
    chance = random.Random(20261124)  # noqa: S311 - no secret
    sizes = [chance.getrandbits(chance.randint(1, 53)) for _ in range(2000)]

    answers = ask([("padded", str(size)) for size in sizes])

    ours = [
        [str(rule(size)) for rule in (padding.padme, padding.bucket, padding.file_size)] for size in sizes
    ]
    small = [place for place, size in enumerate(sizes) if padding.padme(size) < 2**53]
    assert [answers[place] for place in small] == [ours[place] for place in small]
    assert sum(sizes[place] > 2**31 for place in small) > 500


def any_value(chance: random.Random, depth: int) -> dict[str, Any]:
    """Any object that the protocol's JSON can hold."""
    return {f"k{any_text(chance)}": any_inner(chance, depth) for _ in range(chance.randint(0, 4))}


def any_inner(chance: random.Random, depth: int) -> Any:
    kind = chance.randint(0, 3 if depth else 1)
    if kind == 0:
        return any_text(chance)
    if kind == 1:
        return chance.getrandbits(chance.randint(0, 53))
    if kind == 2:
        return [any_inner(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    return any_value(chance, depth - 1)


def any_text(chance: random.Random) -> str:
    """Of the signs that writers of JSON treat differently, and of all others."""
    ranges = [
        (0, 0x80),
        (0x80, 0x100),
        (0x2000, 0x2070),
        (0x4E00, 0x4E80),
        (0xE000, 0x10000),
        (0x10000, 0x110000),
    ]
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randint(0, 12)))


def typed_by_somebody(chance: random.Random) -> str:
    """A code in a mixture of forms, with the slips that people make."""
    code = TipCode.from_entropy(chance.randbytes(16))
    hans, hant = characters(code.numbers, "zh-hans"), characters(code.numbers, "zh-hant")
    forms = [
        (
            word,
            word[:4],
            word.upper(),
            f"{number:04}",
            str(number),
            one,
            other,
            f"{number:04} {word}",
            f"{number} {one}",
        )
        for word, number, one, other in zip(code.words, code.numbers, hans, hant, strict=True)
    ]
    few = chance.sample(range(9), chance.choice([1, 1, 2, 9]))
    entries = [each[chance.choice(few)] for each in forms]
    for _ in range(chance.choice([0, 0, 1, 2])):
        slip(entries, chance)
    return chance.choice([" ", " ", ", ", "\n", "", "，", "\u3000", "·", "İ", "ſ", "\u212a", "\ufb01"]).join(
        entries
    )


def slip(entries: list[str], chance: random.Random) -> None:
    place = chance.randrange(len(entries))
    entries[place] = chance.choice(
        [entries[place] * 2, "", "zoo", "2049", "的", "１２", "Ⅻ", "ﬁ", "٣", "²", "0", entries[place][:-1]]
    )


def read_or_why(text: str) -> list[Any]:
    try:
        return list(TipCode.read(text).numbers)
    except CodeError as error:
        return [error.why, error.entry, error.count]


def test_python_s_json_goes_through_the_exchange_unharmed() -> None:
    value = {"a": "\0\r\n\u2028 🕊", "b": 2**53 - 1}

    [answer] = javascript(("dumps", value))

    assert json.loads(unb64(answer)) == value
