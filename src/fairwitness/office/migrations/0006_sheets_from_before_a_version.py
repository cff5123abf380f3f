"""A version of the charter knows which key sheets were there before it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.office.guards_of_the_charter import CHARTER_SHEETS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was written down when a version came to count stays."""
    CHARTER_SHEETS.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    CHARTER_SHEETS.take_away(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0005_the_charter_has_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="charterversion",
            name="sheets",
            field=fairwitness.office.fields.BytesOrNone(null=True),
        ),
        migrations.RunPython(guard, unguard),
    ]
