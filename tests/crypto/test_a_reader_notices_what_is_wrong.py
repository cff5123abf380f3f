from __future__ import annotations

from datetime import date

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import Letter
from fairwitness.crypto.standing import Doubt, doubts

LIN, AMARA, STRANGER = b"l" * 32, b"a" * 32, b"s" * 32
HASHES = [bytes([number]) * 32 for number in range(9)]


def letter(author: bytes, seq: int, seen: bytes | None) -> Letter:
    return Letter(
        conversation=b64(bytes(16)),
        n=0,
        author=author,
        seq=seq,
        tier="browser",
        day=date(2026, 11, 24),
        text="",
        seen=seen,
    )


CONVERSATION = [
    letter(LIN, 0, None),
    letter(AMARA, 0, HASHES[0]),
    letter(LIN, 1, HASHES[1]),
    letter(LIN, 2, HASHES[1]),
]


def test_a_whole_conversation_raises_no_doubt() -> None:
    found = doubts(CONVERSATION, HASHES[:4], {LIN, AMARA})

    assert found == [frozenset()] * 4


def test_a_letter_that_was_left_out_is_missed() -> None:
    found = doubts([CONVERSATION[0], *CONVERSATION[2:]], [HASHES[0], *HASHES[2:4]], {LIN, AMARA})

    assert found == [frozenset(), {Doubt.MISSING}, {Doubt.MISSING}]


def test_a_first_letter_that_was_left_out_is_missed() -> None:
    found = doubts(CONVERSATION[1:], HASHES[1:4], {LIN, AMARA})

    assert found[0] == {Doubt.MISSING}


def test_a_letter_put_there_twice_is_noticed() -> None:
    twice = [*CONVERSATION, CONVERSATION[2]]

    found = doubts(twice, HASHES[:5], {LIN, AMARA})

    assert found[4] == {Doubt.REPEATED}


def test_a_stranger_s_letter_is_noticed() -> None:
    found = doubts([*CONVERSATION, letter(STRANGER, 0, HASHES[3])], HASHES[:5], {LIN, AMARA})

    assert found[4] == {Doubt.FOREIGN}


def test_a_letter_that_does_not_open_hides_no_other() -> None:
    found = doubts([CONVERSATION[0], None, letter(LIN, 1, HASHES[1])], HASHES[:3], {LIN})

    assert found == [frozenset()] * 3
