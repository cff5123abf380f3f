"""A tip keeps what it was promised, knows whether it was given longer, and is kept longer itself only by two people."""

from __future__ import annotations

from datetime import timedelta

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

import fairwitness.office.fields
from fairwitness.office import charter
from fairwitness.sealed.guards import GUARDS, PROMISES

EXTENSIONS = [
    ("another-body", "Another body has to answer first"),
    ("evidence", "There is much evidence to look through"),
    ("people", "Many people have to be heard"),
    ("abroad", "Something has to be found out in another country"),
]
REASONS = [
    ("proceedings", "Proceedings go on in which it is needed"),
    ("retaliation", "Somebody is punished for it, and needs it to be protected"),
    ("order", "A court or an authority has ordered that it be kept"),
]
TEMPLATES = [
    (1, "Received"),
    (2, "New Code"),
    (3, "Acknowledged"),
    (11, "Out Of Scope"),
    (12, "Insufficient"),
    (13, "Reopened"),
    (14, "Protected Conduct"),
    (15, "Objection"),
    (20, "Extended"),
]


def promise_what_stands(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Tips that are here were promised what the charter says now. Without one, it goes on being asked."""
    tips = apps.get_model("sealed", "Tip").objects
    tips.exclude(outcome="").update(outcome_since=F("since"))
    if not tips.exists():
        return
    promised = charter.current()
    kept = promised.retention
    for received in list(tips.values_list("received", flat=True).order_by().distinct()):
        tips.filter(received=received).update(
            answer_due=received + timedelta(days=promised.deadlines.acknowledge_days),
            feedback_due=received + timedelta(days=promised.deadlines.feedback_days),
            out_of_scope_days=kept.out_of_scope_days,
            unconfirmed_days=kept.unconfirmed_days,
            confirmed_days=kept.confirmed_days,
        )


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite has made the table anew, and dropped what guarded it."""
    for guards in (GUARDS, PROMISES):
        guards.take_away(editor.connection)
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the columns go."""
    PROMISES.take_away(editor.connection)


def guard_as_before(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """And after they have gone."""
    GUARDS.take_away(editor.connection)
    GUARDS.set_up(editor.connection)


class Migration(migrations.Migration):
    """Columns, the two people, and the guards."""

    dependencies = [("sealed", "0009_closing_and_opening_again")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_as_before),
        migrations.AddField("tip", "outcome_since", models.DateField(null=True)),
        migrations.AddField("tip", "answer_due", models.DateField(null=True)),
        migrations.AddField("tip", "feedback_due", models.DateField(null=True)),
        migrations.AddField("tip", "out_of_scope_days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("tip", "unconfirmed_days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("tip", "confirmed_days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "tip",
            "extended",
            models.CharField(blank=True, choices=EXTENSIONS, db_default="", default="", max_length=20),
        ),
        migrations.AddField("tip", "escalated", models.DateField(null=True)),
        migrations.RunPython(promise_what_stands, migrations.RunPython.noop),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(("extended__in", ["", *(name for name, _ in EXTENSIONS)])),
                name="tip_extension_is_known",
            ),
        ),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(
                    ("out_of_scope_days__range", (1, 14)),
                    ("unconfirmed_days__range", (1, 60)),
                    ("confirmed_days__range", (1, 1095)),
                ),
                name="tip_is_never_kept_for_ever",
            ),
        ),
        migrations.AlterField("notice", "template", models.PositiveSmallIntegerField(choices=TEMPLATES)),
        migrations.CreateModel(
            name="Keeping",
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
                ("reason", models.CharField(choices=REASONS, max_length=20)),
                ("until", models.DateField()),
                ("first", models.CharField(max_length=22)),
                ("second", models.CharField(blank=True, max_length=22)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepings",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", [name for name, _ in REASONS])),
                        name="keeping_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="keeping_needs_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("second", "")), fields=("tip",), name="one_open_keeping_a_tip"
                    ),
                ]
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
