"""Who is told that something waits, and how."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fairwitness.office.fields


class Migration(migrations.Migration):
    """The tables."""

    initial = True

    dependencies = [
        ("office", "0002_seats_have_a_reader_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
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
                ("slot", models.DateTimeField()),
                ("due", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreachable", "The server could not be reached, or did not let the line in."),
                            ("refused", "The server refused it."),
                            (
                                "key",
                                "Nothing can be sealed to your key. Perhaps its time is over: give another one.",
                            ),
                        ],
                        default="",
                        max_length=11,
                    ),
                ),
                ("problem_day", models.DateField(null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("never", "Send me no mail"),
                            ("fixed", "At fixed hours, when something new waits"),
                            ("soon", "Also between them, ten minutes to two hours after a letter came"),
                        ],
                        default="never",
                        max_length=5,
                    ),
                ),
                ("address", models.CharField(blank=True, default="", max_length=254)),
                ("key", models.TextField(blank=True, default="")),
                ("language", models.CharField(max_length=10)),
                ("salt", fairwitness.office.fields.Bytes(max_length=32)),
                ("known", fairwitness.office.fields.Bytes(default=b"")),
                ("is_trial", models.BooleanField(default=False)),
                ("feed", fairwitness.office.fields.BytesOrNone(max_length=32, null=True, unique=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hook",
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
                ("slot", models.DateTimeField()),
                ("due", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreachable", "The server could not be reached, or did not let the line in."),
                            ("refused", "The server refused it."),
                            (
                                "key",
                                "Nothing can be sealed to your key. Perhaps its time is over: give another one.",
                            ),
                        ],
                        default="",
                        max_length=11,
                    ),
                ),
                ("problem_day", models.DateField(null=True)),
                ("seen", fairwitness.office.fields.Bytes(max_length=32)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office",), name="one_hook_an_office")],
            },
        ),
    ]
