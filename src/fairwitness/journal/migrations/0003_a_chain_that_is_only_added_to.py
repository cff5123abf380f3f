"""The chain and its heads, guarded by the database."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import fairwitness.office.fields
from fairwitness.journal.guards import GUARDS

KINDS = [
    ("tip-received", "Tip Received"),
    ("letter-from-tipster", "Letter From Tipster"),
    ("letter-from-reviewer", "Letter From Reviewer"),
    ("opened", "Opened"),
    ("new-code", "New Code"),
    ("destroyed", "Destroyed"),
    ("sheet", "Sheet"),
    ("day-over", "Day Over"),
]


def random_id() -> fairwitness.office.fields.RandomId:
    return fairwitness.office.fields.RandomId(
        default=fairwitness.office.fields.random_id,
        editable=False,
        max_length=22,
        primary_key=True,
        serialize=False,
    )


def office() -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_nobody_learns_when_a_mailbox_was_opened"),
        ("office", "0002_seats_have_a_reader_role"),
    ]

    operations = [
        migrations.AlterField("entry", "kind", models.CharField(choices=KINDS, max_length=40)),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", random_id()),
                ("kind", models.CharField(choices=KINDS, max_length=40)),
                ("day", models.DateField()),
                ("tip", models.CharField(blank=True, max_length=22)),
                ("by", models.CharField(blank=True, max_length=22)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("hash", fairwitness.office.fields.Bytes(max_length=32)),
                ("office", office()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", random_id()),
                ("day", models.DateField(unique=True)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("published", fairwitness.office.fields.Bytes()),
                ("office", office()),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(
            lambda _, editor: GUARDS.set_up(editor.connection),
            lambda _, editor: GUARDS.take_away(editor.connection),
        ),
    ]
