"""What was destroyed gets its day once the clock is believed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0011_asked_and_taken_back")]

    operations = [migrations.AlterField("gone", "day", models.DateField(default=None, null=True))]
