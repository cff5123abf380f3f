"""What is kept of a tip: cipher, and the little in the clear that deadlines need.

Someone who reads all of these tables learns how many tips there are, on which day each came and how large its letters
are to their bucket. They learn no word, no file's name, no author, and nothing of who sent it.
"""

from __future__ import annotations

from django.db import models

from fairwitness.office.clock import today
from fairwitness.office.fields import Bytes, BytesOrNone, SealedField
from fairwitness.office.models import Channel, OfficeRow
from fairwitness.sealed.states import FIRST, State


class Tier(models.TextChoices):
    """Where a letter was sealed; it stays with the letter for ever."""

    BROWSER = "browser"
    ARRIVAL = "arrival"
    OFFLINE = "offline"


class Tip(OfficeRow):
    """One report. Its states, and what follows what, are in `states.py`."""

    State = State

    class Outcome(models.TextChoices):
        """What came of it, in one word that says nothing of what was told."""

        WITHDRAWN = "withdrawn"

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="tips")
    tier = models.CharField(max_length=7, choices=Tier)
    state = models.CharField(max_length=20, choices=State, default=FIRST)
    since = models.DateField(default=today)  # in this state
    received = models.DateField()
    acknowledged = models.DateField(
        null=True
    )  # the day of a reviewer's first letter, or of the line's own notice
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    destroyed = models.DateField(null=True)
    no_answer = models.BooleanField(default=False)  # the tipster kept no code: nobody will read an answer

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=Tier.values), name="tip_tier_is_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="tip_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="destroyed") ^ models.Q(destroyed__isnull=True),
                name="a_destroyed_tip_has_its_day",
            ),
        ]


class Exclusion(OfficeRow):
    """A holder whom the tipster does not want to read the tip. Kept only to refuse a grant; shown on no page."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="exclusions")
    holder = Bytes(max_length=32)  # SHA-256 of the holder's recipient

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tip", "holder"], name="excluded_once")]


class Conversation(OfficeRow):
    """Letters between reviewers and one outside person, or among the reviewers. Each has keys of its own."""

    class Party(models.TextChoices):
        """With whom."""

        TIPSTER = "tipster"
        REVIEWERS = "reviewers"

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="conversations")
    party = models.CharField(max_length=20, choices=Party)


class Grant(OfficeRow):
    """Conversation key `number`, sealed to one holder. Never overwritten."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="grants")
    number = models.PositiveSmallIntegerField()
    holder = Bytes(max_length=32)  # SHA-256 of the holder's recipient
    sealed = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number", "holder"], name="one_grant_a_holder_and_key"
            ),
        ]


class Mailbox(OfficeRow):
    """What a tip code finds and opens: a draft, and once that is sent its conversation. Holds hashes and public keys, no secret."""

    conversation = models.OneToOneField(
        Conversation, null=True, on_delete=models.CASCADE, related_name="mailbox"
    )
    locator = Bytes(max_length=32, unique=True)
    auth = Bytes(max_length=32)  # SHA-256 of the 32 bytes that the browser sends
    recipient = models.TextField()
    verifying_key = Bytes(max_length=32)
    opened_on_server = models.BooleanField(default=False)  # never the day
    seen = models.PositiveIntegerField(default=0)  # letters of the conversation that its owner was shown


class Draft(OfficeRow):
    """An unsent tip: one letter, sealed to its mailbox. Nobody is granted it; it has no day but its last."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="draft")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    sealed = SealedField()
    code_shown = models.BooleanField(default=False)  # then the code opens it, in any browser, for 14 days
    until = models.DateField()


class Letter(OfficeRow):
    """One sealed letter. Its author, words and file names are inside."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField()  # of the conversation key
    position = models.PositiveIntegerField()  # in the conversation, from 0
    from_office = models.BooleanField()
    day = models.DateField()
    sealed = SealedField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "position"], name="one_letter_a_position"),
        ]


class Notice(OfficeRow):
    """What the line itself tells the outside person: a template and a day, in the clear, saying nothing that the state does not."""

    class Template(models.IntegerChoices):
        """The sentences; `sealed/notices.py` has them in every language."""

        RECEIVED = 1
        NEW_CODE = 2
        ACKNOWLEDGED = 3

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notices")
    template = models.PositiveSmallIntegerField(choices=Template)
    day = models.DateField()


class SealedFile(OfficeRow):
    """A file as age files of at most 8 MiB, in the storage under this row's id.

    While it arrives, and again while it is being destroyed, it points at nothing and knows the hour, so that the sweep can end
    it; in between it knows its draft or its conversation and no time at all. A draft cannot go while it has files.

    Whoever sent it part by part has a secret, of which the hash stands here until a conversation has the file: with it parts
    are added, and the file is claimed. Somebody who reads the table can do neither. A file that came by form has none.

    One that is whole and waits for a letter from a mailbox points at nothing either: `tray` is a hash that whoever opens the mailbox finds
    it by, and nobody else; `entry` is what that letter will say of it.
    """

    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="files")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.PROTECT, related_name="files")
    pending_since = models.DateTimeField(null=True)  # the hour
    parts = models.PositiveIntegerField(default=0)  # those of the numbers below this lie in the storage
    secret = BytesOrNone(max_length=32)  # its tagged hash
    tray = Bytes(max_length=32, null=True)  # type: ignore[misc]  # our kinds of column are typed without null
    entry = SealedField(null=True)  # type: ignore[misc]  # the same

    class Meta:
        indexes = [
            models.Index(
                fields=["tray"], condition=models.Q(tray__isnull=False), name="files_that_wait_in_a_tray"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tray__isnull=True, entry__isnull=True)
                | models.Q(tray__isnull=False, entry__isnull=False, pending_since__isnull=False),
                name="what_waits_in_a_tray_is_pending",
            ),
            models.CheckConstraint(
                condition=models.Q(conversation__isnull=False, draft__isnull=True, pending_since__isnull=True)
                | models.Q(conversation__isnull=True, draft__isnull=False, pending_since__isnull=True)
                | models.Q(conversation__isnull=True, draft__isnull=True, pending_since__isnull=False),
                name="a_file_is_pending_or_in_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(secret__isnull=True) | models.Q(conversation__isnull=True),
                name="a_file_of_a_conversation_has_no_secret",
            ),
        ]


class Unsent(OfficeRow):
    """What somebody has typed in an open mailbox and not sent, sealed to that mailbox.

    Like a file that waits it points at nothing, is found by `tray`, and knows the hour from which the day counts that it has.
    """

    tray = Bytes(max_length=32, unique=True)
    sealed = SealedField()
    pending_since = models.DateTimeField()  # the hour


class Commit(OfficeRow):
    """Remembers a commit for 48 hours, so that the same request sent again gets the same answer."""

    commit = Bytes(max_length=16, unique=True)
    request_hash = Bytes(max_length=32)
    auth = Bytes(max_length=32)
    until = models.DateField()
