"""What is typed in an open mailbox and not sent is kept for a day, sealed to the mailbox."""

import django.db.models.deletion
from django.db import migrations, models

import fairwitness.office.fields


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_seats_have_a_reader_role"),
        ("sealed", "0006_the_line_confirms"),
    ]

    operations = [
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
            options={"abstract": False},
        ),
    ]
