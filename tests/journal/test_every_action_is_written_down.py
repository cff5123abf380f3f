from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from builders import sealed_answer
from clock import Clock
from reviewer import Reviewer
from tipster import Tipster

from fairwitness.journal.models import Entry, Kind, Link
from fairwitness.office.actions import take_up
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Conversation, Tip
from fairwitness.site.worker import one_round

TEXT, ANSWER = "The exit of hall 3 is chained at night.", "Since when is it chained?"
AN_ID = re.compile(r"([\w-]{22})?", re.ASCII)


@pytest.fixture
def whole_life(clock: Clock) -> Tip:
    """A tip is told, opened twice and answered, answered again, gets a new code, and is taken back, on one day."""
    del clock
    lin, amara = Tipster(), Reviewer("amara")
    lin.tells(TEXT, {"exit.jpg": b"a photo"})
    conversation = Conversation.objects.get()
    for _ in range(2):
        amara.gets(f"tips/{conversation.tip_id}/sealed/")
    amara.answers(conversation.tip, sealed_answer(conversation, ANSWER))
    lin.comes_back()
    lin.answers("Since the spring.")
    lin.goes_to("/mailbox/code/")
    lin.goes_on()
    lin.goes_to("/mailbox/withdraw/")
    lin.goes_on()
    return Tip.objects.get()


def test_each_action_leaves_its_entry_with_whom_and_which(whole_life: Tip) -> None:
    of_tip = Counter(Entry.objects.filter(tip=whole_life.id).values_list("kind", flat=True))
    amara = Staff.objects.get(sign_in_name="amara")

    assert of_tip == {
        Kind.TIP_RECEIVED: 1,
        Kind.OPENED: 1,  # and not how often
        Kind.LETTER_FROM_REVIEWER: 1,
        Kind.ACKNOWLEDGED: 1,  # by that letter
        Kind.LETTER_FROM_TIPSTER: 2,  # the second carries the new code
        Kind.NEW_CODE: 1,
        Kind.DESTROYED: 1,
    }
    by_amara = Entry.objects.filter(by=amara.id).values_list("kind", flat=True)
    assert sorted(by_amara) == [Kind.ACKNOWLEDGED, Kind.LETTER_FROM_REVIEWER, Kind.OPENED]
    assert set(Entry.objects.exclude(kind__in=by_amara).values_list("by", flat=True)) == {""}


def test_whoever_may_not_read_a_tip_opens_nothing_and_leaves_no_entry(whole_life: Tip) -> None:
    before = Entry.objects.count()

    answer = Reviewer("wei").gets(f"tips/{whole_life.id}/sealed/")

    assert answer.status_code == 404
    assert Entry.objects.count() == before


def test_a_sheet_is_written_down_when_it_is_taken_up_and_once(office: OfficeFolder) -> None:
    taken_up = Entry.objects.filter(kind=Kind.SHEET)
    assert taken_up.count() == 2

    take_up(office)

    assert taken_up.count() == 2
    assert {(entry.tip, entry.by) for entry in taken_up} == {("", "")}


def test_an_entry_has_room_for_kinds_days_and_random_ids_alone(whole_life: Tip, clock: Clock) -> None:
    clock.passes(hours=24 * 365)
    one_round()
    rows = list(Link.objects.order_by("number"))
    columns = {field.attname for field in Link._meta.concrete_fields}  # noqa: SLF001 - what there is to write into

    assert columns == {"id", "office_id", "kind", "day", "tip", "by", "number", "hash"}
    assert whole_life.id in {row.tip for row in rows}
    assert Kind.DAY_OVER in {row.kind for row in rows}
    for row in rows:
        assert row.kind in Kind.values
        assert type(row.day) is date
        assert all(AN_ID.fullmatch(one) for one in (row.id, row.tip, row.by))


def test_what_is_chained_leaves_the_table_where_it_lay_in_the_order_it_came(
    whole_life: Tip, clock: Clock
) -> None:
    done = [entry.id for entry in Entry.objects.filter(tip=whole_life.id)]

    clock.passes(hours=24)
    one_round()

    assert not Entry.objects.filter(pk__in=done).exists()
    assert Link.objects.filter(pk__in=done).count() == len(done)
