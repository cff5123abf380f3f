from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from builders import public
from django.db import connections

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.sealed.models import Draft, Letter, Mailbox, Tip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
Result = TypeVar("Result")
TIMES = 6


def at_once(work: Callable[[], Result]) -> list[Result]:
    """Several people at the same moment."""
    ready = Barrier(TIMES)

    def one(_: int) -> Result:
        try:
            ready.wait(20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as people:
        return list(people.map(one, range(TIMES)))


def test_the_same_tip_several_times_at_the_same_moment_is_one_tip() -> None:
    key = actions.begin(DraftKey.new(), public(), {"kind": "retaliation"}, "Lin pressed twice.")

    at_once(lambda: actions.send(key))

    assert (Tip.objects.count(), Letter.objects.count(), Draft.objects.count()) == (1, 1, 0)


def test_of_drafts_with_the_same_first_row_each_gets_a_code_of_its_own() -> None:
    key = DraftKey.new()

    codes = at_once(lambda: actions.begin(key, public(), {"kind": "retaliation"}).code)

    assert len({code.numbers for code in codes}) == TIMES
    assert Mailbox.objects.count() == TIMES
