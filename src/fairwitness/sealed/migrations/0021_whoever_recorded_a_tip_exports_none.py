"""The database keeps whoever wrote a tip down from signing its export too."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The same guards, and those of exports."""
    CAME_ANOTHER_WAY.put_back(editor.connection)


class Migration(migrations.Migration):
    """Guards alone."""

    dependencies = [("sealed", "0020_who_reads_with_former_keys")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
