"""A third sentence of the line's own: that a tip has arrived, where no reader has said so."""

from django.db import migrations, models

TEMPLATES = [(1, "Received"), (2, "New Code"), (3, "Acknowledged")]


class Migration(migrations.Migration):
    dependencies = [("sealed", "0005_states_follow_one_another")]

    operations = [
        migrations.AlterField("notice", "template", models.PositiveSmallIntegerField(choices=TEMPLATES)),
    ]
