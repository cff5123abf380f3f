"""Whoever guards names holds no key to a tip."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards_of_names import CUSTODIANS


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """No grant goes to a custodian's key."""
    CUSTODIANS.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    CUSTODIANS.take_away(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("sealed", "0024_the_other_side_is_heard"),
        ("office", "0007_who_let_somebody_in"),
    ]

    operations = [migrations.RunPython(guard, unguard)]
