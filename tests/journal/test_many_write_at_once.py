from __future__ import annotations

import pytest
from at_once import at_once
from clock import Clock

from fairwitness.journal import actions, reading
from fairwitness.journal.models import Entry, Head, Kind, Link
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
WRITERS, CHAINERS, EACH = 32, 4, 10


def test_many_writers_and_several_chainers_leave_one_chain(clock: Clock, office: OfficeFolder) -> None:
    key = office.signs_with()
    write(WRITERS)
    clock.passes(hours=24)

    at_once(
        [lambda n=n: write(n) for n in range(WRITERS)] + [lambda: actions.chain_what_is_over(key)] * CHAINERS
    )
    clock.passes(hours=24)
    at_once([lambda: actions.chain_what_is_over(key)] * CHAINERS)

    received = Link.objects.filter(kind=Kind.TIP_RECEIVED)
    assert reading.check(office.published_line_key()).heads == Head.objects.count() == 2
    assert received.count() == len(set(received.values_list("tip"))) == (WRITERS + 1) * EACH
    assert not Entry.objects.filter(kind=Kind.TIP_RECEIVED).exists()


def write(writer: int) -> None:
    for number in range(EACH):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=f"{writer}-{number}")
