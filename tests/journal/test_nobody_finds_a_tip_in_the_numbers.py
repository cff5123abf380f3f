"""Whoever subtracts published numbers from one another finds none below five, and no line but this one in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.journal.measures import BOUND, BY_SLUG, ORDER
from fairwitness.journal.steps import STEP, When, in_steps

Counts = Mapping[str, int]
Life = list[Counter[str]]  # of a line: what came in each quarter


def can_be(life: Sequence[Counts]) -> bool:
    """Whether a line can have lived so: no part is ever more than its whole."""
    so_far = Counter[str]()
    for came in life:
        so_far.update(came)
        for part in BOUND:
            counted = came if part.when is When.AT_ONCE else so_far
            parts, whole = (sum(counted[one] for one in of) for of in (part.parts, part.whole))
            if min(came.values(), default=0) < 0 or (parts > 0 and not whole):
                return False
            if part.when is not When.AFTER and parts > whole:
                return False
    return True


@st.composite
def lives(draw: st.DrawFn, quarters: int = 5) -> Life:
    """Of any line that can be: as much as there is room for, and anything less."""
    life: Life = []
    so_far = Counter[str]()
    for _ in range(draw(st.integers(1, quarters))):
        came = Counter[str]()
        for one in ORDER:
            came[one] = draw(st.integers(0, min(12, _room(one, came, so_far))))
        so_far.update(came)
        life.append(came)
    return life


def _room(one: str, came: Counts, so_far: Counts) -> int:
    """How many more of it a line can have had."""
    rooms = [12]
    for part in [part for part in BOUND if one in part.parts]:
        lived = [came] if part.when is When.AT_ONCE else [came, so_far]
        parts, whole = (
            sum(counted[slug] for counted in lived for slug in of) for of in (part.parts, part.whole)
        )
        rooms.append(12 if part.when is When.AFTER and whole else whole - parts)
    return max(0, min(rooms))


def told(life: Sequence[Counts]) -> list[Counts]:
    return list(in_steps(life, ORDER, BOUND))


def rises(so_far: Sequence[Counts]) -> Life:
    return [
        Counter({one: now[one] - before.get(one, 0) for one in ORDER})
        for before, now in zip([{}, *so_far], so_far, strict=False)
    ]


def another_life(published: Sequence[Counts], one: str, quarter: int, more: int) -> Life:
    """The line of which exactly what is published is true, with so many more of one measure in one quarter, and of what it is a part of."""
    life = rises(published)
    while True:
        life[quarter][one] += more
        wholes = [part.whole[0] for part in BOUND if one in part.parts]
        if not wholes:
            return life
        one = wholes[0]


def everything_published(life: Life) -> Iterator[int]:
    """Each number of each edition, one after each quarter: quarters, years and all that came until then."""
    so_far = told(life)
    for number in range(1, len(life) + 1):
        for one in ORDER:
            by_quarter = [came[one] for came in rises(so_far[:number])]
            yield from by_quarter
            yield from (sum(by_quarter[year : year + 4]) for year in range(0, number, 4))
            yield so_far[number - 1][one]


@given(lives())
def test_no_subtraction_gives_a_number_below_five(life: Life) -> None:
    numbers = sorted(set(everything_published(life)))

    for first, second in combinations(numbers, 2):
        assert (second - first) % STEP == 0
    assert all(number % STEP == 0 for number in numbers)


@given(lives(), st.data())
@settings(max_examples=300)
def test_each_number_of_each_quarter_could_be_any_of_five(life: Life, data: st.DataObject) -> None:
    published = told(life)
    quarter = data.draw(st.integers(0, len(life) - 1))

    for one, more in product(ORDER, range(STEP)):
        other = another_life(published, one, quarter, more)
        assert can_be(other), (one, more)
        assert told(other) == published, (one, more)
        assert other[quarter][one] == rises(published)[quarter][one] + more


@given(lives(), st.data())
def test_what_is_left_when_a_part_is_taken_from_its_whole_could_be_any_of_five(
    life: Life, data: st.DataObject
) -> None:
    published = told(life)
    quarter = data.draw(st.integers(0, len(life) - 1))

    for part in BOUND:
        left = set()
        for more in range(STEP):
            other = another_life(published, part.whole[0], quarter, more)
            assert told(other) == published
            left.add(
                sum(
                    other[quarter][one] * (1 if one in part.whole else -1)
                    for one in (*part.whole, *part.parts)
                )
            )
        assert len(left) == STEP


@given(lives())
def test_nothing_is_told_that_did_not_happen_and_nothing_is_taken_back(life: Life) -> None:
    counted = Counter[str]()
    before: Counts = {}
    for came, now in zip(life, told(life), strict=True):
        counted.update(came)
        assert all(before.get(one, 0) <= now[one] <= counted[one] for one in ORDER)
        before = now


@given(lives(), lives())
def test_what_is_told_of_two_ways_in_together_keeps_to_what_everybody_knows(one: Life, other: Life) -> None:
    before = Counter[str]()
    for first, second in zip(told(one), told(other), strict=False):
        now = Counter(first) + Counter(second)

        assert [part for part in BOUND if not part.holds(now, before)] == []
        before = now


@given(lives())
def test_what_nothing_binds_is_told_to_within_four(life: Life) -> None:
    counted = sum(life, Counter[str]())

    assert counted["received"] - told(life)[-1]["received"] < STEP


def test_a_part_that_passes_a_step_alone_waits() -> None:
    life = [
        Counter(received=10, **{"received-recorded": 4}),
        Counter(received=4, **{"received-recorded": 1}),
        Counter(received=1),
    ]

    parts = [now["received-recorded"] for now in told(life)]

    assert parts == [0, 0, 5]


def test_without_waiting_it_would_be_found_how_few_there_were() -> None:
    """What the waiting is for: of every line that would publish the same, this number is one to four."""
    slug = "received-recorded"
    careless = [(10, 0), (10, 5)]  # of two quarters: all that came so far, and those of a part, each in steps

    possible = {
        part_then - part
        for part, then, part_then in product(range(5), range(10, 15), range(5, 10))
        for whole in range(10, 15)
        if part_then - part <= then - whole
    }

    assert possible == {1, 2, 3, 4}
    life = [Counter({"received": 10, slug: 4}), Counter({"received": 4, slug: 1})]
    assert list(in_steps(life, ("received", slug), ())) == [
        {"received": whole, slug: part} for whole, part in careless
    ]


def test_a_whole_stands_before_its_parts() -> None:
    places = {one: place for place, one in enumerate(ORDER)}

    assert set(places) == set(BY_SLUG)
    for part in BOUND:
        assert places[part.whole[0]] < min(places[one] for one in part.parts)
