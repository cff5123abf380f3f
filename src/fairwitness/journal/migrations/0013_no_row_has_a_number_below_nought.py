"""On SQLite no row of the journal takes the number that would keep every later one out."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.journal.guards import GUARDS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The same guards, and the new one."""
    GUARDS.put_back(editor.connection)


class Migration(migrations.Migration):
    """Guards alone."""

    dependencies = [("journal", "0012_a_day_that_is_believed")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
