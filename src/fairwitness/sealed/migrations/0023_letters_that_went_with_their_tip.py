"""Whoever had written a letter for a later day is told that it went with its tip."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fairwitness.office.fields


class Migration(migrations.Migration):
    """A new table alone: the version before knows nothing of it."""

    dependencies = [
        ("office", "0006_sheets_from_before_a_version"),
        ("sealed", "0022_a_file_knows_its_letter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
