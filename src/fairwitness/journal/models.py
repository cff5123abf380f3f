"""What was done, never what was said: kinds, days and random ids, and not one word of content."""

from __future__ import annotations

from django.db import models

from fairwitness.crypto import chain
from fairwitness.office.fields import Bytes
from fairwitness.office.models import OfficeRow


class Kind(models.TextChoices):
    """What can be done; each action writes one of these."""

    TIP_RECEIVED = "tip-received"
    RECORDED = "recorded"  # by the reader who wrote down what somebody told them
    TEXT_AGREED = "text-agreed"  # by whoever told it
    RECORDING_DESTROYED = "recording-destroyed"
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
    HEARING_ASKED = "hearing-asked"  # by the reader who handed a code to the person reported on
    LETTER_FROM_PERSON = "letter-from-person"  # reported on
    MORE_TIME = "more-time"  # by that person, once
    HANDED_OVER = "handed-over"  # by another reader, who knows that it has reached them
    LEAVING_OUT_ASKED = "leaving-out-asked"  # by the first of two who do not hear them yet
    LEFT_OUT = "left-out"  # by both
    LEAVING_OUT_TAKEN_BACK = "leaving-out-taken-back"  # by one of them, or by the colleague who says no
    PASSING_ON_ASKED = "passing-on-asked"  # by the first of two
    PASSING_ON_TAKEN_BACK = "passing-on-taken-back"  # by that reader, or by the colleague who says no
    NAME_ASKED = "name-asked"  # by both of the two who ask for a name that is sealed apart
    NAME_TAKEN_BACK = (
        "name-taken-back"  # by a reader, before it is answered; by nobody, with the code that was asked
    )
    NAME_TOLD = "name-told"  # the tipster, before a duty opens it
    NAME_CONSENT = "name-consent"  # yes or no, by whoever told it; which, is not said
    NAME_OPENED = "name-opened"  # by whoever guards names, for the two who asked
    NAME_REFUSED = "name-refused"
    GRADED = "graded"  # one thing alleged, by whom; how, and which, is not said
    FINDING_ASKED = "finding-asked"  # by the first of two; the second is in the entry of the state
    FINDING_TAKEN_BACK = "finding-taken-back"
    TIPSTER_ASKED = "tipster-asked"  # by the reader who told a tipster what is held against them
    KNEW_ASKED = "knew-asked"  # by each of the two who sign that the tipster knew
    KNEW_TAKEN_BACK = "knew-taken-back"  # before somebody from outside has said anything
    KNEW_REFUSED = "knew-refused"  # by that outsider
    KNOWINGLY_FALSE = "knowingly-false"  # by the outsider, after the two
    IN_HAND = "in-hand"  # by whoever has the tip from then on
    ASSIGNED = "assigned"  # by whoever gave it to them
    GIVEN_BACK = "given-back"
    READER_ADDED = "reader-added"  # by the colleague who gave them a key; to whom, is not said
    READER_TAKEN_OFF = "reader-taken-off"
    RECUSED = "recused"  # by nobody: it would say whom a tip concerns
    DANGER_TO_LIFE = "danger-to-life"  # a tip was passed on because of it, without asking its tipster
    FEEDBACK_GIVEN = "feedback-given"
    CLOSED = "closed"
    DESTROYED = "destroyed"
    DRAWN = "drawn"  # the lot asks for a second look at a closing
    SECOND_LOOK = "second-look"  # and somebody else has had it
    EXTENDED = "extended"  # the day by which a tipster is told what was done
    ESCALATED = "escalated"
    REDACTED = "redacted"  # a letter, by whom; which one, is not said
    EXPORT_ASKED = "export-asked"  # by the first of two
    EXPORT_AGREED = "export-agreed"  # by the second
    EXPORT_TAKEN_BACK = "export-taken-back"  # by one of them, or by the colleague who says no
    EXPORTED = "exported"  # by whose browser it was made
    RETENTION_EXTENDED = "retention-extended"
    SHEET = "sheet"
    CHARTER_PUBLISHED = (
        "charter-published"  # a change of it, by the administrator; by nobody where the file was edited
    )
    CHARTER_WITHDRAWN = "charter-withdrawn"
    CHARTER_IN_FORCE = "charter-in-force"
    INVITED = "invited"
    INVITATION_CANCELLED = "invitation-cancelled"
    NUMBERS_ENTERED = "numbers-entered"  # of a quarter that is over, by whoever runs the line
    TAKEN_OUT = "taken-out"  # somebody, of the office; who, is not said
    RESTORED = "restored"  # the line, from a backup
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
    channel = models.CharField(
        max_length=40, blank=True
    )  # empty where the tip leaves somebody out: they would miss it in the number of a channel that they read whole
    kind = models.CharField(max_length=40)  # one of `Kind`
    of = models.CharField(
        max_length=20, blank=True, default="", db_default=""
    )  # of a tip that came: how; of one that moved: from which state
    in_time = models.BooleanField(null=True)  # where a day was due
    days = models.PositiveSmallIntegerField(
        null=True
    )  # from receipt until then, at most: one of `Count.DAYS`

    DAYS = (1, 3, 7, 14, 30, 60, 90, 180, 365, 9999)


class Entered(OfficeRow):
    """What the office itself says of a quarter that is over: sums that nobody can read out of sealed tips."""

    quarter = models.DateField(unique=True)  # its first day
    retaliation = models.PositiveIntegerField(default=0)
    damage = models.PositiveBigIntegerField(default=0)
    recovered = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    day = models.DateField()


class Gone(OfficeRow):
    """A grant or a mailbox that was destroyed, under its own id, for as long as a backup may hold it. Left out of every backup."""

    day = models.DateField(
        null=True, default=None
    )  # of the first round after it in which the clock was believed


class PublishedList(OfficeRow):
    """A list of what was destroyed: the one that is published, or one that was applied when the line was restored. Left out of every backup."""

    day = models.DateField()
    published = Bytes()  # JSON, a line end, the signature of the line's key
    carried = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"], condition=models.Q(carried=False), name="one_list_is_published"
            ),
        ]
