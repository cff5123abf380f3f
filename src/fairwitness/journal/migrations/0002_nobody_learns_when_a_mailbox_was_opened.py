"""The journal had entries of the day on which a conversation was first opened on the server. Nobody was to learn that day."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    del editor
    apps.get_model("journal", "Entry").objects.filter(kind="opened-on-server").delete()


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_entries")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
