"""Grades, and what two have found; the database asks for two who have graded."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.decisions.guards import EVERY
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The move to *confirmed* is let through from here on, and looked at by a guard of its own; whoever recorded a tip grades none."""
    for guards in (GUARDS, CAME_ANOTHER_WAY):
        guards.put_back(editor.connection)
    for guards in EVERY:
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the tables go."""
    for guards in EVERY:
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """The tables and their guards. The version before knows neither, and moves no tip to where two lead."""

    initial = True

    dependencies = [
        ("office", "0007_who_let_somebody_in"),
        ("sealed", "0024_the_other_side_is_heard"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
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
                ("verdict", models.CharField(choices=[("confirmed", "Confirmed")], max_length=20)),
                ("round", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["confirmed"])), name="finding_verdict_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="finding_needs_two_people",
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
                        name="finding_is_signed",
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
                        name="finding_is_signed_by_whom_it_names",
                    ),
                    models.UniqueConstraint(fields=("tip",), name="one_finding_a_tip"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
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
                ("allegation", models.CharField(max_length=22)),
                ("version", models.PositiveSmallIntegerField()),
                ("round", models.DateField()),
                ("by", models.CharField(max_length=22)),
                ("number", models.PositiveSmallIntegerField()),
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grades", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tip", "allegation", "version", "round", "by"), name="graded_once_by_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True), models.Q(("allegation", ""), _negated=True)
                        ),
                        name="a_grade_has_a_grader",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
