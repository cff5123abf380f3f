from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto import chain
from fairwitness.crypto.chain import START, ChainError, Head, Link
from fairwitness.crypto.keys import SigningKey

DAY = date(2026, 11, 24)
KEY = SigningKey.from_seed(bytes(32))


@given(st.integers(0, 5), st.binary(max_size=200), st.integers(0, 199))
def test_a_head_is_read_as_it_was_signed_and_not_otherwise(count: int, other: bytes, place: int) -> None:
    head = some_chain(count)[1]
    published = chain.publish_head(head, KEY)
    changed = bytearray(published)
    changed[place % len(changed)] ^= 1

    assert chain.read_head(published, KEY.verifying_key) == head
    for wrong in (other, bytes(changed), published[:-1]):
        with pytest.raises(ChainError):
            chain.read_head(wrong, KEY.verifying_key)


def test_heads_of_every_length_hold_and_one_kept_elsewhere_shows_what_was_cut() -> None:
    heads = [some_chain(length)[1] for length in range(6)]
    links, _ = some_chain(5)

    assert len(list(chain.follow(links, heads))) == 5
    assert list(chain.follow([], heads[:1])) == []
    with pytest.raises(ChainError, match="the end is missing"):
        list(chain.follow(links[:4], heads))


@given(
    st.sampled_from(["change", "cut the end", "swap", "take out", "put in", "chain anew"]), st.integers(0, 7)
)
def test_whatever_is_done_to_a_chain_shows(what: str, where: int) -> None:
    links, head = some_chain(8)
    changed = tampered(links, what, where)

    with pytest.raises(ChainError):
        list(chain.follow(changed, [head]))
    assert len(list(chain.follow(links, [head]))) == 8


def some_chain(length: int, tip: str = "tip") -> tuple[list[tuple[Link, bytes]], Head]:
    links, before = [], START
    for number in range(length):
        link = Link(number, DAY, "tip-received", f"{tip}{number}")
        before = link.hash(before)
        links.append((link, before))
    return links, Head(bytes(16), DAY, length, before)


def tampered(links: list[tuple[Link, bytes]], what: str, where: int) -> list[tuple[Link, bytes]]:
    changed = list(links)
    link, hash_ = changed[where]
    other = Link(link.number, link.day, "destroyed", link.tip)
    match what:
        case "change":
            changed[where] = (other, hash_)
        case "cut the end":
            del changed[where:]
        case "swap":
            changed[where], changed[where - 1] = changed[where - 1], changed[where]
        case "take out":
            del changed[where]
        case "put in":
            changed.insert(where, (other, other.hash(START)))
        case _:
            changed = some_chain(len(links), "other")[0]
    return changed
