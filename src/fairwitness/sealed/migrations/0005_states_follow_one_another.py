"""The states of a tip, the day on which it came to each, and the moves that the database lets through."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Coalesce

import fairwitness.office.clock
from fairwitness.sealed.guards import GUARDS

STATES = [
    ("received", "Received"),
    ("acknowledged", "Acknowledged"),
    ("scope-check", "Scope check"),
    ("triage", "Triage"),
    ("fact-finding", "Fact finding"),
    ("reply", "Reply from the person reported on"),
    ("second-review", "Second review"),
    ("confirmed", "Confirmed"),
    ("not-confirmed", "Not confirmed"),
    ("insufficient", "Insufficient"),
    ("out-of-scope", "Out of scope"),
    ("protected-conduct", "Protected conduct"),
    ("referred", "Referred"),
    ("feedback-given", "Feedback given"),
    ("closed", "Closed"),
    ("destroyed", "Destroyed"),
]


def stand_where_they_stood(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Until now a tip was received or destroyed, and a day said that it was answered."""
    tips = apps.get_model("sealed", "Tip").objects
    tips.filter(state="received", acknowledged__isnull=False).update(state="acknowledged")
    tips.update(since=Coalesce("destroyed", "acknowledged", "received"))


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_seats_have_a_reader_role"),
        ("sealed", "0004_uploads_have_a_secret"),
    ]

    operations = [
        migrations.AddField("tip", "since", models.DateField(default=fairwitness.office.clock.today)),
        migrations.AlterField(
            "tip", "state", models.CharField(choices=STATES, default="received", max_length=20)
        ),
        migrations.RunPython(stand_where_they_stood, migrations.RunPython.noop),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(("state__in", [name for name, _ in STATES])), name="tip_state_is_known"
            ),
        ),
        migrations.RunPython(
            lambda _, editor: GUARDS.set_up(editor.connection),
            lambda _, editor: GUARDS.take_away(editor.connection),
        ),
    ]
