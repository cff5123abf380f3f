"""A letter may be redacted, and a tip may leave the line by two of its readers; the database asks for both."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.sealed.guards_of_leaving import LEAVING, LEFT, LETTERS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Once both are there."""
    for guards in (LEAVING, LEFT, LETTERS):
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before they go."""
    for guards in (LEAVING, LEFT, LETTERS):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """The column, the table and their guards."""

    dependencies = [
        ("office", "0003_signing_in_has_second_factors"),
        ("sealed", "0017_letters_that_are_not_sent"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="redacted",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="template",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Received"),
                    (2, "New Code"),
                    (3, "Acknowledged"),
                    (11, "Out Of Scope"),
                    (12, "Insufficient"),
                    (13, "Reopened"),
                    (14, "Protected Conduct"),
                    (15, "Objection"),
                    (17, "Referred"),
                    (18, "Exported"),
                    (20, "Extended"),
                ]
            ),
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
        migrations.RunPython(guard, unguard),
    ]
