"""What readers think of what is alleged, and what two of them have signed.

Someone who reads both tables learns who has graded which random id on which round of the tip, how many wordings it had, and which ids two have confirmed.
They learn no grade and no word.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from fairwitness.office.clock import today
from fairwitness.office.fields import Bytes, SealedField
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
        """What a tipster knew is found otherwise: `KnowinglyFalse`."""

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


class TipsterAsked(OfficeRow):
    """That readers have told a tipster what is held against them: with a letter in the mailbox, from a day on, in one round of the second review.

    It is the tipster's hearing, and the database keeps it. Who reads the table learns that there was one, and which of the readers' letters it is.
    """

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="tipster_asked")
    round = models.DateField()
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    letter = models.CharField(max_length=22)  # its id: no key, for it goes with the tip
    day = models.DateField(default=today)  # on which the mailbox says so; the tipster's time begins

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tip", "round"], name="a_tipster_is_asked_once_a_round"),
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(letter=""), name="a_tipster_is_asked_by_a_letter"
            ),
        ]


class KnowinglyFalse(SignedByTwo):
    """That a tipster knew, when they told it, that something was untrue: signed by one reader, by a second, and only then by somebody from outside, or not.

    The tip is not confirmed, and counts as that: this row stands beside it and is no state of its own. Who reads the table learns the random ids of whoever signed,
    and which reason of a closed list the outsider has given. What is held against the tipster is sealed, and their name is nowhere.
    """

    class Reason(models.TextChoices):
        """Why the outsider does not sign it: crypto/knowingly_false.py. With that it is over for this tip, for good."""

        NOT_SHOWN = "not-shown", _("It is not shown that the tipster knew")
        NOT_HEARD = "not-heard", _("What the tipster answered was not weighed")
        NOT_IN_ORDER = (
            "not-in-order",
            _("A signature does not hold, or the paper is not the one that was signed"),
        )

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="knowingly_false")
    asked = models.ForeignKey(TipsterAsked, on_delete=models.CASCADE, related_name="+")
    round = models.DateField()  # the grades of which it rests on
    day = models.DateField(default=today)  # of the first signature: behind the tipster's time
    paper = Bytes(default=b"")  # sealed by the second reader to whoever judges it from outside
    papers_for = Bytes(default=b"")  # their holders, 32 bytes each
    outsider = models.CharField(max_length=22, blank=True, default="")
    outside = Bytes(default=b"")  # what the outsider has signed
    outside_signature = Bytes(max_length=64, default=b"")
    reason = models.CharField(max_length=20, choices=Reason, blank=True, default="")  # of a no

    class Meta:
        constraints = [
            *signed_by_whom("knowingly_false"),
            models.CheckConstraint(
                condition=models.Q(
                    Exact(Length("outside_signature"), 0), Exact(Length("outside"), 0), outsider="", reason=""
                )
                | (
                    ~models.Q(outsider="")
                    & ~models.Q(second="")
                    & ~models.Q(outsider=models.F("first"))
                    & ~models.Q(outsider=models.F("second"))
                    & models.Q(Exact(Length("outside_signature"), 64))
                    & models.Q(reason__in=["", "not-shown", "not-heard", "not-in-order"])
                ),
                name="an_outsider_is_neither_of_the_two",
            ),
            models.UniqueConstraint(fields=["tip"], name="one_knowingly_false_a_tip"),
        ]
