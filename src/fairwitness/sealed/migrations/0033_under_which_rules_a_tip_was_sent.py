"""Each tip names the version of the charter whose rules on rewards hold for it. Those of before name none: no version promised any."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_promises import RULES_STAY


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the table of tips."""
    RULES_STAY.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the column goes."""
    RULES_STAY.take_away(editor.connection)


class Migration(migrations.Migration):
    """A column, and its guard."""

    dependencies = [
        ("office", "0000_all_at_once"),
        ("sealed", "0000_all_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="tip",
            name="charter",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.charterversion",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
