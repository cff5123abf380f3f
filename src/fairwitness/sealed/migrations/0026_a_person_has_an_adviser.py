"""Whoever is reported on may let somebody advise them, in a mailbox to the same conversation; the database keeps it to that."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_advisers import ADVISERS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The columns are added to the table as it stands: no other guard of it goes."""
    ADVISERS.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before the columns go."""
    ADVISERS.take_away(editor.connection)


class Migration(migrations.Migration):
    """Columns that are empty for everybody else, and their guards."""

    dependencies = [
        ("office", "0007_who_let_somebody_in"),
        ("sealed", "0025_whoever_guards_names_reads_nothing"),
    ]

    operations = [
        migrations.AddField(model_name="hearing", name="counted", field=models.BooleanField(null=True)),
        migrations.AddField(model_name="letter", name="wordless", field=models.BooleanField(null=True)),
        migrations.AddField(
            model_name="mailbox",
            name="advises",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="advisers",
                to="sealed.conversation",
            ),
        ),
        migrations.AddField(model_name="mailbox", name="given", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="mailbox", name="own_from", field=models.PositiveIntegerField(null=True)
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.UniqueConstraint(
                condition=models.Q(("advises__isnull", False)),
                fields=("advises",),
                name="one_adviser_at_a_time",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
