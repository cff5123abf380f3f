"""What is kept around a letter: what a reader has typed, what waits for its day, and whether the tipster has opened it.

Someone who reads these tables learns which reader has begun a letter in which tip, on which day one is to go, and whether letters were opened up to the last
look. They learn no word, and no time: a draft has no day at all.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairwitness.office.fields import SealedField
from fairwitness.office.models import OfficeRow, Staff


class AnswerDraft(OfficeRow):
    """What one reader has typed in one box and not sent, signed by them and sealed to their own key. No other reader opens it."""

    class Box(models.TextChoices):
        """Which box it is: the letter, or the question whether a tip may be passed on."""

        LETTER = "letter"
        QUESTION = "question"

    tip = models.ForeignKey("sealed.Tip", on_delete=models.CASCADE, related_name="answer_drafts")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    box = models.CharField(max_length=8, choices=Box)
    sealed = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(box__in=["letter", "question"]), name="draft_box_is_known"
            ),
            models.UniqueConstraint(fields=["tip", "staff", "box"], name="one_draft_a_reader_and_box"),
        ]


class LaterLetter(OfficeRow):
    """A letter that is to go on a day: sealed and signed for that day. The line puts it in its place, and can neither read nor change it.

    Once it is stopped only the draft is left of it, sealed to its author, until they have seen why.
    """

    class Stopped(models.TextChoices):
        """Why it did not go. A closed list, so that nothing of the matter stands in the clear."""

        TAKEN_BACK = "taken-back", _("You took it back.")
        WRITTEN = "written", _("Somebody has written in this conversation since.")
        KEY = "key", _("The keys of this tip, or the channel’s list of readers, are others by now.")
        MOVED = "moved", _("The tip stands elsewhere by now.")
        MISSED = "missed", _("The line was not awake on that day, and a letter goes on the day it names.")

    conversation = models.ForeignKey(
        "sealed.Conversation", on_delete=models.CASCADE, related_name="later_letters"
    )
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()  # on which it goes, and which is signed in it
    number = models.PositiveSmallIntegerField()  # of the conversation key
    position = models.PositiveIntegerField()  # how many letters stood before it when it was signed
    seen = models.CharField(max_length=20)  # where the tip stood then
    feedback = models.BooleanField(default=False)  # it says what was done, and why
    sealed = SealedField(null=True)  # type: ignore[misc]  # our kinds of column are typed without null
    draft = SealedField()
    stopped = models.CharField(max_length=10, choices=Stopped, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stopped="", sealed__isnull=False)
                | models.Q(
                    stopped__in=["taken-back", "written", "key", "moved", "missed"], sealed__isnull=True
                ),
                name="what_is_stopped_cannot_be_sent",
            ),
            models.UniqueConstraint(
                fields=["conversation", "staff"],
                condition=models.Q(stopped=""),
                name="one_later_letter_a_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["day"], condition=models.Q(stopped=""), name="letters_by_their_day"),
        ]


class LetterGone(OfficeRow):
    """That a reader's letter was to go on a day and went with its tip. Of which tip no row says, nor on which day that was; kept until they have seen it."""

    class Why(models.TextChoices):
        """A closed list, so that nothing of the matter stands in the clear."""

        DESTROYED = "destroyed", _("The tip was taken back or destroyed before, and what you wrote with it.")
        LOCKED = "locked", _("The tip was locked before, and what you wrote was destroyed.")

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()  # on which it was to go
    why = models.CharField(max_length=9, choices=Why)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(why__in=["destroyed", "locked"]), name="why_a_letter_is_gone_is_known"
            ),
        ]


class Look(OfficeRow):
    """On which day the line last wrote down which letters were opened: for all mailboxes at once, and once a week."""

    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office"], name="one_look_an_office")]


class Opened(OfficeRow):
    """How many letters of a conversation its mailbox's owner had been shown by the last look. Never since when."""

    conversation = models.OneToOneField(
        "sealed.Conversation", on_delete=models.CASCADE, related_name="opened"
    )
    letters = models.PositiveIntegerField()
