"""Whoever opens a tip with former keys reads it: the guards of readers, and of letters that are not sent, know these keys too."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_letters import UNSENT
from fairwitness.sealed.guards_of_readers import READERS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """In the place of those that knew the keys of today alone."""
    for guards in (READERS, UNSENT):
        guards.take_away(editor.connection)
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the keys go: a line puts back what it knows when it starts."""
    for guards in (READERS, UNSENT):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """No table: guards that look into another stage's."""

    dependencies = [
        ("office", "0004_keys_that_somebody_had_before"),
        ("sealed", "0019_a_tip_came_another_way"),
    ]

    operations = [migrations.RunPython(guard, unguard)]
