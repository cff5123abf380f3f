"""A receipt asks for all that was done with one tip, however long the journal is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_counts")]

    operations = [
        migrations.AddIndex("link", models.Index(fields=["tip"], name="what_was_done_with_a_tip")),
    ]
