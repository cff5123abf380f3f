"""What is kept of names that two keys guard: cipher, who can take its outer layer off, and what was signed before it is opened.

Someone who reads these tables learns of which tips a name is sealed apart, on which ground and day it was asked for, and what became of that. They learn nobody's name.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairwitness.office.clock import today
from fairwitness.office.fields import Bytes, SealedField
from fairwitness.office.models import OfficeRow
from fairwitness.sealed.models import SignedByTwo, Tip, signed_by_whom


class SealedName(OfficeRow):
    """Who told a tip, sealed inside to its first key and outside to whoever guards names. It never changes, and goes with the tip."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, related_name="sealed_name")
    sealed = SealedField()


class NameKeeper(OfficeRow):
    """A holder who can take the outer layer off."""

    kept = models.ForeignKey(SealedName, on_delete=models.CASCADE, related_name="keepers")
    holder = Bytes(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "holder"], name="one_keeper_a_name")]


class NameRequest(SignedByTwo):
    """That two readers want to know a name: signed by one, asked for once a second has signed the same bytes, and answered once."""

    class Ground(models.TextChoices):
        """Nothing else opens a name: crypto/name_requests.py."""

        CONSENT = "consent", _("The tipster agrees")
        COURT = "court-order", _("A court has ordered it")
        PROSECUTOR = "prosecutor", _("A prosecutor demands it by law")
        LAW = "law", _("A law obliges the office to name them")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="name_requests")
    ground = models.CharField(max_length=20, choices=Ground)
    told = models.CharField(max_length=11, blank=True, default="")  # before, or jeopardises; of a duty alone
    asked = models.DateField(default=today)
    opens = models.DateField(null=True)  # from which day it may be opened; since the second signature
    says = models.CharField(max_length=3, blank=True, default="")  # yes or no, of the tipster
    consent = Bytes(default=b"")  # what the mailbox has signed
    consent_signature = Bytes(max_length=64, default=b"")
    answered = models.DateField(null=True)  # the day on which it ended, whichever way

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground="consent", told="")
                | models.Q(
                    ground__in=["court-order", "prosecutor", "law"], told__in=["before", "jeopardises"]
                ),
                name="a_name_is_asked_for_on_a_known_ground",
            ),
            models.CheckConstraint(
                condition=models.Q(says="") | models.Q(says__in=["yes", "no"], ground="consent"),
                name="a_tipster_says_yes_or_no",
            ),
            models.CheckConstraint(
                condition=models.Q(second="") ^ models.Q(opens__isnull=False),
                name="a_name_that_two_ask_for_has_its_day",
            ),
            *signed_by_whom("name_request"),
            models.UniqueConstraint(
                fields=["tip"], condition=models.Q(answered__isnull=True), name="one_open_name_request_a_tip"
            ),
        ]


class NameAnswer(OfficeRow):
    """What whoever guards names has signed: opened, and sealed to the two who asked; or refused, with a reason."""

    class Reason(models.TextChoices):
        """Why it is refused."""

        NOT_IN_ORDER = "not-in-order", _("A signature, or the yes, does not hold")
        NOT_SHOWN = "not-shown", _("The duty was not shown to me")
        CONCERNED = "concerned", _("It concerns me, or somebody close to me")

    request = models.OneToOneField(NameRequest, on_delete=models.CASCADE, related_name="answer")
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    day = models.DateField(default=today)
    reason = models.CharField(max_length=20, blank=True, default="")
    statement = Bytes()
    signature = Bytes(max_length=64)
    sealed = Bytes(default=b"")  # to the two readers, and inside still to the first key

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason="")
                | models.Q(reason__in=["not-in-order", "not-shown", "concerned"], sealed=b""),
                name="a_name_is_opened_or_refused_with_a_reason",
            ),
        ]
