"""Tips, letters and all that two sign about them, with every guard, as they stand; lines that were begun earlier go the way of the migrations beside it."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.office.guards import guarded
from fairwitness.sealed.guards import GUARDS, PASSED_ON, PROMISES, REFERRALS
from fairwitness.sealed.guards_of_advisers import ADVISERS
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE, NOT_DROPPED, ONE_READER_STAYS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.guards_of_leaving import FILES, LEAVING, LEFT, LETTERS
from fairwitness.sealed.guards_of_letters import UNSENT
from fairwitness.sealed.guards_of_names import CUSTODIANS, NAMES, NAMES_STAY
from fairwitness.sealed.guards_of_readers import KEPT_AWAY, KEYS, READERS
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY, RECORDED_STAYS


class Migration(migrations.Migration):
    """In place of the migrations of a line that was begun before: the same tables, made once."""

    initial = True
    replaces = [
        ("sealed", "0001_tips_and_letters"),
        ("sealed", "0002_drafts_notices_exclusions"),
        ("sealed", "0003_files_wait_for_a_letter"),
        ("sealed", "0004_uploads_have_a_secret"),
        ("sealed", "0005_states_follow_one_another"),
        ("sealed", "0006_the_line_confirms"),
        ("sealed", "0007_what_is_typed_waits_to_be_sent"),
        ("sealed", "0008_what_came_of_a_tip"),
        ("sealed", "0009_closing_and_opening_again"),
        ("sealed", "0010_what_a_tip_was_promised"),
        ("sealed", "0011_a_sentence_is_marked"),
        ("sealed", "0012_passed_on_by_two"),
        ("sealed", "0013_what_two_signed_stays"),
        ("sealed", "0014_who_has_a_tip_in_hand"),
        ("sealed", "0015_the_next_key"),
        ("sealed", "0016_a_queue_in_order_of_days"),
        ("sealed", "0017_letters_that_are_not_sent"),
        ("sealed", "0018_redacted_and_exported"),
        ("sealed", "0019_a_tip_came_another_way"),
        ("sealed", "0020_who_reads_with_former_keys"),
        ("sealed", "0021_whoever_recorded_a_tip_exports_none"),
        ("sealed", "0022_a_file_knows_its_letter"),
        ("sealed", "0023_letters_that_went_with_their_tip"),
        ("sealed", "0024_the_other_side_is_heard"),
        ("sealed", "0025_whoever_guards_names_reads_nothing"),
        ("sealed", "0026_a_person_has_an_adviser"),
        ("sealed", "0027_what_somebody_told_is_not_dropped"),
        ("sealed", "0028_names_are_sealed_apart"),
        ("sealed", "0029_a_code_is_handed_over"),
        ("sealed", "0030_since_changes_with_the_state"),
        ("sealed", "0031_what_was_asked_about_a_name_ends"),
        ("sealed", "0032_what_a_tipster_knew"),
    ]

    dependencies = [
        ("journal", "0000_all_at_once"),
        ("office", "0000_all_at_once"),
        ("office", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commit",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("commit", fairwitness.office.fields.Bytes(max_length=16, unique=True)),
                ("request_hash", fairwitness.office.fields.Bytes(max_length=32)),
                ("auth", fairwitness.office.fields.Bytes(max_length=32)),
                ("until", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[("tipster", "Tipster"), ("reviewers", "Reviewers"), ("person", "Person")],
                        max_length=20,
                    ),
                ),
                ("outgrown", models.PositiveSmallIntegerField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("locator", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("auth", fairwitness.office.fields.Bytes(max_length=32)),
                ("recipient", models.TextField()),
                ("verifying_key", fairwitness.office.fields.Bytes(max_length=32)),
                ("opened_on_server", models.BooleanField(default=False)),
                ("seen", models.PositiveIntegerField(default=0)),
                ("given", models.DateField(null=True)),
                ("own_from", models.PositiveIntegerField(null=True)),
                (
                    "advises",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advisers",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "conversation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailbox",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("advises__isnull", False)),
                        fields=("advises",),
                        name="one_adviser_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed", fairwitness.office.fields.SealedField()),
                ("code_shown", models.BooleanField(default=False)),
                ("until", models.DateField()),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="office.channel"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "mailbox",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="sealed.mailbox"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NameRequest",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("consent", "The tipster agrees"),
                            ("court-order", "A court has ordered it"),
                            ("prosecutor", "A prosecutor demands it by law"),
                            ("law", "A law obliges the office to name them"),
                        ],
                        max_length=20,
                    ),
                ),
                ("told", models.CharField(blank=True, default="", max_length=11)),
                ("asked", models.DateField(default=fairwitness.office.clock.today)),
                ("opens", models.DateField(null=True)),
                ("says", models.CharField(blank=True, default="", max_length=3)),
                ("consent", fairwitness.office.fields.Bytes(default=b"")),
                ("consent_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                ("answered", models.DateField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "consent"), ("told", "")),
                            models.Q(
                                ("ground__in", ["court-order", "prosecutor", "law"]),
                                ("told__in", ["before", "jeopardises"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_name_is_asked_for_on_a_known_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("says", ""),
                            models.Q(("ground", "consent"), ("says__in", ["yes", "no"])),
                            _connector="OR",
                        ),
                        name="a_tipster_says_yes_or_no",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second", ""), ("opens__isnull", False), _connector="XOR"),
                        name="a_name_that_two_ask_for_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="name_request_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="name_request_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 0
                                ),
                                ("second", ""),
                            ),
                            models.Q(
                                models.Q(("second", ""), _negated=True),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 64
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="name_request_is_signed_by_whom_it_names",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameAnswer",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("by", models.CharField(max_length=22)),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("statement", fairwitness.office.fields.Bytes()),
                ("signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("sealed", fairwitness.office.fields.Bytes(default=b"")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer",
                        to="sealed.namerequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            models.Q(
                                ("reason__in", ["not-in-order", "not-shown", "concerned"]), ("sealed", b"")
                            ),
                            _connector="OR",
                        ),
                        name="a_name_is_opened_or_refused_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "template",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Received"),
                            (2, "New Code"),
                            (3, "Acknowledged"),
                            (11, "Out Of Scope"),
                            (12, "Insufficient"),
                            (13, "Reopened"),
                            (14, "Protected Conduct"),
                            (15, "Objection"),
                            (16, "Spoken Up"),
                            (17, "Referred"),
                            (18, "Exported"),
                            (20, "Extended"),
                            (21, "Name Consent"),
                            (22, "Name Court"),
                            (23, "Name Prosecutor"),
                            (24, "Name Law"),
                            (25, "Name Opened"),
                            (26, "Name Refused"),
                            (27, "Name Ended"),
                            (28, "Knew Asked"),
                            (29, "Knew Found"),
                            (30, "Knew Over"),
                        ]
                    ),
                ),
                ("day", models.DateField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("letters", models.PositiveIntegerField()),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opened",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recorded",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("by", models.CharField(max_length=22)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("letter", "In a letter"),
                            ("in-person", "In person"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("note", "That it is written down, and nothing is recorded"),
                            ("recording", "That it is recorded, and written down"),
                        ],
                        max_length=9,
                    ),
                ),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
                ("own_from", models.PositiveIntegerField(null=True)),
                ("agreed", models.DateField(null=True)),
                ("marked_by", models.CharField(blank=True, db_default="", default="", max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["phone", "letter", "in-person"])),
                        name="recorded_way_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent__in", ["note", "recording"])),
                        name="recorded_consent_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True),
                            models.Q(("marked_by", models.F("by")), _negated=True),
                        ),
                        name="recorded_and_marked_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed__isnull", True), ("own_from__isnull", False), _connector="OR"
                        ),
                        name="agreed_with_a_code_of_ones_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("file", models.CharField(max_length=22, unique=True)),
                ("destroyed", models.DateField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "recorded",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recordings",
                        to="sealed.recorded",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("position", models.PositiveIntegerField(null=True)),
                ("pending_since", models.DateTimeField(null=True)),
                ("parts", models.PositiveIntegerField(default=0)),
                ("secret", fairwitness.office.fields.BytesOrNone(max_length=32, null=True)),
                ("tray", fairwitness.office.fields.Bytes(max_length=32, null=True)),
                ("entry", fairwitness.office.fields.SealedField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="sealed.draft",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("tray__isnull", False)),
                        fields=["tray"],
                        name="files_that_wait_in_a_tray",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", True), ("tray__isnull", True)),
                            models.Q(
                                ("entry__isnull", False),
                                ("pending_since__isnull", False),
                                ("tray__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_waits_in_a_tray_is_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("conversation__isnull", False),
                                ("draft__isnull", True),
                                ("pending_since__isnull", True),
                            ),
                            models.Q(
                                ("conversation__isnull", True),
                                ("draft__isnull", False),
                                ("pending_since__isnull", True),
                            ),
                            models.Q(
                                ("conversation__isnull", True),
                                ("draft__isnull", True),
                                ("pending_since__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_file_is_pending_or_in_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("secret__isnull", True), ("conversation__isnull", True), _connector="OR"
                        ),
                        name="a_file_of_a_conversation_has_no_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__isnull", True), ("conversation__isnull", False), _connector="OR"
                        ),
                        name="a_file_of_a_letter_is_in_its_conversation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedName",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NameKeeper",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("holder", fairwitness.office.fields.Bytes(max_length=32)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepers",
                        to="sealed.sealedname",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kept", "holder"), name="one_keeper_a_name")],
            },
        ),
        migrations.CreateModel(
            name="Tip",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("browser", "Browser"), ("arrival", "Arrival"), ("offline", "Offline")],
                        max_length=7,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("acknowledged", "Acknowledged"),
                            ("scope-check", "Scope check"),
                            ("triage", "Triage"),
                            ("fact-finding", "Fact finding"),
                            ("reply", "Reply from the person reported on"),
                            ("second-review", "Second review"),
                            ("confirmed", "Confirmed"),
                            ("not-confirmed", "Not confirmed"),
                            ("insufficient", "Insufficient"),
                            ("out-of-scope", "Out of scope"),
                            ("protected-conduct", "Protected conduct"),
                            ("referred", "Referred"),
                            ("feedback-given", "Feedback given"),
                            ("closed", "Closed"),
                            ("destroyed", "Destroyed"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("since", models.DateField(default=fairwitness.office.clock.today)),
                ("received", models.DateField()),
                ("acknowledged", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "Withdrawn"),
                            ("confirmed", "Confirmed"),
                            ("not-confirmed", "Not Confirmed"),
                            ("insufficient", "Insufficient"),
                            ("out-of-scope", "Out Of Scope"),
                            ("protected-conduct", "Protected Conduct"),
                            ("referred", "Referred"),
                        ],
                        max_length=20,
                    ),
                ),
                ("outcome_since", models.DateField(null=True)),
                ("answer_due", models.DateField(null=True)),
                ("feedback_due", models.DateField(null=True)),
                ("out_of_scope_days", models.PositiveSmallIntegerField(null=True)),
                ("unconfirmed_days", models.PositiveSmallIntegerField(null=True)),
                ("confirmed_days", models.PositiveSmallIntegerField(null=True)),
                (
                    "extended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("another-body", "Another body has to answer first"),
                            ("evidence", "There is much evidence to look through"),
                            ("people", "Many people have to be heard"),
                            ("abroad", "Something has to be found out in another country"),
                        ],
                        db_default="",
                        default="",
                        max_length=20,
                    ),
                ),
                ("escalated", models.DateField(null=True)),
                ("marked", models.CharField(blank=True, db_default="", default="", max_length=22)),
                ("answered", models.BooleanField(db_default=False, default=False)),
                ("heard", models.DateField(null=True)),
                (
                    "due",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                state="received",
                                then=django.db.models.functions.comparison.Coalesce("answer_due", "received"),
                            ),
                            models.When(
                                state__in=[
                                    "acknowledged",
                                    "scope-check",
                                    "triage",
                                    "fact-finding",
                                    "reply",
                                    "second-review",
                                    "confirmed",
                                    "not-confirmed",
                                    "referred",
                                ],
                                then=django.db.models.functions.comparison.Coalesce(
                                    "feedback_due", "received"
                                ),
                            ),
                            models.When(
                                heard__gte=models.F("since"),
                                state__in=["feedback-given", "closed"],
                                then=models.F("heard"),
                            ),
                            default=None,
                        ),
                        output_field=models.DateField(null=True),
                    ),
                ),
                ("destroyed", models.DateField(null=True)),
                ("no_answer", models.BooleanField(default=False)),
                ("second_look", models.CharField(blank=True, db_default="", default="", max_length=22)),
                ("locked_by", models.CharField(blank=True, db_default="", default="", max_length=22)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tips", to="office.channel"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due__isnull", False)),
                        fields=["channel", "state", "due", "id"],
                        name="tips_by_what_is_due",
                    ),
                    models.Index(
                        condition=models.Q(("answered", True), ("due__isnull", False)),
                        fields=["channel", "state", "due", "id"],
                        name="tips_that_were_answered",
                    ),
                    models.Index(fields=["channel", "state", "since", "id"], name="tips_by_their_state"),
                    models.Index(
                        condition=models.Q(("escalated__isnull", False)),
                        fields=["channel", "due"],
                        name="tips_that_call_somebody",
                    ),
                    models.Index(fields=["channel", "second_look"], name="tips_to_be_looked_at_again"),
                    models.Index(fields=["channel", "locked_by"], name="tips_that_somebody_locked"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["browser", "arrival", "offline"])),
                        name="tip_tier_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "acknowledged",
                                    "scope-check",
                                    "triage",
                                    "fact-finding",
                                    "reply",
                                    "second-review",
                                    "confirmed",
                                    "not-confirmed",
                                    "insufficient",
                                    "out-of-scope",
                                    "protected-conduct",
                                    "referred",
                                    "feedback-given",
                                    "closed",
                                    "destroyed",
                                ],
                            )
                        ),
                        name="tip_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "destroyed"), ("destroyed__isnull", True), _connector="XOR"
                        ),
                        name="a_destroyed_tip_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "protected-conduct"), _negated=True),
                            models.Q(("locked_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_locked_tip_says_who_locked_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["closed", "destroyed"]), _negated=True),
                            ("second_look", ""),
                            _connector="OR",
                        ),
                        name="no_second_look_at_what_is_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "destroyed"), _negated=True),
                            ("locked_by", ""),
                            _connector="OR",
                        ),
                        name="a_destroyed_tip_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extended__in", ["", "another-body", "evidence", "people", "abroad"])
                        ),
                        name="tip_extension_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("out_of_scope_days__range", (1, 14)),
                            ("unconfirmed_days__range", (1, 60)),
                            ("confirmed_days__range", (1, 1095)),
                        ),
                        name="tip_is_never_kept_for_ever",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("marked", ""),
                            (
                                "state__in",
                                (
                                    "triage",
                                    "fact-finding",
                                    "reply",
                                    "second-review",
                                    "confirmed",
                                    "not-confirmed",
                                    "referred",
                                    "feedback-given",
                                ),
                            ),
                            _negated=True,
                        ),
                        name="past_scope_check_a_sentence_is_marked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("received", "acknowledged", "scope-check", "destroyed")),
                                _negated=True,
                            ),
                            ("marked", ""),
                            _connector="OR",
                        ),
                        name="until_then_no_sentence_is",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="sealedname",
            name="tip",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="sealed_name", to="sealed.tip"
            ),
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "ground",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("danger-to-life", "Danger")], max_length=20
                    ),
                ),
                ("body", models.CharField(max_length=40)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["confirmed", "danger-to-life"])),
                        name="referral_ground_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="referral_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="referral_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 0
                                ),
                                ("second", ""),
                            ),
                            models.Q(
                                models.Q(("second", ""), _negated=True),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 64
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="referral_is_signed_by_whom_it_names",
                    ),
                    models.UniqueConstraint(fields=("tip",), name="one_referral_a_tip"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("staff", models.CharField(max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tip", "staff"), name="recused_once")],
            },
        ),
        migrations.AddField(
            model_name="recorded",
            name="tip",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="recorded", to="sealed.tip"
            ),
        ),
        migrations.AddField(
            model_name="namerequest",
            name="tip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="name_requests", to="sealed.tip"
            ),
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("evidence", "Evidence would be destroyed"),
                            ("danger", "Somebody would be in danger"),
                            ("nobody", "Nobody knows who it was, or they cannot be reached"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked", models.DateField(default=fairwitness.office.clock.today)),
                ("until", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="left_out", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["evidence", "danger", "nobody"])),
                        name="left_out_ground_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("asked"))),
                        name="what_is_left_out_has_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="left_out_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="left_out_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 0
                                ),
                                ("second", ""),
                            ),
                            models.Q(
                                models.Q(("second", ""), _negated=True),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 64
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="left_out_is_signed_by_whom_it_names",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("second", "")), fields=("tip",), name="one_open_leaving_out_a_tip"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("proceedings", "Proceedings go on in which it is needed"),
                            ("retaliation", "Somebody is punished for it, and needs it to be protected"),
                            ("order", "A court or an authority has ordered that it be kept"),
                        ],
                        max_length=20,
                    ),
                ),
                ("until", models.DateField()),
                ("first", models.CharField(max_length=22)),
                ("second", models.CharField(blank=True, max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keepings", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["proceedings", "retaliation", "order"])),
                        name="keeping_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="keeping_needs_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("second", "")), fields=("tip",), name="one_open_keeping_a_tip"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InHand",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("since", models.DateField(default=fairwitness.office.clock.today)),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("read", "Read everything"),
                            ("ask", "Ask the tipster"),
                            ("wait", "Wait for an answer"),
                            ("find-out", "Find out what happened"),
                            ("talk", "Talk it over with a colleague"),
                            ("tell", "Tell the tipster what was done"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("step_due", models.DateField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="in_hand", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", ""), ("step_due__isnull", True)),
                            models.Q(
                                ("step__in", ["read", "ask", "wait", "find-out", "talk", "tell"]),
                                ("step_due__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_next_step_is_known_and_has_its_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("court-order", "A court has ordered it"),
                            ("prosecutor", "A prosecutor demands it by law"),
                            ("authority", "A competent authority asks, and the tipster agrees"),
                            ("tipster", "The tipster wants a copy of their own"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreed", models.DateField(null=True)),
                ("made", models.DateField(null=True)),
                ("made_by", models.CharField(blank=True, default="", max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exports", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["court-order", "prosecutor", "authority", "tipster"])
                        ),
                        name="export_basis_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="export_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="export_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 0
                                ),
                                ("second", ""),
                            ),
                            models.Q(
                                models.Q(("second", ""), _negated=True),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("second_signature"), 64
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="export_is_signed_by_whom_it_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second", ""), ("agreed__isnull", False), _connector="XOR"),
                        name="an_export_that_two_signed_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made__isnull", True), ("made_by", "")),
                            models.Q(
                                ("agreed__isnull", False),
                                ("made__isnull", False),
                                ("made_by", models.F("first")),
                            ),
                            models.Q(
                                ("agreed__isnull", False),
                                ("made__isnull", False),
                                ("made_by", models.F("second")),
                            ),
                            _connector="OR",
                        ),
                        name="an_export_is_made_by_one_of_the_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("made__isnull", True)),
                        fields=("tip",),
                        name="one_open_export_a_tip",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("holder", fairwitness.office.fields.Bytes(max_length=32)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exclusions",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tip", "holder"), name="excluded_once")],
            },
        ),
        migrations.AddField(
            model_name="conversation",
            name="tip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="conversations", to="sealed.tip"
            ),
        ),
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "box",
                    models.CharField(choices=[("letter", "Letter"), ("question", "Question")], max_length=8),
                ),
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_drafts",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("box__in", ["letter", "question"])), name="draft_box_is_known"
                    ),
                    models.UniqueConstraint(
                        fields=("tip", "staff", "box"), name="one_draft_a_reader_and_box"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsent",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tray", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("sealed", fairwitness.office.fields.SealedField()),
                ("pending_since", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("holder", fairwitness.office.fields.Bytes(max_length=32)),
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conversation", "number", "holder"), name="one_grant_a_holder_and_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("by", models.CharField(max_length=22)),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
                ("code", fairwitness.office.fields.Bytes(max_length=32)),
                ("handed", models.DateField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "In person"),
                            ("post", "By post"),
                            ("adviser", "Through their adviser or representative"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("handed_by", models.CharField(blank=True, default="", max_length=22)),
                ("statement", fairwitness.office.fields.Bytes(default=b"")),
                ("signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                ("until", models.DateField(null=True)),
                ("more", models.DateField(null=True)),
                ("own_from", models.PositiveIntegerField(null=True)),
                ("answered", models.DateField(null=True)),
                ("counted", models.BooleanField(null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfound", "Unfound"),
                            ("confirmed", "Confirmed"),
                            ("not-confirmed", "Not Confirmed"),
                            ("referred", "Referred"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hearing",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True),
                            models.Q(
                                models.Q(("handed", None), ("handed_by", ""), ("until", None), ("way", "")),
                                models.Q(
                                    ("handed__gte", models.F("day")),
                                    ("until__gt", models.F("handed")),
                                    ("way__in", ["person", "post", "adviser"]),
                                    models.Q(("handed_by", ""), _negated=True),
                                    models.Q(("handed_by", models.F("by")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="a_hearing_says_by_whom_and_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended__in", ["", "unfound", "confirmed", "not-confirmed", "referred"])
                        ),
                        name="a_hearing_ends_as_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered__isnull", True), ("own_from__isnull", False), _connector="OR"
                        ),
                        name="answered_with_a_code_of_ones_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaterLetter",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("seen", models.CharField(max_length=20)),
                ("feedback", models.BooleanField(default=False)),
                ("sealed", fairwitness.office.fields.SealedField(null=True)),
                ("draft", fairwitness.office.fields.SealedField()),
                (
                    "stopped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken-back", "You took it back."),
                            ("written", "Somebody has written in this conversation since."),
                            (
                                "key",
                                "The keys of this tip, or the channel’s list of readers, are others by now.",
                            ),
                            ("moved", "The tip stands elsewhere by now."),
                            (
                                "missed",
                                "The line was not awake on that day, and a letter goes on the day it names.",
                            ),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later_letters",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped", "")), fields=["day"], name="letters_by_their_day"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed__isnull", False), ("stopped", "")),
                            models.Q(
                                ("sealed__isnull", True),
                                ("stopped__in", ["taken-back", "written", "key", "moved", "missed"]),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_stopped_cannot_be_sent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stopped", "")),
                        fields=("conversation", "staff"),
                        name="one_later_letter_a_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("from_office", models.BooleanField()),
                ("day", models.DateField()),
                ("sealed", fairwitness.office.fields.SealedField()),
                ("redacted", models.DateField(null=True)),
                ("wordless", models.BooleanField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "position"), name="one_letter_a_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterGone",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            (
                                "destroyed",
                                "The tip was taken back or destroyed before, and what you wrote with it.",
                            ),
                            ("locked", "The tip was locked before, and what you wrote was destroyed."),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["destroyed", "locked"])),
                        name="why_a_letter_is_gone_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office",), name="one_look_an_office")],
            },
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered__isnull", True)),
                fields=("tip",),
                name="one_open_name_request_a_tip",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("party", "reviewers")),
                fields=("tip",),
                name="one_conversation_among_the_reviewers",
            ),
        ),
        guarded(
            GUARDS,
            PASSED_ON,
            PROMISES,
            REFERRALS,
            ADVISERS,
            MOVED_WITH_ITS_STATE,
            NOT_DROPPED,
            ONE_READER_STAYS,
            HEARD,
            FILES,
            LEAVING,
            LEFT,
            LETTERS,
            UNSENT,
            CUSTODIANS,
            NAMES,
            NAMES_STAY,
            KEPT_AWAY,
            KEYS,
            READERS,
            CAME_ANOTHER_WAY,
            RECORDED_STAYS,
        ),
    ]
