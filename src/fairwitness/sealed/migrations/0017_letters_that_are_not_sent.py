"""What readers have typed, letters that wait for their day, and whether letters were opened."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.sealed.guards_of_letters import UNSENT


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the tables go."""
    UNSENT.take_away(editor.connection)


class Migration(migrations.Migration):
    """New tables alone: the version before knows nothing of them."""

    dependencies = [
        ("office", "0003_signing_in_has_second_factors"),
        ("sealed", "0016_a_queue_in_order_of_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opened",
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
                ("letters", models.PositiveIntegerField()),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opened",
                        to="sealed.conversation",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnswerDraft",
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
                    "box",
                    models.CharField(choices=[("letter", "Letter"), ("question", "Question")], max_length=8),
                ),
                ("sealed", fairwitness.office.fields.SealedField()),
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
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_drafts",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("box__in", ["letter", "question"])), name="draft_box_is_known"
                    ),
                    models.UniqueConstraint(
                        fields=("tip", "staff", "box"), name="one_draft_a_reader_and_box"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaterLetter",
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
                ("number", models.PositiveSmallIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("seen", models.CharField(max_length=20)),
                ("feedback", models.BooleanField(default=False)),
                ("sealed", fairwitness.office.fields.SealedField(null=True)),
                ("draft", fairwitness.office.fields.SealedField()),
                (
                    "stopped",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken-back", "You took it back."),
                            ("written", "Somebody has written in this conversation since."),
                            (
                                "key",
                                "The keys of this tip, or the channel’s list of readers, are others by now.",
                            ),
                            ("moved", "The tip stands elsewhere by now."),
                            (
                                "missed",
                                "The line was not awake on that day, and a letter goes on the day it names.",
                            ),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later_letters",
                        to="sealed.conversation",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped", "")), fields=["day"], name="letters_by_their_day"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed__isnull", False), ("stopped", "")),
                            models.Q(
                                ("sealed__isnull", True),
                                ("stopped__in", ["taken-back", "written", "key", "moved", "missed"]),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_stopped_cannot_be_sent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stopped", "")),
                        fields=("conversation", "staff"),
                        name="one_later_letter_a_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office",), name="one_look_an_office")],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, unguard),  # its guards look for former keys: 0020
    ]
