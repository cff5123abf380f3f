"""The list of what was destroyed, and that a line was restored is an entry."""

import django.db.models.deletion
from django.db import migrations, models

import fairwitness.office.fields

KINDS = [
    ("tip-received", "Tip Received"),
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
    ("danger-to-life", "Danger To Life"),
    ("feedback-given", "Feedback Given"),
    ("closed", "Closed"),
    ("destroyed", "Destroyed"),
    ("drawn", "Drawn"),
    ("second-look", "Second Look"),
    ("extended", "Extended"),
    ("escalated", "Escalated"),
    ("retention-extended", "Retention Extended"),
    ("sheet", "Sheet"),
    ("restored", "Restored"),
    ("day-over", "Day Over"),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_passed_on"), ("office", "0002_seats_have_a_reader_role")]

    operations = [
        *(
            migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
            for model in ("entry", "link")
        ),
        migrations.CreateModel(
            name="Gone",
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
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="PublishedList",
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
                ("published", fairwitness.office.fields.Bytes()),
                ("carried", models.BooleanField(default=False)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("carried", False)),
                        fields=("office",),
                        name="one_list_is_published",
                    )
                ],
            },
        ),
    ]
