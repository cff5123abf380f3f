"""What was done, never what was said: kinds, days and random ids, and not one word of content."""

from __future__ import annotations

from django.db import models

from fairwitness.crypto import chain
from fairwitness.office.fields import Bytes
from fairwitness.office.models import OfficeRow


class Kind(models.TextChoices):
    """What can be done; each action writes one of these."""

    TIP_RECEIVED = "tip-received"
    LETTER_FROM_TIPSTER = "letter-from-tipster"
    LETTER_FROM_REVIEWER = "letter-from-reviewer"
    OPENED = "opened"  # by a reader: a tipster's visits leave no day
    NEW_CODE = "new-code"
    ACKNOWLEDGED = "acknowledged"
    SCOPE_CHECK = "scope-check"
    TRIAGE = "triage"
    FACT_FINDING = "fact-finding"
    REPLY = "reply"
    SECOND_REVIEW = "second-review"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not-confirmed"
    INSUFFICIENT = "insufficient"
    OUT_OF_SCOPE = "out-of-scope"
    PROTECTED_CONDUCT = "protected-conduct"
    REFERRED = "referred"
    FEEDBACK_GIVEN = "feedback-given"
    CLOSED = "closed"
    DESTROYED = "destroyed"
    SHEET = "sheet"
    DAY_OVER = chain.DAY_OVER  # written by the chain itself


class Done(OfficeRow):
    """One thing that was done on the day given. `tip` and `by` are ids and no keys: they outlive what they name."""

    kind = models.CharField(max_length=40, choices=Kind)
    day = models.DateField()
    tip = models.CharField(max_length=22, blank=True)
    by = models.CharField(max_length=22, blank=True)

    class Meta:
        abstract = True


class Entry(Done):
    """Not in the chain yet: it enters when its day is over, in an order that tells nothing of when. Until then the database keeps it as it is."""

    Kind = Kind


class Link(Done):
    """In the chain, in its place for ever, under the id of its entry. The database refuses to change it or to take it out."""

    number = models.PositiveBigIntegerField(unique=True)  # from 0
    hash = Bytes(max_length=32)  # over this entry and the hash of the one before

    class Meta:
        indexes = [models.Index(fields=["tip"], name="what_was_done_with_a_tip")]


class Head(OfficeRow):
    """Where the chain was when a day was over, as it was published."""

    day = models.DateField(unique=True)
    number = models.PositiveBigIntegerField(unique=True)  # of the link that ends the day; not published
    published = Bytes()  # JSON, a line end, the signature of the line's key


class Count(OfficeRow):
    """That a tip came to a state, in which month and on which channel: all that the public numbers are made of, and nothing that names the tip.

    One row each time, so that nobody waits for anybody. It stays when the tip is destroyed, and when nothing is left of it at all.
    """

    month = models.DateField()  # its first day
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)  # one of `Kind`
    in_time = models.BooleanField(null=True)  # where a day was due
