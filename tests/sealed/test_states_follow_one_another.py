from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from builders import MARKED_BY, answered, by_somebody, columns_in, public, told
from clock import Clock
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import translation
from unguarded import unguarded

from fairwitness.journal.models import Entry
from fairwitness.office.charter import Deadlines
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.move import NeedsTwo, NoSuchMove, NotMarked, StalePage, move
from fairwitness.sealed.guards import GUARDS, REFERRALS
from fairwitness.sealed.models import Tip
from fairwitness.sealed.states import (
    MARKED,
    OWNERS,
    STAGES,
    UNMARKED,
    Owner,
    State,
    due_day,
    may_follow,
    moves,
    moves_of_two,
)

pytestmark = pytest.mark.usefixtures("office")
MIDDLE = [one for one in State if one not in (State.RECEIVED, State.DESTROYED)]
DEADLINES = Deadlines(acknowledge_days=7, feedback_days=90)


def a_tip_in(state: State) -> Tip:
    """However it came there, with a letter of the readers'."""
    sent = told("The exit is chained.")
    answered(sent.conversation)
    tip = sent.tip
    with unguarded(GUARDS, REFERRALS):
        Tip.objects.filter(pk=tip.pk).update(**columns_in(state))
    return tip


def is_let_through(tip: Tip, state: State) -> bool:
    """By the database, where somebody writes into it past the program."""
    try:
        with transaction.atomic():
            Tip.objects.filter(pk=tip.pk).update(**columns_in(state))
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("state", State)
def test_the_database_lets_the_moves_through_and_no_other(state: State) -> None:
    tip = a_tip_in(state)

    through = {after for after in State if is_let_through(tip, after)}

    assert through == {state, *may_follow(state)}
    assert {after for start, after in moves() if start is state} == through - {state}


@pytest.mark.parametrize("state", State)
def test_the_database_keeps_no_tip_past_the_scope_check_without_a_mark_and_none_before_it_with_one(
    state: State,
) -> None:
    tip = a_tip_in(state)
    mark = {marked: has_mark(tip, marked) for marked in ("", MARKED_BY)}

    assert mark == {"": state not in MARKED, MARKED_BY: state not in UNMARKED}


def has_mark(tip: Tip, marked: str) -> bool:
    """Whether somebody who writes into the database can leave the tip with this."""
    try:
        with transaction.atomic():
            Tip.objects.filter(pk=tip.pk).update(marked=marked)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def test_a_shell_brings_no_tip_to_triage_without_a_mark() -> None:
    tip = a_tip_in(State.SCOPE_CHECK)

    with pytest.raises(IntegrityError), transaction.atomic():
        Tip.objects.filter(pk=tip.pk).update(state=State.TRIAGE)

    assert Tip.objects.get().state == State.SCOPE_CHECK


@pytest.mark.parametrize("end", [State.OUT_OF_SCOPE, State.INSUFFICIENT, State.PROTECTED_CONDUCT])
def test_closing_in_the_scope_check_needs_no_mark_and_a_tip_that_comes_back_has_none(end: State) -> None:
    tip = a_tip_in(State.SCOPE_CHECK)
    move(tip.pk, State.TRIAGE, seen=State.SCOPE_CHECK, marked=MARKED_BY)

    seen = [State.TRIAGE, end, State.SCOPE_CHECK, end]
    marks = [move(tip.pk, to, seen=at, **by_somebody(to)).marked for at, to in pairwise(seen)]

    assert marks == [MARKED_BY, "", ""]


@pytest.mark.parametrize("state", MIDDLE)
def test_the_database_lets_no_tip_begin_in_the_middle(state: State) -> None:
    tip = Tip(office=public().office, channel=public(), tier="browser", received=date(2026, 11, 24))
    for column, value in columns_in(state).items():
        setattr(tip, column, value)

    with pytest.raises(DatabaseError), transaction.atomic():
        tip.save(force_insert=True)

    assert not Tip.objects.exists()


def test_a_tip_is_not_begun_again_by_writing_over_it() -> None:
    tip = a_tip_in(State.CLOSED)
    columns = "id, office_id, channel_id, tier, state, since, received, outcome, no_answer"
    same = f"SELECT {columns.replace(' state', ' %s')} FROM sealed_tip WHERE true"  # noqa: S608 - our own words
    over = "ON CONFLICT (id) DO UPDATE SET state = 'received'"
    statements = [f"INSERT INTO sealed_tip ({columns}) {same} {over}"]
    if connection.vendor == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO sealed_tip ({columns}) {same}")

    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, ["received"])

    assert Tip.objects.get(pk=tip.pk).state == State.CLOSED


def test_only_what_two_have_signed_confirms_refers_or_leaves_the_other_side_unheard() -> None:
    alone = {after for _, after in moves()}
    by_two = {(state, after) for state, stage in STAGES.items() for after in stage.after_two}

    assert State.CONFIRMED not in alone
    assert State.REFERRED not in alone
    assert {(start, after) for start, after in by_two if after is not State.CONFIRMED} == set(moves_of_two())
    assert (State.FACT_FINDING, State.SECOND_REVIEW) in by_two
    assert by_two.isdisjoint(moves())


@pytest.mark.parametrize("state", State)
def test_everything_can_be_taken_back_and_nothing_returns_from_the_end(state: State) -> None:
    tip = a_tip_in(state)

    destroy(tip, Tip.Outcome.WITHDRAWN)

    tip.refresh_from_db()
    assert tip.state == State.DESTROYED
    assert not may_follow(State.DESTROYED)


def test_what_came_of_a_tip_is_remembered_until_it_is_looked_at_once_more() -> None:
    tip = a_tip_in(State.SCOPE_CHECK)

    seen = [State.SCOPE_CHECK, State.INSUFFICIENT, State.SCOPE_CHECK, State.OUT_OF_SCOPE, State.CLOSED]
    came = [move(tip.pk, to, seen=at).outcome for at, to in pairwise(seen)]

    assert came == ["insufficient", "", "out-of-scope", "out-of-scope"]


@pytest.mark.parametrize("state", [State.RECEIVED, *MIDDLE])
def test_no_state_is_a_dead_end(state: State) -> None:
    reached, waiting = set[State](), {state}
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting |= {*STAGES[one].after, *STAGES[one].after_two} - reached

    assert State.CLOSED in reached


def test_a_move_is_made_once_and_written_down(clock: Clock) -> None:
    tip = a_tip_in(State.ACKNOWLEDGED)
    clock.passes(days=3)

    move(tip.id, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED, by="amara")
    with pytest.raises(StalePage):
        move(tip.id, State.SCOPE_CHECK, seen=State.ACKNOWLEDGED, by="noor")

    tip.refresh_from_db()
    entries = Entry.objects.filter(tip=tip.id, kind="scope-check")
    assert (tip.state, tip.since) == (State.SCOPE_CHECK, date(2026, 11, 27))
    assert [entry.by for entry in entries] == ["amara"]


@pytest.mark.parametrize(
    ("state", "to", "refusal"),
    [
        (State.RECEIVED, State.CLOSED, NoSuchMove),
        (State.SCOPE_CHECK, State.FACT_FINDING, NoSuchMove),
        (State.CLOSED, State.RECEIVED, NoSuchMove),
        (State.SCOPE_CHECK, State.TRIAGE, NotMarked),
        (State.SECOND_REVIEW, State.CONFIRMED, NeedsTwo),
        (State.FACT_FINDING, State.SECOND_REVIEW, NeedsTwo),
        (State.TRIAGE, State.REFERRED, NeedsTwo),
    ],
)
def test_a_move_that_may_not_be_changes_nothing(state: State, to: State, refusal: type[Exception]) -> None:
    tip = a_tip_in(state)
    before = Entry.objects.count()

    with pytest.raises(refusal):
        move(tip.id, to, seen=state)

    tip.refresh_from_db()
    assert (tip.state, Entry.objects.count()) == (state, before)


def test_a_reader_s_first_letter_acknowledges() -> None:
    tip = told("The exit is chained.")

    answered(tip.conversation)
    answered(tip.conversation, "And on Sundays?")

    found = Tip.objects.get()
    assert found.state == State.ACKNOWLEDGED
    assert Entry.objects.filter(kind="acknowledged").count() == 1


def test_every_state_says_who_has_it_and_what_is_next_in_both_languages() -> None:
    def said() -> list[str]:
        names = [str(state.label) for state in State]
        owners = [str(OWNERS[owner]) for owner in Owner]
        return [
            *names,
            *owners,
            *(str(one) for stage in STAGES.values() for one in (stage.readers, stage.tipster)),
        ]

    with translation.override("en"):
        english = said()
    with translation.override("zh-hans"):
        chinese = said()

    assert set(STAGES) == set(State)
    assert not [one for one, other in zip(english, chinese, strict=True) if one == other]


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (State.RECEIVED, date(2028, 3, 6)),  # over the end of February in a leap year
        (State.FACT_FINDING, date(2028, 5, 28)),
        (State.REPLY, date(2028, 3, 24)),
        (State.PROTECTED_CONDUCT, date(2028, 3, 14)),
        (State.CLOSED, None),
    ],
)
def test_what_is_due_is_a_day(state: State, due: date | None) -> None:
    received, since = date(2028, 2, 28), date(2028, 3, 10)

    assert due_day(state, received, since, DEADLINES) == due
