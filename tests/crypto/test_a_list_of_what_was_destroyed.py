from __future__ import annotations

from datetime import date

import pytest

from fairwitness.crypto.destroyed import (
    FEWEST,
    DestroyedList,
    ListError,
    Salted,
    list_within,
    publish_list,
    read_list,
)
from fairwitness.crypto.encoding import dumps, loads
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.published import publish_json

KEY = SigningKey.from_seed(bytes(32))
LINE, DAY = bytes(16), date(2026, 11, 24)
GRANTS = [f"{number:022}" for number in range(5000)]


def listed(*grants: str) -> DestroyedList:
    return DestroyedList(LINE, DAY, (Salted.of(grants),))


def test_it_names_what_was_destroyed_and_nothing_else() -> None:
    read = read_list(publish_list(listed(*GRANTS[:3]), KEY), KEY.verifying_key)

    assert [grant for grant in GRANTS[:99] if read.names(grant)] == GRANTS[:3]


@pytest.mark.parametrize(("count", "size"), [(0, 4096), (1, 4096), (4096, 4096), (4097, 8192), (5000, 8192)])
def test_its_size_only_doubles(count: int, size: int) -> None:
    (part,) = listed(*GRANTS[:count]).parts

    assert len(part.hashes) == size


def test_two_makings_have_nothing_in_common() -> None:
    (one,), (other,) = listed(*GRANTS[:FEWEST]).parts, listed(*GRANTS[:FEWEST]).parts

    assert not one.hashes & other.hashes
    assert one.salt != other.salt


def test_what_was_carried_on_is_named_too() -> None:
    both = DestroyedList(LINE, DAY, (Salted.of(GRANTS[:1]), Salted.of(GRANTS[1:2])))

    read = read_list(publish_list(both, KEY), KEY.verifying_key)

    assert [grant for grant in GRANTS[:99] if read.names(grant)] == GRANTS[:2]


def test_it_is_as_large_whatever_was_destroyed() -> None:
    sizes = {len(publish_list(listed(*GRANTS[:count]), KEY)) for count in (0, 1, 100, FEWEST)}

    assert sizes == {188_634}  # bytes, as the papers say


def test_a_list_is_read_without_the_key_that_signed_it_by_whoever_has_checked_it_before() -> None:
    published = publish_list(listed(*GRANTS[:2]), SigningKey.generate())

    assert list_within(published).names(GRANTS[0])


@pytest.mark.parametrize("cut", [0, 10, 1000])
def test_half_a_list_is_none(cut: int) -> None:
    published = publish_list(listed(), KEY)

    with pytest.raises(ListError):
        list_within(published[:cut])


def changed(**columns: object) -> bytes:
    told = loads(listed().to_json())
    return dumps({name: value for name, value in {**told, **columns}.items() if value is not None})


@pytest.mark.parametrize(
    "json",
    [
        b"",
        b"[]",
        b"{}",
        changed(v=2),
        changed(line="AA"),
        changed(day="2026-02-30"),
        changed(day=1),
        changed(lists=None),
        changed(lists="x"),
        changed(lists=["x"]),
        changed(lists=[{"salt": "AA", "ids": []}]),
        changed(lists=[{"ids": []}]),
        changed(lists=[{"salt": "A" * 43, "ids": 1}]),
        changed(lists=[{"salt": "A" * 43, "ids": ["A" * 43, "A" * 43]}]),
        changed(lists=[{"salt": "A" * 43, "ids": ["E" + "A" * 42, "A" * 43]}]),
        changed(more=1),
    ],
)
def test_another_form_is_refused_though_it_is_signed(json: bytes) -> None:
    with pytest.raises(ListError):
        read_list(publish_json("destroyed", json, KEY), KEY.verifying_key)


def test_what_was_signed_as_another_thing_is_no_list() -> None:
    with pytest.raises(ListError, match="not signed by the line's key"):
        read_list(publish_json("head", listed().to_json(), KEY), KEY.verifying_key)
