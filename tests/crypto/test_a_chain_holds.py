from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.crypto import chain
from fairwitness.crypto.chain import DAY_OVER, START, ChainError, Head, Link
from fairwitness.crypto.encoding import loads
from fairwitness.crypto.keys import SigningKey

DAY = date(2026, 11, 24)
LINE = bytes(16)
KEY = SigningKey.from_seed(bytes(32))
Links = list[tuple[Link, bytes]]


HASHES = st.binary(min_size=32, max_size=32)


@given(HASHES, st.none() | HASHES, st.binary(max_size=200), st.integers(0, 250))
def test_a_head_is_read_as_it_was_signed_and_not_otherwise(
    hash_: bytes, rewards: bytes | None, other: bytes, place: int
) -> None:
    head = Head(LINE, DAY, hash_, rewards)
    published = chain.publish_head(head, KEY)
    changed = bytearray(published)
    changed[place % len(changed)] ^= 1

    assert chain.read_head(published, KEY.verifying_key) == head
    for wrong in (other, bytes(changed), published[:-1]):
        with pytest.raises(ChainError):
            chain.read_head(wrong, KEY.verifying_key)


def test_a_chain_holds_day_by_day_and_a_head_kept_elsewhere_shows_what_was_cut() -> None:
    days = [some_chain(days) for days in range(5)]
    links, heads = days[4]

    for number, (some, known) in enumerate(days):
        count, ends = chain.follow(some, known)
        assert (count, len(ends)) == (3 * number, number)

    with pytest.raises(ChainError, match="the end is missing: a head of 2026-11-27"):
        chain.follow(links[:-3], heads)


def test_a_head_tells_nobody_how_much_was_done() -> None:
    quiet, busy = some_chain(1, each=0)[1][0], some_chain(1, each=500)[1][0]

    assert len(quiet.to_json()) == len(busy.to_json())
    assert set(loads(busy.to_json())) == {"v", "line", "day", "hash"}


def test_a_head_without_rewards_is_what_heads_were_before_there_were_any() -> None:
    head = Head(LINE, DAY, bytes(32))

    assert head.to_json() == (
        b'{"v":1,"line":"AAAAAAAAAAAAAAAAAAAAAA","day":"2026-11-24","hash":"%b"}' % (b"A" * 43)
    )
    assert b"rewards" in replace(head, rewards=bytes(32)).to_json()


def test_nobody_who_knows_two_heads_can_try_what_was_done_between() -> None:
    (link, _), *_ = some_chain(1)[0]

    assert link.hash(START) != Link(link.number, "another", link.day, link.kind, link.tip).hash(START)


@given(
    st.sampled_from(
        ["change", "change the id", "cut the end", "swap", "take out", "put in", "put behind", "chain anew"]
    ),
    st.integers(0, 8),
)
def test_whatever_is_done_to_a_chain_shows(what: str, where: int) -> None:
    links, heads = some_chain(3)
    changed = tampered(links, what, where)

    with pytest.raises(ChainError):
        chain.follow(changed, heads)
    assert chain.follow(links, heads)[0] == 9


def test_an_end_that_the_line_never_signed_shows() -> None:
    links, heads = some_chain(3)

    with pytest.raises(ChainError, match="the head of 2026-11-26 is missing, or the line never signed one"):
        chain.follow(links, heads[:-1])


def some_chain(days: int, tip: str = "tip", each: int = 2) -> tuple[Links, list[Head]]:
    links: Links = []
    heads = []
    for number in range(days):
        day = DAY + timedelta(days=number)
        for place in range(each):
            add(links, day, "tip-received", f"{tip}{number}{place}")
        add(links, day, DAY_OVER)
        heads.append(Head(LINE, day, links[-1][1]))
    return links, heads


def add(links: Links, day: date, kind: str, tip: str = "") -> None:
    link = Link(len(links), f"id{len(links)}", day, kind, tip)
    links.append((link, link.hash(links[-1][1] if links else START)))


def tampered(links: Links, what: str, where: int) -> Links:
    changed = list(links)
    link, hash_ = changed[where]
    other = Link(link.number, link.id, link.day, "destroyed", link.tip)
    match what:
        case "change":
            changed[where] = (other, hash_)
        case "change the id":
            changed[where] = (Link(link.number, "other", link.day, link.kind, link.tip), hash_)
        case "cut the end":
            del changed[where:]
        case "swap":
            changed[where], changed[where - 1] = changed[where - 1], changed[where]
        case "take out":
            del changed[where]
        case "put in":
            changed.insert(where, (other, other.hash(START)))
        case "put behind":
            add(changed, DAY, "destroyed")
        case _:
            changed = some_chain(3, "other")[0]
    return changed
