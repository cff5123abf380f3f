"""Who is told that something waits, and how. No row here points at a tip, so it may hold an hour; nothing here says what waits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairwitness.office.fields import Bytes, BytesOrNone
from fairwitness.office.models import OfficeRow, Staff


class Waiting(OfficeRow):
    """Something that is to be sent: when, how often that was tried, and why it was not done."""

    class Problem(models.TextChoices):
        """Why the last one did not go out."""

        UNREACHABLE = "unreachable", _("The server could not be reached, or did not let the line in.")
        REFUSED = "refused", _("The server refused it.")
        KEY = "key", _("Nothing can be sealed to your key. Perhaps its time is over: give another one.")

    slot = models.DateTimeField()  # the last of the fixed hours that was looked at
    due = models.DateTimeField(null=True)  # when the next one goes out; None where none waits
    tries = models.PositiveSmallIntegerField(default=0)  # since the last that went out
    problem = models.CharField(max_length=11, choices=Problem, blank=True, default="")
    problem_day = models.DateField(null=True)

    class Meta:
        abstract = True


class Subscription(Waiting):
    """How one reader wants to be told.

    Who reads the table learns a reader's mail address. `known` are keyed hashes of what waited when the last mail was sent: with the tips' ids it tells which.
    """

    class How(models.TextChoices):
        """How often."""

        NEVER = "never", _("Send me no mail")
        FIXED = "fixed", _("At fixed hours, when something new waits")
        SOON = "soon", _("Also between them, ten minutes to two hours after a letter came")

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=5, choices=How, default=How.NEVER)
    address = models.CharField(max_length=254, blank=True, default="")
    key = models.TextField(
        blank=True, default=""
    )  # to which a mail is sealed: an age recipient, or an OpenPGP key
    language = models.CharField(max_length=10)
    salt = Bytes(max_length=32)
    known = Bytes(default=b"")  # 8 bytes each
    is_trial = models.BooleanField(
        default=False
    )  # what is due is a mail that the reader asked for to see whether it comes
    feed = BytesOrNone(max_length=32, unique=True)  # SHA-256 of the secret in the calendar's address


class Hook(Waiting):
    """The office's webhook, and up to where it knows."""

    seen = Bytes(max_length=32)  # a hash of how many rows there were

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office"], name="one_hook_an_office")]
