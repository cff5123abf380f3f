from __future__ import annotations

import pytest
from builders import told
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fairwitness.office.clock import this_hour
from fairwitness.sealed.models import Grant, Letter, SealedFile

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize("plain", [b"", b"The exit is chained.", b"age-encryption.org/v2\n"])
def test_a_sealed_column_refuses_what_is_no_age_file(plain: bytes) -> None:
    letter = told().conversation.letters.get()
    letter.sealed = plain

    with pytest.raises(ValidationError):
        letter.save()


def test_a_grant_is_never_given_twice() -> None:
    grant = told().conversation.grants.first()
    assert grant is not None
    again = Grant(
        office=grant.office,
        conversation=grant.conversation,
        number=0,
        holder=grant.holder,
        sealed=grant.sealed,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_two_letters_never_stand_at_one_place() -> None:
    letter = told().conversation.letters.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            office=letter.office,
            conversation=letter.conversation,
            number=0,
            position=0,
            from_office=True,
            day=letter.day,
            sealed=letter.sealed,
        )


def test_a_file_waits_or_belongs_to_a_conversation_and_never_both() -> None:
    conversation = told().conversation

    with pytest.raises(IntegrityError), transaction.atomic():
        SealedFile.objects.create(
            office=conversation.office, conversation=conversation, pending_since=this_hour()
        )
