"""A tip remembers what came of it, in one word."""

from __future__ import annotations

from django.db import migrations, models

OUTCOMES = [
    ("withdrawn", "Withdrawn"),
    ("confirmed", "Confirmed"),
    ("not-confirmed", "Not Confirmed"),
    ("insufficient", "Insufficient"),
    ("out-of-scope", "Out Of Scope"),
    ("protected-conduct", "Protected Conduct"),
    ("referred", "Referred"),
]


class Migration(migrations.Migration):
    """The words."""

    dependencies = [("sealed", "0007_what_is_typed_waits_to_be_sent")]

    operations = [
        migrations.AlterField(
            "tip", "outcome", models.CharField(blank=True, choices=OUTCOMES, max_length=20)
        ),
    ]
