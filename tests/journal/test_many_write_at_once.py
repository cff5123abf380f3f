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
    write(0)
    clock.passes(hours=24)

    at_once(
        [lambda n=n: write(n) for n in range(WRITERS)] + [lambda: actions.chain_what_is_over(key)] * CHAINERS
    )
    clock.passes(hours=24)
    at_once([lambda: actions.chain_what_is_over(key)] * CHAINERS)

    assert reading.check(key.verifying_key).entries == Link.objects.count() == (WRITERS + 1) * EACH
    assert (Entry.objects.count(), Head.objects.count()) == (0, 2)


def write(writer: int) -> None:
    for number in range(EACH):
        actions.record(Kind.TIP_RECEIVED, current_office(), tip=f"{writer}-{number}")
