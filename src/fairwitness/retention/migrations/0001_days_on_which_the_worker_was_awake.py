"""Days on which the worker was awake, so that one jump of the clock destroys nothing."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import fairwitness.office.fields


class Migration(migrations.Migration):
    """The table."""

    initial = True
    dependencies = [("office", "0002_seats_have_a_reader_role")]

    operations = [
        migrations.CreateModel(
            name="Awake",
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
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
