"""The mailbox says what is held against a tipster, and what came of it: three sentences more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """No column changes."""

    dependencies = [
        ("sealed", "0031_what_was_asked_about_a_name_ends"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="template",
            field=models.PositiveSmallIntegerField(
                choices=[
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
                    (28, "Knew Asked"),
                    (29, "Knew Found"),
                    (30, "Knew Over"),
                ]
            ),
        ),
    ]
