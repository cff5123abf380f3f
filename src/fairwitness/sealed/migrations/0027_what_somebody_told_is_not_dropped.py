"""The database lets nothing of a tip go but where the program lets it go."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
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
    """Guards, and one more notice."""

    dependencies = [
        ("journal", "0010_what_was_destroyed"),
        ("office", "0004_keys_that_somebody_had_before"),
        ("sealed", "0026_a_person_has_an_adviser"),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.AlterField(
            model_name="notice",
            name="template",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Received"),
                    (2, "New Code"),
                    (3, "Acknowledged"),
                    (11, "Out Of Scope"),
                    (12, "Insufficient"),
                    (13, "Reopened"),
                    (14, "Protected Conduct"),
                    (15, "Objection"),
                    (16, "Spoken Up"),
                    (17, "Referred"),
                    (18, "Exported"),
                    (20, "Extended"),
                ]
            ),
        ),
    ]
