"""A tipster is told when what two readers had asked about their name has ended."""

from django.db import migrations, models

TEMPLATES = [
    (1, "Received"),
    (2, "New Code"),
    (3, "Acknowledged"),
    (11, "Out Of Scope"),
    (12, "Insufficient"),
    (13, "Reopened"),
    (14, "Protected Conduct"),
    (15, "Objection"),
    (16, "Spoken Up"),
    (17, "Referred"),
    (18, "Exported"),
    (20, "Extended"),
    (21, "Name Consent"),
    (22, "Name Court"),
    (23, "Name Prosecutor"),
    (24, "Name Law"),
    (25, "Name Opened"),
    (26, "Name Refused"),
    (27, "Name Ended"),
]


class Migration(migrations.Migration):
    dependencies = [("sealed", "0030_since_changes_with_the_state")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="template",
            field=models.PositiveSmallIntegerField(choices=TEMPLATES),
        )
    ]
