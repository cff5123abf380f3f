"""A tip is passed on by two people, and the database asks for both."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.sealed.guards import GUARDS, REFERRALS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The moves that two sign for are let through from here on, and looked at by guards of their own."""
    for guards in (GUARDS, REFERRALS):
        guards.take_away(editor.connection)
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the table goes."""
    REFERRALS.take_away(editor.connection)


class Migration(migrations.Migration):
    """The table and its guards."""

    dependencies = [
        ("office", "0002_seats_have_a_reader_role"),
        ("sealed", "0011_a_sentence_is_marked"),
    ]

    operations = [
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
                    (20, "Extended"),
                ]
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
                (
                    "ground",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("danger-to-life", "Danger")], max_length=20
                    ),
                ),
                ("body", models.CharField(max_length=40)),
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
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
                    models.UniqueConstraint(
                        condition=models.Q(("second", "")), fields=("tip",), name="one_open_referral_a_tip"
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
