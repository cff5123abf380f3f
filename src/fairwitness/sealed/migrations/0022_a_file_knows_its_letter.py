"""Each file knows with which letter it came, so that redacting one letter destroys no file of another."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count

from fairwitness.sealed.guards_of_leaving import FILES


def with_the_only_letter(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Where there is one letter, the files are its; of others only their cipher says it."""
    conversations = apps.get_model("sealed", "Conversation").objects.annotate(many=Count("letters"))
    files = apps.get_model("sealed", "SealedFile").objects.exclude(conversation=None)
    files.filter(conversation__in=conversations.filter(many=1).values("pk")).update(position=0)


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Once the column is there."""
    FILES.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back, before it goes."""
    FILES.take_away(editor.connection)


class Migration(migrations.Migration):
    """The column, what can be known of it, and its guard."""

    dependencies = [
        ("sealed", "0021_whoever_recorded_a_tip_exports_none"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealedfile",
            name="position",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(with_the_only_letter, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="sealedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("position__isnull", True), ("conversation__isnull", False), _connector="OR"
                ),
                name="a_file_of_a_letter_is_in_its_conversation",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
