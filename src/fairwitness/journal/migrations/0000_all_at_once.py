"""The journal and its guards, as they stand; lines that were begun earlier go the way of the migrations beside it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import fairwitness.office.fields
from fairwitness.journal.guards import GUARDS
from fairwitness.office.guards import guarded


class Migration(migrations.Migration):
    """In place of the migrations of a line that was begun before: the same tables, made once."""

    initial = True
    replaces = [
        ("journal", "0001_entries"),
        ("journal", "0002_nobody_learns_when_a_mailbox_was_opened"),
        ("journal", "0003_a_chain_that_is_only_added_to"),
        ("journal", "0004_states_follow_one_another"),
        ("journal", "0005_counts"),
        ("journal", "0006_what_was_done_with_a_tip"),
        ("journal", "0007_closing_and_opening_again"),
        ("journal", "0008_clocks"),
        ("journal", "0009_passed_on"),
        ("journal", "0010_what_was_destroyed"),
        ("journal", "0011_asked_and_taken_back"),
        ("journal", "0012_a_day_that_is_believed"),
        ("journal", "0013_no_row_has_a_number_below_nought"),
        ("journal", "0014_in_hand_and_readers"),
        ("journal", "0015_running_the_office"),
        ("journal", "0016_redacted_and_exported"),
        ("journal", "0017_a_tip_is_recorded"),
        ("journal", "0018_what_is_published"),
        ("journal", "0019_the_other_side_is_heard"),
        ("journal", "0020_grades_and_findings"),
        ("journal", "0021_names_are_sealed_apart"),
        ("journal", "0022_a_code_is_handed_over"),
        ("journal", "0023_what_a_tipster_knew"),
    ]

    dependencies = [
        ("office", "0000_all_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Count",
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
                ("month", models.DateField()),
                ("channel", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("of", models.CharField(blank=True, db_default="", default="", max_length=20)),
                ("in_time", models.BooleanField(null=True)),
                ("days", models.PositiveSmallIntegerField(null=True)),
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
            name="Entered",
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
                ("quarter", models.DateField(unique=True)),
                ("retaliation", models.PositiveIntegerField(default=0)),
                ("damage", models.PositiveBigIntegerField(default=0)),
                ("recovered", models.PositiveBigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("by", models.CharField(max_length=22)),
                ("day", models.DateField()),
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
            name="Entry",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("tip-received", "Tip Received"),
                            ("recorded", "Recorded"),
                            ("text-agreed", "Text Agreed"),
                            ("recording-destroyed", "Recording Destroyed"),
                            ("letter-from-tipster", "Letter From Tipster"),
                            ("letter-from-reviewer", "Letter From Reviewer"),
                            ("opened", "Opened"),
                            ("new-code", "New Code"),
                            ("acknowledged", "Acknowledged"),
                            ("scope-check", "Scope Check"),
                            ("triage", "Triage"),
                            ("fact-finding", "Fact Finding"),
                            ("reply", "Reply"),
                            ("second-review", "Second Review"),
                            ("confirmed", "Confirmed"),
                            ("not-confirmed", "Not Confirmed"),
                            ("insufficient", "Insufficient"),
                            ("out-of-scope", "Out Of Scope"),
                            ("protected-conduct", "Protected Conduct"),
                            ("referred", "Referred"),
                            ("hearing-asked", "Hearing Asked"),
                            ("letter-from-person", "Letter From Person"),
                            ("more-time", "More Time"),
                            ("handed-over", "Handed Over"),
                            ("leaving-out-asked", "Leaving Out Asked"),
                            ("left-out", "Left Out"),
                            ("leaving-out-taken-back", "Leaving Out Taken Back"),
                            ("passing-on-asked", "Passing On Asked"),
                            ("passing-on-taken-back", "Passing On Taken Back"),
                            ("name-asked", "Name Asked"),
                            ("name-taken-back", "Name Taken Back"),
                            ("name-told", "Name Told"),
                            ("name-consent", "Name Consent"),
                            ("name-opened", "Name Opened"),
                            ("name-refused", "Name Refused"),
                            ("graded", "Graded"),
                            ("finding-asked", "Finding Asked"),
                            ("finding-taken-back", "Finding Taken Back"),
                            ("tipster-asked", "Tipster Asked"),
                            ("knew-asked", "Knew Asked"),
                            ("knew-taken-back", "Knew Taken Back"),
                            ("knew-refused", "Knew Refused"),
                            ("knowingly-false", "Knowingly False"),
                            ("in-hand", "In Hand"),
                            ("assigned", "Assigned"),
                            ("given-back", "Given Back"),
                            ("reader-added", "Reader Added"),
                            ("reader-taken-off", "Reader Taken Off"),
                            ("recused", "Recused"),
                            ("danger-to-life", "Danger To Life"),
                            ("feedback-given", "Feedback Given"),
                            ("closed", "Closed"),
                            ("destroyed", "Destroyed"),
                            ("drawn", "Drawn"),
                            ("second-look", "Second Look"),
                            ("extended", "Extended"),
                            ("escalated", "Escalated"),
                            ("redacted", "Redacted"),
                            ("export-asked", "Export Asked"),
                            ("export-agreed", "Export Agreed"),
                            ("export-taken-back", "Export Taken Back"),
                            ("exported", "Exported"),
                            ("retention-extended", "Retention Extended"),
                            ("sheet", "Sheet"),
                            ("charter-published", "Charter Published"),
                            ("charter-withdrawn", "Charter Withdrawn"),
                            ("charter-in-force", "Charter In Force"),
                            ("invited", "Invited"),
                            ("invitation-cancelled", "Invitation Cancelled"),
                            ("numbers-entered", "Numbers Entered"),
                            ("taken-out", "Taken Out"),
                            ("restored", "Restored"),
                            ("day-over", "Day Over"),
                        ],
                        max_length=40,
                    ),
                ),
                ("day", models.DateField()),
                ("tip", models.CharField(blank=True, max_length=22)),
                ("by", models.CharField(blank=True, max_length=22)),
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
            name="Gone",
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
                ("day", models.DateField(default=None, null=True)),
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
            name="Head",
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
                ("day", models.DateField(unique=True)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("published", fairwitness.office.fields.Bytes()),
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
            name="Link",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("tip-received", "Tip Received"),
                            ("recorded", "Recorded"),
                            ("text-agreed", "Text Agreed"),
                            ("recording-destroyed", "Recording Destroyed"),
                            ("letter-from-tipster", "Letter From Tipster"),
                            ("letter-from-reviewer", "Letter From Reviewer"),
                            ("opened", "Opened"),
                            ("new-code", "New Code"),
                            ("acknowledged", "Acknowledged"),
                            ("scope-check", "Scope Check"),
                            ("triage", "Triage"),
                            ("fact-finding", "Fact Finding"),
                            ("reply", "Reply"),
                            ("second-review", "Second Review"),
                            ("confirmed", "Confirmed"),
                            ("not-confirmed", "Not Confirmed"),
                            ("insufficient", "Insufficient"),
                            ("out-of-scope", "Out Of Scope"),
                            ("protected-conduct", "Protected Conduct"),
                            ("referred", "Referred"),
                            ("hearing-asked", "Hearing Asked"),
                            ("letter-from-person", "Letter From Person"),
                            ("more-time", "More Time"),
                            ("handed-over", "Handed Over"),
                            ("leaving-out-asked", "Leaving Out Asked"),
                            ("left-out", "Left Out"),
                            ("leaving-out-taken-back", "Leaving Out Taken Back"),
                            ("passing-on-asked", "Passing On Asked"),
                            ("passing-on-taken-back", "Passing On Taken Back"),
                            ("name-asked", "Name Asked"),
                            ("name-taken-back", "Name Taken Back"),
                            ("name-told", "Name Told"),
                            ("name-consent", "Name Consent"),
                            ("name-opened", "Name Opened"),
                            ("name-refused", "Name Refused"),
                            ("graded", "Graded"),
                            ("finding-asked", "Finding Asked"),
                            ("finding-taken-back", "Finding Taken Back"),
                            ("tipster-asked", "Tipster Asked"),
                            ("knew-asked", "Knew Asked"),
                            ("knew-taken-back", "Knew Taken Back"),
                            ("knew-refused", "Knew Refused"),
                            ("knowingly-false", "Knowingly False"),
                            ("in-hand", "In Hand"),
                            ("assigned", "Assigned"),
                            ("given-back", "Given Back"),
                            ("reader-added", "Reader Added"),
                            ("reader-taken-off", "Reader Taken Off"),
                            ("recused", "Recused"),
                            ("danger-to-life", "Danger To Life"),
                            ("feedback-given", "Feedback Given"),
                            ("closed", "Closed"),
                            ("destroyed", "Destroyed"),
                            ("drawn", "Drawn"),
                            ("second-look", "Second Look"),
                            ("extended", "Extended"),
                            ("escalated", "Escalated"),
                            ("redacted", "Redacted"),
                            ("export-asked", "Export Asked"),
                            ("export-agreed", "Export Agreed"),
                            ("export-taken-back", "Export Taken Back"),
                            ("exported", "Exported"),
                            ("retention-extended", "Retention Extended"),
                            ("sheet", "Sheet"),
                            ("charter-published", "Charter Published"),
                            ("charter-withdrawn", "Charter Withdrawn"),
                            ("charter-in-force", "Charter In Force"),
                            ("invited", "Invited"),
                            ("invitation-cancelled", "Invitation Cancelled"),
                            ("numbers-entered", "Numbers Entered"),
                            ("taken-out", "Taken Out"),
                            ("restored", "Restored"),
                            ("day-over", "Day Over"),
                        ],
                        max_length=40,
                    ),
                ),
                ("day", models.DateField()),
                ("tip", models.CharField(blank=True, max_length=22)),
                ("by", models.CharField(blank=True, max_length=22)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("hash", fairwitness.office.fields.Bytes(max_length=32)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tip"], name="what_was_done_with_a_tip")],
            },
        ),
        migrations.CreateModel(
            name="PublishedList",
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
                ("published", fairwitness.office.fields.Bytes()),
                ("carried", models.BooleanField(default=False)),
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
                        condition=models.Q(("carried", False)),
                        fields=("office",),
                        name="one_list_is_published",
                    )
                ],
            },
        ),
        guarded(GUARDS),
    ]
