"""What readers think of what is alleged, and what two of them have signed.

Someone who reads both tables learns who has graded which random id on which round of the tip, how many wordings it had, and which ids two have confirmed.
They learn no grade and no word.
"""

from __future__ import annotations

from django.db import models

from fairwitness.office.fields import SealedField
from fairwitness.office.models import OfficeRow
from fairwitness.sealed.models import SignedByTwo, Tip, signed_by_whom


class Grade(OfficeRow):
    """How one reader finds one wording of one thing alleged, sealed among the readers. Written once, and the database keeps it as it is.

    It is handed to whoever has graded the same wording in the same round, and to nobody else: `reading.py`.
    """

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="grades")
    allegation = models.CharField(max_length=22)  # a random id, which stands in sealed letters
    version = models.PositiveSmallIntegerField()  # how many wordings of it there were, as its grader saw it
    round = models.DateField()  # since when the tip was in its second review
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    number = models.PositiveSmallIntegerField()  # of the key of the conversation among readers
    sealed = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tip", "allegation", "version", "round", "by"], name="graded_once_by_each"
            ),
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(allegation=""), name="a_grade_has_a_grader"
            ),
        ]


class Finding(SignedByTwo):
    """That two readers have found what is alleged to be so: signed by one, and done once the other has signed the same bytes.

    Who reads the table learns the verdict, which random ids it is about, and the ids of two readers. The reason is a letter among the readers.
    """

    class Verdict(models.TextChoices):
        """Nothing else takes two: docs/decisions/0034."""

        CONFIRMED = "confirmed"

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="findings")
    verdict = models.CharField(max_length=20, choices=Verdict)
    round = models.DateField()  # the grades of which it rests on

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["confirmed"]), name="finding_verdict_is_known"
            ),
            *signed_by_whom("finding"),
            models.UniqueConstraint(fields=["tip"], name="one_finding_a_tip"),
        ]
