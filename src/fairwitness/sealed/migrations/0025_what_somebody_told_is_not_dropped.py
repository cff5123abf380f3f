"""The database lets nothing of a tip go but where the program lets it go."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_dropping import NOT_DROPPED, ONE_READER_STAYS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Where everything stands that they look at."""
    for guards in (NOT_DROPPED, ONE_READER_STAYS):
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    for guards in (NOT_DROPPED, ONE_READER_STAYS):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    """Guards alone."""

    dependencies = [
        ("journal", "0010_what_was_destroyed"),
        ("office", "0004_keys_that_somebody_had_before"),
        ("sealed", "0024_the_other_side_is_heard"),
    ]

    operations = [migrations.RunPython(guard, unguard)]
