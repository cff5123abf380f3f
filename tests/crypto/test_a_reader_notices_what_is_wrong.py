from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

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


def conversation(authors: list[bytes]) -> list[Letter]:
    """Everybody has seen the letter before their own."""
    return [
        letter(author, authors[:place].count(author), HASHES[place - 1] if place else None)
        for place, author in enumerate(authors)
    ]


conversations = st.lists(st.sampled_from([LIN, AMARA]), min_size=2, max_size=9).map(conversation)
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


@given(conversations)
def test_no_whole_conversation_raises_a_doubt(letters: list[Letter]) -> None:
    found = doubts(letters, HASHES[: len(letters)], {LIN, AMARA})

    assert not any(found)


@given(conversations, st.data())
def test_any_letter_left_out_is_missed_by_the_next(letters: list[Letter], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(letters) - 2))
    hashes = HASHES[: len(letters)]

    found = doubts(letters[:gone] + letters[gone + 1 :], hashes[:gone] + hashes[gone + 1 :], {LIN, AMARA})

    assert Doubt.MISSING in found[gone]
    assert not any(found[:gone])


@given(conversations, st.data())
def test_any_letter_put_elsewhere_is_noticed(letters: list[Letter], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(letters))))

    found = doubts([letters[place] for place in order], [HASHES[place] for place in order], {LIN, AMARA})

    assert any(found) == (order != sorted(order))


@given(conversations, st.data())
def test_any_letter_put_there_again_is_noticed(letters: list[Letter], data: st.DataObject) -> None:
    again = data.draw(st.integers(0, len(letters) - 1))

    found = doubts([*letters, letters[again]], [*HASHES[: len(letters)], HASHES[again]], {LIN, AMARA})

    assert Doubt.REPEATED in found[-1]
