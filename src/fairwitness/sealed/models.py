"""What is kept of a tip: cipher, and the little in the clear that deadlines need.

Someone who reads all of these tables learns how many tips there are, on which day each came and how large its letters
are to their bucket. They learn no word, no file's name, no author, and nothing of who sent it.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _

from fairwitness.office.caps import LONGEST
from fairwitness.office.clock import today
from fairwitness.office.fields import Bytes, BytesOrNone, SealedField
from fairwitness.office.models import Channel, CharterVersion, OfficeRow, Staff
from fairwitness.sealed import models_of_letters  # noqa: F401 - Django looks for models here
from fairwitness.sealed.states import AFTER_THE_END, FIRST, IN_WORK, MARKED, UNMARKED, State


class Tier(models.TextChoices):
    """Where a letter was sealed; it stays with the letter for ever."""

    BROWSER = "browser"
    ARRIVAL = "arrival"
    OFFLINE = "offline"


_EXTENSIONS = ("another-body", "evidence", "people", "abroad")


class Tip(OfficeRow):
    """One report. Its states, and what follows what, are in `states.py`."""

    State = State

    class Outcome(models.TextChoices):
        """What came of it, in one word that says nothing of what was told."""

        WITHDRAWN = "withdrawn"
        CONFIRMED = State.CONFIRMED.value
        NOT_CONFIRMED = State.NOT_CONFIRMED.value
        INSUFFICIENT = State.INSUFFICIENT.value
        OUT_OF_SCOPE = State.OUT_OF_SCOPE.value
        PROTECTED_CONDUCT = State.PROTECTED_CONDUCT.value
        REFERRED = State.REFERRED.value

    class Extension(models.TextChoices):
        """Why the readers need longer: a closed list, so that nothing of the matter stands in the clear."""

        BODY = "another-body", _("Another body has to answer first")
        EVIDENCE = "evidence", _("There is much evidence to look through")
        PEOPLE = "people", _("Many people have to be heard")
        ABROAD = "abroad", _("Something has to be found out in another country")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="tips")
    tier = models.CharField(max_length=7, choices=Tier)
    state = models.CharField(max_length=20, choices=State, default=FIRST)
    since = models.DateField(default=today)  # in this state
    received = models.DateField()
    acknowledged = models.DateField(
        null=True
    )  # the day of a reviewer's first letter, or of the line's own notice
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_since = models.DateField(null=True)
    # What the charter said on the day of receipt: a later charter changes nothing for it. Empty where an earlier version took it in.
    answer_due = models.DateField(null=True)
    feedback_due = models.DateField(null=True)
    out_of_scope_days = models.PositiveSmallIntegerField(null=True)
    unconfirmed_days = models.PositiveSmallIntegerField(null=True)
    confirmed_days = models.PositiveSmallIntegerField(null=True)
    charter = models.ForeignKey(
        CharterVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # whose rules on rewards hold for it; none where it promised none
    extended = models.CharField(
        max_length=20, choices=Extension, blank=True, default="", db_default=""
    )  # once
    escalated = models.DateField(null=True)  # since when somebody else is to look
    marked = models.CharField(
        max_length=22, blank=True, default="", db_default=""
    )  # the letter among the readers that names a sentence of it: an id and no key
    # Who has the last word between tipster and readers, so that the desk's queue need not look through letters (docs/decisions/0028).
    answered = models.BooleanField(default=False, db_default=False)  # the readers
    heard = models.DateField(
        null=True
    )  # the day of a letter of the tipster's behind the first, while no reader has answered it
    # Until when something is to be done with it; of one that ended, since when a letter waits. The database itself keeps it so.
    due = models.GeneratedField(
        expression=models.Case(
            models.When(state=FIRST.value, then=Coalesce("answer_due", "received")),
            models.When(
                state__in=[state.value for state in IN_WORK], then=Coalesce("feedback_due", "received")
            ),
            models.When(
                state__in=[state.value for state in AFTER_THE_END],
                heard__gte=models.F("since"),
                then=models.F("heard"),
            ),
            default=None,
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    destroyed = models.DateField(null=True)
    no_answer = models.BooleanField(default=False)  # the tipster kept no code: nobody will read an answer
    # Ids of staff, and no keys; empty where there is nobody to be kept away from it.
    second_look = models.CharField(
        max_length=22, blank=True, default="", db_default=""
    )  # who closed it, while the lot wants another reader to say whether that was right
    locked_by = models.CharField(
        max_length=22, blank=True, default="", db_default=""
    )  # who found that it tells of protected conduct, and never reads it again

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "state", "due", "id"],
                condition=models.Q(due__isnull=False),
                name="tips_by_what_is_due",
            ),
            models.Index(
                fields=["channel", "state", "due", "id"],
                condition=models.Q(answered=True, due__isnull=False),
                name="tips_that_were_answered",
            ),
            models.Index(fields=["channel", "state", "since", "id"], name="tips_by_their_state"),
            models.Index(
                fields=["channel", "due"],
                condition=models.Q(escalated__isnull=False),
                name="tips_that_call_somebody",
            ),
            models.Index(fields=["channel", "second_look"], name="tips_to_be_looked_at_again"),
            models.Index(fields=["channel", "locked_by"], name="tips_that_somebody_locked"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=Tier.values), name="tip_tier_is_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="tip_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="destroyed") ^ models.Q(destroyed__isnull=True),
                name="a_destroyed_tip_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="protected-conduct") | ~models.Q(locked_by=""),
                name="a_locked_tip_says_who_locked_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["closed", "destroyed"]) | models.Q(second_look=""),
                name="no_second_look_at_what_is_over",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="destroyed") | models.Q(locked_by=""),
                name="a_destroyed_tip_names_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(extended__in=["", *_EXTENSIONS]),
                name="tip_extension_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(out_of_scope_days__range=(1, LONGEST.out_of_scope_days))
                & models.Q(unconfirmed_days__range=(1, LONGEST.unconfirmed_days))
                & models.Q(confirmed_days__range=(1, LONGEST.confirmed_days)),
                name="tip_is_never_kept_for_ever",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=MARKED, marked=""), name="past_scope_check_a_sentence_is_marked"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=UNMARKED) | models.Q(marked=""),
                name="until_then_no_sentence_is",
            ),
        ]


class Keeping(OfficeRow):
    """That a closed tip is kept longer than its clock says: until a day, asked for by one reader and in force once another agrees.

    Who reads the table learns a reason of a closed list, and the random ids of two readers.
    """

    class Reason(models.TextChoices):
        """Nothing else keeps a tip."""

        PROCEEDINGS = "proceedings", _("Proceedings go on in which it is needed")
        RETALIATION = "retaliation", _("Somebody is punished for it, and needs it to be protected")
        ORDER = "order", _("A court or an authority has ordered that it be kept")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="keepings")
    reason = models.CharField(max_length=20, choices=Reason)
    until = models.DateField()
    first = models.CharField(max_length=22)  # like the journal's: ids that outlive whom they name
    second = models.CharField(max_length=22, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=["proceedings", "retaliation", "order"]),
                name="keeping_reason_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(first="") & ~models.Q(second=models.F("first")),
                name="keeping_needs_two_people",
            ),
            models.UniqueConstraint(
                fields=["tip"], condition=models.Q(second=""), name="one_open_keeping_a_tip"
            ),
        ]


class SignedByTwo(OfficeRow):
    """What one reader of a tip has signed, and a second signs or not: the same bytes."""

    statement = Bytes()  # what both sign
    first = models.CharField(max_length=22)  # like the journal's: ids that outlive whom they name
    first_signature = Bytes(max_length=64)
    second = models.CharField(max_length=22, blank=True, default="")
    second_signature = Bytes(max_length=64, default=b"")

    class Meta:
        abstract = True


def signed_by_whom(what: str) -> list[models.BaseConstraint]:
    """Two different names, and a signature of each that stands there."""
    return [
        models.CheckConstraint(
            condition=~models.Q(first="") & ~models.Q(second=models.F("first")),
            name=f"{what}_needs_two_people",
        ),
        models.CheckConstraint(
            condition=models.Q(Exact(Length("first_signature"), 64))
            & models.Q(GreaterThan(Length("statement"), 0)),
            name=f"{what}_is_signed",
        ),
        models.CheckConstraint(
            condition=models.Q(Exact(Length("second_signature"), 0), second="")
            | (~models.Q(second="") & models.Q(Exact(Length("second_signature"), 64))),
            name=f"{what}_is_signed_by_whom_it_names",
        ),
    ]


class Referral(SignedByTwo):
    """That a tip is passed on to a body of the charter: signed by one reader, and done once a second has signed the same bytes.

    Who reads the table learns which body, whether a life was in danger, and the random ids of two readers. The reason is a letter among the readers.
    """

    class Ground(models.TextChoices):
        """Nothing else passes a tip on."""

        CONFIRMED = "confirmed"
        DANGER = "danger-to-life"

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="referrals")
    ground = models.CharField(max_length=20, choices=Ground)
    body = models.CharField(max_length=40)  # its slug in the charter

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground__in=["confirmed", "danger-to-life"]),
                name="referral_ground_is_known",
            ),
            *signed_by_whom("referral"),
            models.UniqueConstraint(fields=["tip"], name="one_referral_a_tip"),
        ]


class Export(SignedByTwo):
    """That a tip leaves the line: asked for by one reader with a legal basis, agreed to by a second, and made once within a week.

    Who reads the table learns the kind of the basis, two days and the random ids of two readers. The basis in words is a letter among the readers.
    """

    class Basis(models.TextChoices):
        """Nothing else takes a tip out: crypto/exports.py."""

        COURT = "court-order", _("A court has ordered it")
        PROSECUTOR = "prosecutor", _("A prosecutor demands it by law")
        AUTHORITY = "authority", _("A competent authority asks, and the tipster agrees")
        TIPSTER = "tipster", _("The tipster wants a copy of their own")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="exports")
    basis = models.CharField(max_length=20, choices=Basis)
    agreed = models.DateField(null=True)  # the week counts from here
    made = models.DateField(null=True)
    made_by = models.CharField(max_length=22, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis__in=["court-order", "prosecutor", "authority", "tipster"]),
                name="export_basis_is_known",
            ),
            *signed_by_whom("export"),
            models.CheckConstraint(
                condition=models.Q(second="") ^ models.Q(agreed__isnull=False),
                name="an_export_that_two_signed_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(made__isnull=True, made_by="")
                | models.Q(made__isnull=False, made_by=models.F("first"), agreed__isnull=False)
                | models.Q(made__isnull=False, made_by=models.F("second"), agreed__isnull=False),
                name="an_export_is_made_by_one_of_the_two",
            ),
            models.UniqueConstraint(
                fields=["tip"], condition=models.Q(made__isnull=True), name="one_open_export_a_tip"
            ),
        ]


class Exclusion(OfficeRow):
    """A holder whom the tipster does not want to read the tip. Kept only to refuse a grant; shown on no page."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="exclusions")
    holder = Bytes(max_length=32)  # SHA-256 of the holder's recipient

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tip", "holder"], name="excluded_once")]


class InHand(OfficeRow):
    """Who has a tip in hand: one reader at most, who holds a key to it; and what they do next, by when.

    Who reads the table learns a step of a closed list, two days and the random id of a reader. Nobody has a tip in hand of which no row is here.
    """

    class Step(models.TextChoices):
        """What is done next. A closed list, so that nothing of the matter stands in the clear."""

        READ = "read", _("Read everything")
        ASK = "ask", _("Ask the tipster")
        WAIT = "wait", _("Wait for an answer")
        FIND_OUT = "find-out", _("Find out what happened")
        TALK = "talk", _("Talk it over with a colleague")
        TELL = "tell", _("Tell the tipster what was done")

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, related_name="in_hand")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=today)
    step = models.CharField(max_length=20, choices=Step, blank=True, default="")
    step_due = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step="", step_due__isnull=True)
                | models.Q(
                    step__in=["read", "ask", "wait", "find-out", "talk", "tell"], step_due__isnull=False
                ),
                name="a_next_step_is_known_and_has_its_day",
            ),
        ]


class Recusal(OfficeRow):
    """A reader whom a tip concerns, by their own word: they hold no key to it, and get none. Kept only to refuse one; it goes with the tip."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="recusals")
    staff = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tip", "staff"], name="recused_once")]


class Recorded(OfficeRow):
    """That somebody of the office wrote a tip down, for whoever told it by phone, in a letter or in person; nothing says so of a tip that its tipster sent.

    It begins with the tip, and who, how and with which consent never change: the database keeps them, also when the tip is destroyed.
    """

    class Way(models.TextChoices):
        """How it came."""

        PHONE = "phone", _("By phone")
        LETTER = "letter", _("In a letter")
        IN_PERSON = "in-person", _("In person")

    class Consent(models.TextChoices):
        """What whoever told it has agreed to."""

        NOTE = "note", _("That it is written down, and nothing is recorded")
        RECORDING = "recording", _("That it is recorded, and written down")

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, related_name="recorded")
    by = models.CharField(max_length=22)  # like the journal's: an id that outlives whom it names
    way = models.CharField(max_length=9, choices=Way)
    consent = models.CharField(max_length=9, choices=Consent)
    day = models.DateField(default=today)  # on which it was written down, and its code handed over
    own_from = models.PositiveIntegerField(
        null=True
    )  # the place of the letter with which the caller took a code that nobody of the office has seen
    agreed = models.DateField(null=True)  # since when the caller agrees to a text
    marked_by = models.CharField(max_length=22, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["phone", "letter", "in-person"]), name="recorded_way_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(consent__in=["note", "recording"]), name="recorded_consent_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(marked_by=models.F("by")),
                name="recorded_and_marked_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True) | models.Q(own_from__isnull=False),
                name="agreed_with_a_code_of_ones_own",
            ),
        ]


class Recording(OfficeRow):
    """That a file of a tip is a recording of whoever told it: it goes when they agree to the text, or when the tip is closed."""

    recorded = models.ForeignKey(Recorded, on_delete=models.CASCADE, related_name="recordings")
    file = models.CharField(max_length=22, unique=True)  # its id, which outlives it
    destroyed = models.DateField(null=True)


class Conversation(OfficeRow):
    """Letters between reviewers and one outside person, or among the reviewers. Each has keys of its own."""

    class Party(models.TextChoices):
        """With whom."""

        TIPSTER = "tipster"
        REVIEWERS = "reviewers"
        PERSON = "person"  # reported on

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="conversations")
    party = models.CharField(max_length=20, choices=Party)
    outgrown = models.PositiveSmallIntegerField(
        null=True
    )  # the newest key that somebody holds who was taken off: no reader writes under it, nor under an earlier one

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tip"],
                condition=models.Q(party="reviewers"),
                name="one_conversation_among_the_reviewers",
            ),
        ]


class Grant(OfficeRow):
    """Conversation key `number`, sealed to one holder. Never overwritten, but where it is sealed anew to the next key of the same person: docs/decisions/0033."""

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
    # Of whoever advises a person reported on: in the place of `conversation` the one that they read with that person (docs/decisions/0041).
    advises = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="advisers")
    given = models.DateField(null=True)  # on which the person gave them their first code
    own_from = models.PositiveIntegerField(
        null=True
    )  # the place of the letter with which they took a code that the person has not seen

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["advises"], condition=models.Q(advises__isnull=False), name="one_adviser_at_a_time"
            ),
        ]

    @property
    def opens(self) -> Conversation | None:
        """Its conversation, whichever side of it; None of a draft's."""
        return self.conversation or self.advises


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
    # The day on which a reader has put something else in its place, sealed and signed by that reader. The bytes before are gone (docs/decisions/0030).
    redacted = models.DateField(null=True)
    wordless = models.BooleanField(null=True)  # it takes a code, or says who advises, and nothing else

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
        OUT_OF_SCOPE = 11
        INSUFFICIENT = 12
        REOPENED = 13
        PROTECTED_CONDUCT = 14
        OBJECTION = 15
        SPOKEN_UP = 16
        REFERRED = 17
        EXPORTED = 18
        EXTENDED = 20
        NAME_CONSENT = 21
        NAME_COURT = 22
        NAME_PROSECUTOR = 23
        NAME_LAW = 24
        NAME_OPENED = 25
        NAME_REFUSED = 26
        NAME_ENDED = 27
        KNEW_ASKED = 28
        KNEW_FOUND = 29
        KNEW_OVER = 30

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notices")
    template = models.PositiveSmallIntegerField(choices=Template)
    day = models.DateField()


class SealedFile(OfficeRow):
    """A file as age files of at most 8 MiB, in the storage under this row's id.

    While it arrives, and again while it is being destroyed, it points at nothing and knows the hour, so that the sweep can end
    it; in between it knows its draft, or its conversation and the place of the letter that came with it, and no time at all. A draft cannot go while it has files.

    Whoever sent it part by part has a secret, of which the hash stands here until a conversation has the file: with it parts
    are added, and the file is claimed. Somebody who reads the table can do neither. A file that came by form has none.

    One that is whole and waits for a letter from a mailbox points at nothing either: `tray` is a hash that whoever opens the mailbox finds
    it by, and nobody else; `entry` is what that letter will say of it.
    """

    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField(
        null=True
    )  # of its letter; of a file that came before this was kept, and not with the only letter, nobody knows it
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
            models.CheckConstraint(
                condition=models.Q(position__isnull=True) | models.Q(conversation__isnull=False),
                name="a_file_of_a_letter_is_in_its_conversation",
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


from fairwitness.sealed import models_of_hearing, models_of_names  # noqa: E402, F401 - the same; their tables point at these
