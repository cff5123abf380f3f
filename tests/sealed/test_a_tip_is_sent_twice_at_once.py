from __future__ import annotations

import pytest
from at_once import at_once
from builders import public

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.sealed.models import Draft, Letter, Mailbox, Tip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
TIMES = 6


def test_the_same_tip_several_times_at_the_same_moment_is_one_tip() -> None:
    key = actions.begin(DraftKey.new(), public(), {"kind": "retaliation"}, "Lin pressed twice.")

    at_once([lambda: actions.send(key)] * TIMES)

    assert (Tip.objects.count(), Letter.objects.count(), Draft.objects.count()) == (1, 1, 0)


def test_of_drafts_with_the_same_first_row_each_gets_a_code_of_its_own() -> None:
    key = DraftKey.new()

    codes = at_once([lambda: actions.begin(key, public(), {"kind": "retaliation"}).code] * TIMES)

    assert len({code.numbers for code in codes}) == TIMES
    assert Mailbox.objects.count() == TIMES
