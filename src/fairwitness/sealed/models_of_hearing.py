"""What is kept of hearing the other side: until when the person reported on may answer, and that two readers leave it out until a day.

Someone who reads these tables learns that a code was made and handed over, on which days and by whom, how it went, whether somebody has answered, and what came of it. They learn nobody's name and no word.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairwitness.office.clock import today
from fairwitness.office.fields import Bytes
from fairwitness.office.models import OfficeRow
from fairwitness.sealed.models import Conversation, SignedByTwo, Tip, signed_by_whom


class Hearing(OfficeRow):
    """That somebody who is reported on may answer, in a conversation with keys of its own.

    It counts once another reader than the one who made the code has signed that it was handed over: before that whoever answers could be a reader.
    """

    class Way(models.TextChoices):
        """How a code is handed over, and no other way."""

        PERSON = "person", _("In person")
        POST = "post", _("By post")
        ADVISER = "adviser", _("Through their adviser or representative")

    class Ended(models.TextChoices):
        """What came of it for this person. Of an end without a finding nothing says whose it was."""

        UNFOUND = "unfound"
        CONFIRMED = "confirmed"  # and about them
        NOT_CONFIRMED = "not-confirmed"  # nothing was, or nothing about them
        REFERRED = "referred"

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="hearing")
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    day = models.DateField(default=today)  # on which the code was made
    code = Bytes(max_length=32)  # a hash by which the code is known once somebody has taken another one
    handed = models.DateField(null=True)  # on which it was handed over, as another reader has signed
    way = models.CharField(max_length=20, choices=Way, blank=True, default="")
    handed_by = models.CharField(max_length=22, blank=True, default="")  # who has signed that
    statement = Bytes(default=b"")  # the signed bytes
    signature = Bytes(default=b"", max_length=64)
    until = models.DateField(
        null=True
    )  # the last day of their time, from the day on which it was handed over
    more = models.DateField(null=True)  # on which they asked for more, once
    own_from = models.PositiveIntegerField(
        null=True
    )  # the place of the letter with which they took a code that nobody of the office has seen
    answered = models.DateField(null=True)  # since when an answer of theirs is there that they let count
    counted = models.BooleanField(null=True)  # whether it was answered, as the public numbers have it: once
    ended = models.CharField(max_length=20, choices=Ended, blank=True, default="")  # for good

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by="")
                & (
                    models.Q(handed=None, until=None, way="", handed_by="")
                    | (
                        models.Q(handed__gte=models.F("day"), until__gt=models.F("handed"))
                        & models.Q(way__in=["person", "post", "adviser"])
                        & ~models.Q(handed_by="")
                        & ~models.Q(handed_by=models.F("by"))
                    )
                ),
                name="a_hearing_says_by_whom_and_until_when",
            ),
            models.CheckConstraint(
                condition=models.Q(ended__in=["", "unfound", "confirmed", "not-confirmed", "referred"]),
                name="a_hearing_ends_as_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(answered__isnull=True) | models.Q(own_from__isnull=False),
                name="answered_with_a_code_of_ones_own",
            ),
        ]


class LeftOut(SignedByTwo):
    """That the person reported on is not heard yet: signed by one reader, in force once a second has signed the same bytes, and over on a day.

    Who reads the table learns which kind of reason it is, two days and the random ids of two readers. The reason in words is a letter among the readers.
    """

    class Ground(models.TextChoices):
        """Nothing else leaves it out."""

        EVIDENCE = "evidence", _("Evidence would be destroyed")
        DANGER = "danger", _("Somebody would be in danger")
        NOBODY = "nobody", _("Nobody knows who it was, or they cannot be reached")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="left_out")
    ground = models.CharField(max_length=20, choices=Ground)
    asked = models.DateField(default=today)
    until = models.DateField()  # an end, always

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground__in=["evidence", "danger", "nobody"]),
                name="left_out_ground_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("asked")), name="what_is_left_out_has_an_end"
            ),
            *signed_by_whom("left_out"),
            models.UniqueConstraint(
                fields=["tip"], condition=models.Q(second=""), name="one_open_leaving_out_a_tip"
            ),
        ]
