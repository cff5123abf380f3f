"""The person reported on may answer, and hearing them is left out by two readers and until a day; the database asks for both."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_hearing import HEARD


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One more move that two people sign. The new tables are guarded by the migration that brings their last columns."""
    GUARDS.put_back(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the tables go."""
    HEARD.take_away(editor.connection)


class Migration(migrations.Migration):
    """Two tables and their guards."""

    dependencies = [
        ("office", "0006_sheets_from_before_a_version"),
        ("sealed", "0023_letters_that_went_with_their_tip"),
    ]

    operations = [
        migrations.AlterField(
            model_name="conversation",
            name="party",
            field=models.CharField(
                choices=[("tipster", "Tipster"), ("reviewers", "Reviewers"), ("person", "Person")],
                max_length=20,
            ),
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
                ("until", models.DateField()),
                ("more", models.DateField(null=True)),
                ("own_from", models.PositiveIntegerField(null=True)),
                ("answered", models.DateField(null=True)),
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
                            models.Q(("by", ""), _negated=True), ("until__gt", models.F("day"))
                        ),
                        name="a_hearing_says_by_whom_and_until_when",
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
        migrations.RunPython(guard, unguard),
    ]
