"""Who has a tip in hand, whom one concerns by their own word, and what the database refuses about both."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.sealed.guards_of_readers import KEPT_AWAY, READERS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keys, who holds them back, and who has a tip in hand."""
    KEPT_AWAY.set_up(editor.connection)  # READERS look for former keys, which come later: 0020


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the tables go."""
    for guards in (READERS, KEPT_AWAY):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """Two tables, and their guards."""

    dependencies = [
        ("office", "0002_seats_have_a_reader_role"),
        ("sealed", "0013_what_two_signed_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InHand",
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
                ("since", models.DateField(default=fairwitness.office.clock.today)),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("read", "Read everything"),
                            ("ask", "Ask the tipster"),
                            ("wait", "Wait for an answer"),
                            ("find-out", "Find out what happened"),
                            ("talk", "Talk it over with a colleague"),
                            ("tell", "Tell the tipster what was done"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("step_due", models.DateField(null=True)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="in_hand", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", ""), ("step_due__isnull", True)),
                            models.Q(
                                ("step__in", ["read", "ask", "wait", "find-out", "talk", "tell"]),
                                ("step_due__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_next_step_is_known_and_has_its_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                ("staff", models.CharField(max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tip", "staff"), name="recused_once")],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
