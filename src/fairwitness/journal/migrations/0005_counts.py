"""What the public numbers are made of. What came before is counted by what is left of it: when each tip arrived, and where it stands."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields


def count_what_came_before(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Each tip once as received, and once as what it came to since."""
    counts = apps.get_model("journal", "Count").objects
    for tip in apps.get_model("sealed", "Tip").objects.select_related("channel"):
        came = [
            ("tip-received", tip.received),
            ("acknowledged", tip.acknowledged),
            ("destroyed", tip.destroyed),
        ]
        for kind, day in came:
            if day is not None:
                counts.create(
                    office_id=tip.office_id, month=day.replace(day=1), channel=tip.channel.slug, kind=kind
                )


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0004_states_follow_one_another"),
        ("office", "0002_seats_have_a_reader_role"),
        # ("sealed", "0005_states_follow_one_another") was here: every line that has not got this one begins at 0000_all_at_once, which comes before that of tips.
    ]

    operations = [
        migrations.CreateModel(
            "Count",
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
                ("month", models.DateField()),
                ("channel", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("in_time", models.BooleanField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(count_what_came_before, migrations.RunPython.noop),
    ]
