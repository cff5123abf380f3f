from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from fairwitness.intake.drafts import Draft
from fairwitness.office.fields import random_id
from fairwitness.office.reading import channel, current_sheet
from fairwitness.sealed.actions import CommitKey, LocatorTaken, SealedTip, commit_tip
from fairwitness.sealed.models import Letter, Tier, Tip
from fairwitness.sealed.sealing import Words, seal_tip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
TIMES = 6


def sealed(draft: Draft) -> SealedTip:
    way_in = channel("public")
    assert way_in is not None
    return seal_tip(
        random_id(), Words("Lin pressed twice."), draft.code, draft.identity, current_sheet(way_in)
    )


def commits(drafts: list[Draft]) -> list[type[Exception] | None]:
    """All of them at the same moment; how each ended."""
    ready = Barrier(len(drafts))

    def one(draft: Draft) -> type[Exception] | None:
        try:
            way_in, tip = channel("public"), sealed(draft)
            assert way_in is not None
            ready.wait(20)
            commit_tip(CommitKey(draft.commit, b"r" * 32, b"a" * 32), way_in, Tier.ARRIVAL, tip, [])
        except LocatorTaken as error:
            return type(error)
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(drafts)) as people:
        return list(people.map(one, drafts))


def test_the_same_tip_several_times_at_the_same_moment_is_one_tip() -> None:
    draft = Draft.begin()

    ended = commits([draft] * TIMES)

    assert ended == [None] * TIMES
    assert (Tip.objects.count(), Letter.objects.count()) == (1, 1)


def test_of_two_tips_with_the_same_first_row_one_gets_another_code() -> None:
    first = Draft.begin()
    second = Draft(Draft.begin().commit, first.entropy, first.seed)

    ended = commits([first, second])

    assert sorted(map(str, ended)) == sorted(map(str, [None, LocatorTaken]))
    assert Tip.objects.count() == 1
