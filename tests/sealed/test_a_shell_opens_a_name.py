"""Whoever owns the database, and no key, wants a name that two keys guard."""

from __future__ import annotations

import pytest
from closings import staff
from django.db import IntegrityError
from guarding import AskingForAName, bo_guards_names, told_with_a_name

from fairwitness.office.fields import AGE_HEADER
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest, SealedName
from fairwitness.sealed.names import name_of

pytestmark = pytest.mark.usefixtures("guarded")


@pytest.fixture
def asking() -> AskingForAName:
    bo_guards_names()
    return AskingForAName(told_with_a_name())


def test_a_shell_changes_no_sealed_name(asking: AskingForAName) -> None:
    name = name_of(asking.tip.tip)
    assert name is not None

    with pytest.raises(IntegrityError, match="stay as they are"):
        SealedName.objects.filter(pk=name.pk).update(sealed=AGE_HEADER + b"other")


def test_a_shell_makes_no_custodian_the_second_who_signs(asking: AskingForAName) -> None:
    asking.proposes()
    row = NameRequest.objects.get()

    with pytest.raises(IntegrityError, match="by two readers"):
        NameRequest.objects.filter(pk=row.pk).update(
            second=staff("bo").id, second_signature=bytes(64), opens=row.asked
        )


def test_a_shell_brings_the_day_no_sooner(asking: AskingForAName) -> None:
    duty = AskingForAName(asking.tip, "law", "before")
    row = duty.by_two()

    with pytest.raises(IntegrityError, match="by two readers"):
        NameRequest.objects.filter(pk=row.pk).update(opens=row.asked)


def test_a_shell_opens_none_without_the_yes(asking: AskingForAName) -> None:
    row = asking.by_two()

    with pytest.raises(IntegrityError, match="once two have signed"):
        NameAnswer.objects.create(
            office=row.office,
            request=row,
            by=staff("bo").id,
            statement=b"x",
            signature=bytes(64),
            sealed=b"x",
        )


def test_a_shell_opens_none_in_the_name_of_somebody_who_reads(asking: AskingForAName) -> None:
    row = asking.by_two()
    asking.says()

    with pytest.raises(IntegrityError, match="once two have signed"):
        NameAnswer.objects.create(
            office=row.office,
            request=row,
            by=staff("amara").id,
            statement=b"x",
            signature=bytes(64),
            sealed=b"x",
        )


def test_a_shell_takes_away_nothing_that_two_have_signed(asking: AskingForAName) -> None:
    row = asking.by_two()

    with pytest.raises(IntegrityError, match="stay as they are"):
        NameRequest.objects.filter(pk=row.pk).delete()
