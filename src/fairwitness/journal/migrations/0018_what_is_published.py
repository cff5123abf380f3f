"""A count says how a tip came, from which state it moved, and within how many days. The office enters what nobody can count.

Of counts from before, nobody can tell any more which tips left somebody out. They are counted without their way in, all of them.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields

KINDS = [
    ("tip-received", "Tip Received"),
    ("recorded", "Recorded"),
    ("text-agreed", "Text Agreed"),
    ("recording-destroyed", "Recording Destroyed"),
    ("letter-from-tipster", "Letter From Tipster"),
    ("letter-from-reviewer", "Letter From Reviewer"),
    ("opened", "Opened"),
    ("new-code", "New Code"),
    ("acknowledged", "Acknowledged"),
    ("scope-check", "Scope Check"),
    ("triage", "Triage"),
    ("fact-finding", "Fact Finding"),
    ("reply", "Reply"),
    ("second-review", "Second Review"),
    ("confirmed", "Confirmed"),
    ("not-confirmed", "Not Confirmed"),
    ("insufficient", "Insufficient"),
    ("out-of-scope", "Out Of Scope"),
    ("protected-conduct", "Protected Conduct"),
    ("referred", "Referred"),
    ("passing-on-asked", "Passing On Asked"),
    ("passing-on-taken-back", "Passing On Taken Back"),
    ("in-hand", "In Hand"),
    ("assigned", "Assigned"),
    ("given-back", "Given Back"),
    ("reader-added", "Reader Added"),
    ("reader-taken-off", "Reader Taken Off"),
    ("recused", "Recused"),
    ("danger-to-life", "Danger To Life"),
    ("feedback-given", "Feedback Given"),
    ("closed", "Closed"),
    ("destroyed", "Destroyed"),
    ("drawn", "Drawn"),
    ("second-look", "Second Look"),
    ("extended", "Extended"),
    ("escalated", "Escalated"),
    ("redacted", "Redacted"),
    ("export-asked", "Export Asked"),
    ("export-agreed", "Export Agreed"),
    ("export-taken-back", "Export Taken Back"),
    ("exported", "Exported"),
    ("retention-extended", "Retention Extended"),
    ("sheet", "Sheet"),
    ("charter-published", "Charter Published"),
    ("charter-withdrawn", "Charter Withdrawn"),
    ("charter-in-force", "Charter In Force"),
    ("invited", "Invited"),
    ("invitation-cancelled", "Invitation Cancelled"),
    ("numbers-entered", "Numbers Entered"),
    ("taken-out", "Taken Out"),
    ("restored", "Restored"),
    ("day-over", "Day Over"),
]


def name_no_way_in(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Of what was counted before."""
    apps.get_model("journal", "Count").objects.update(channel="")


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0017_a_tip_is_recorded"),
        ("office", "0006_sheets_from_before_a_version"),
    ]

    operations = [
        *(
            migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
            for model in ("entry", "link")
        ),
        migrations.AlterField("count", "channel", models.CharField(blank=True, max_length=40)),
        migrations.AddField(
            "count", "of", models.CharField(blank=True, db_default="", default="", max_length=20)
        ),
        migrations.AddField("count", "days", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(name_no_way_in, migrations.RunPython.noop),
        migrations.CreateModel(
            "Entered",
            [
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
                ("quarter", models.DateField(unique=True)),
                ("retaliation", models.PositiveIntegerField(default=0)),
                ("damage", models.PositiveBigIntegerField(default=0)),
                ("recovered", models.PositiveBigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("by", models.CharField(max_length=22)),
                ("day", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
