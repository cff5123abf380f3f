"""Once somebody is taken off a tip, readers write under the next key."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_readers import KEYS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Letters, and what is remembered of keys."""
    KEYS.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the column goes."""
    KEYS.take_away(editor.connection)


class Migration(migrations.Migration):
    """A column that may be empty: the version before writes none, and SQLite adds it in place."""

    dependencies = [("sealed", "0014_who_has_a_tip_in_hand")]

    operations = [
        migrations.AddField("conversation", "outgrown", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(guard, unguard),
    ]
