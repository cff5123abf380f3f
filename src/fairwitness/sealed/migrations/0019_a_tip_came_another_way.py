"""Somebody of the office wrote a tip down, and the database holds on to that, and keeps them from signing it."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY, RECORDED_STAYS


def of_every_row() -> list[tuple[str, models.Field[Any, Any]]]:
    """An id, and the office."""
    return [
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
            "office",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
            ),
        ),
    ]


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The mark, and every table that says who signs."""
    for guards in (CAME_ANOTHER_WAY, RECORDED_STAYS):
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the tables go."""
    for guards in (CAME_ANOTHER_WAY, RECORDED_STAYS):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """Two tables, and guards that look into them from others."""

    dependencies = [
        ("journal", "0017_a_tip_is_recorded"),
        ("office", "0002_seats_have_a_reader_role"),
        ("sealed", "0018_redacted_and_exported"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recorded",
            fields=[
                *of_every_row(),
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
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recorded", to="sealed.tip"
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
                *of_every_row(),
                ("file", models.CharField(max_length=22, unique=True)),
                ("destroyed", models.DateField(null=True)),
                (
                    "recorded",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recordings",
                        to="sealed.recorded",
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
