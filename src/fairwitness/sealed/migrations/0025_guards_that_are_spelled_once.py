"""The guards of hearing the other side, in the same words as those of everything else that readers sign."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_hearing import HEARD


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As they were before; the next migration puts up those of this version."""
    HEARD.take_away(editor.connection)


class Migration(migrations.Migration):
    """Guards alone."""

    dependencies = [("sealed", "0024_the_other_side_is_heard")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
