"""Since when a tip stands where it does, and who locked it, changes with its state alone."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the table of tips."""
    MOVED_WITH_ITS_STATE.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    MOVED_WITH_ITS_STATE.take_away(editor.connection)


class Migration(migrations.Migration):
    """A guard."""

    dependencies = [
        ("office", "0004_keys_that_somebody_had_before"),
        ("sealed", "0029_a_code_is_handed_over"),
    ]

    operations = [migrations.RunPython(guard, unguard)]
