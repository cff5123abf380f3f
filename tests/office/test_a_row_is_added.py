from __future__ import annotations

from datetime import timedelta

import pytest
from builders import public, told
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from fairwitness.office.clock import today
from fairwitness.office.models import Channel
from fairwitness.office.rows import only, put, put_all, ready, ready_of, row_by, write
from fairwitness.sealed.models import Conversation, Letter, Mailbox, Tip

pytestmark = pytest.mark.usefixtures("office")


def a_tip() -> Tip:
    """A row that is not stored yet."""
    return Tip(office=public().office, channel=public(), tier="browser", received=today())


def test_it_is_the_row_that_saving_would_have_made() -> None:
    put(one := a_tip())
    (other := a_tip()).save()

    kept = [Tip.objects.filter(pk=tip.pk).values().get() for tip in (one, other)]

    assert {**kept[0], "id": ""} == {**kept[1], "id": ""}


def test_it_can_be_changed_and_saved_afterwards() -> None:
    tip = put(a_tip())

    tip.no_answer = True
    tip.save()

    assert Tip.objects.get().no_answer


def test_none_at_all_are_none() -> None:
    put_all([])

    assert not Tip.objects.exists()


def test_of_two_with_one_name_neither_is_kept() -> None:
    office = public().office
    two = [Channel(office=office, slug="ward"), Channel(office=office, slug="ward")]

    with pytest.raises(IntegrityError), transaction.atomic():
        put_all(two)

    assert not Channel.objects.filter(slug="ward").exists()


def test_rows_of_several_kinds_are_written_as_they_were_made_ready() -> None:
    tip = a_tip()
    conversation = Conversation(office=tip.office, tip=tip, party=Conversation.Party.TIPSTER)
    rows = [ready(tip), ready(conversation)]
    assert not Tip.objects.exists()

    write(rows)

    assert Conversation.objects.get().tip == Tip.objects.get() == tip
    conversation.save()  # as a row that is there


def test_of_rows_made_ready_none_is_kept_where_one_is_refused() -> None:
    office = public().office
    rows = [ready(a_tip()), ready(Channel(office=office, slug="public"))]

    with pytest.raises(IntegrityError), transaction.atomic():
        write(rows)

    assert not Tip.objects.exists()


def test_what_is_not_sealed_is_not_even_made_ready() -> None:
    told = {"number": 0, "position": 0, "from_office": False, "day": today()}

    with pytest.raises(ValidationError):
        ready(Letter(**told, sealed=b"The exit is chained."))
    with pytest.raises(ValidationError):
        ready_of(Letter, **told, sealed=b"The exit is chained.")


def test_of_values_alone_it_is_the_row_that_saving_would_have_made() -> None:
    told = {"office_id": public().office_id, "channel_id": public().pk, "tier": "browser"}
    Tip.objects.create(**told, received=today())

    write([ready_of(Tip, **told, received=today())])

    one, other = Tip.objects.values()
    assert one["id"] != other["id"]
    assert {**one, "id": ""} == {**other, "id": ""}


def test_a_value_that_no_column_has_is_not_lost_unseen() -> None:
    with pytest.raises(TypeError, match="recieved"):
        ready_of(Tip, office_id=public().office_id, recieved=today())


@pytest.mark.parametrize(
    ("question", "values"),
    [("SELECT %s || '%%s'", ["a"]), ("SELECT %(one)s || '%%s'", {"one": "a"}), ("SELECT 'a%s'", None)],
)
def test_a_question_is_spelled_for_the_database_each_time_as_django_would(
    question: str, values: list[str] | dict[str, str] | None
) -> None:
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            assert cursor.fetchone() == ("a%s",)


def test_what_is_not_sealed_reaches_no_table() -> None:
    tip = put(a_tip())
    conversation = put(Conversation(office=tip.office, tip=tip, party=Conversation.Party.TIPSTER))
    letter = Letter(
        office=tip.office,
        conversation=conversation,
        number=0,
        position=0,
        from_office=False,
        day=today(),
        sealed=b"The exit is chained.",
    )

    with pytest.raises(ValidationError):
        put(letter)

    assert not Letter.objects.exists()


def test_the_row_that_a_value_finds_is_the_one_that_django_finds() -> None:
    found, same = row_by(Channel, slug="public", open=True), only(Channel.objects.filter(slug="public"))

    assert found is not None
    assert same is not None
    assert {**vars(found), "_state": ""} == {**vars(same), "_state": ""}
    found.save()  # as a row that is there


def test_the_bytes_and_days_of_a_row_are_as_django_reads_them() -> None:
    told()
    mailbox, tip = Mailbox.objects.get(), Tip.objects.get()

    found = row_by(Mailbox, locator=mailbox.locator), row_by(Tip, id=tip.id, received=today())

    assert {**vars(found[0]), "_state": ""} == {**vars(mailbox), "_state": ""}
    assert {**vars(found[1]), "_state": ""} == {**vars(tip), "_state": ""}


def test_what_no_row_has_finds_nothing() -> None:
    assert row_by(Channel, slug="public", open=False) is None
    assert row_by(Mailbox, locator=b"?" * 32) is None


def test_of_several_the_newest_is_asked_for() -> None:
    put(one := a_tip())
    other = a_tip()
    other.received = today() + timedelta(days=1)
    put(other)

    found = row_by(Tip, channel_id=one.channel_id, newest_by="received")

    assert found == other
