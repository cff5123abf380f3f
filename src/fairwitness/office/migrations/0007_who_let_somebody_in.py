"""Whose invitation somebody came by stands beside their keys; of those who were here before, nobody knows it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing for the version before, which neither reads nor writes it. SQLite adds the column where it is: guards of other tables look into this one."""

    dependencies = [("office", "0006_sheets_from_before_a_version")]

    operations = [
        migrations.AddField("staffkey", "invited_by", models.CharField(max_length=32, null=True)),
    ]
