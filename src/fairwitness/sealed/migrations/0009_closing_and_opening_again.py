"""Who closed what the lot wants looked at once more, who locked a tip, and what the line says of it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards import GUARDS

TEMPLATES = [
    (1, "Received"),
    (2, "New Code"),
    (3, "Acknowledged"),
    (11, "Out Of Scope"),
    (12, "Insufficient"),
    (13, "Reopened"),
    (14, "Protected Conduct"),
    (15, "Objection"),
]
WHO = {"blank": True, "db_default": "", "default": "", "max_length": 22}


def guard_again(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the table anew for each column, and drops its guards."""
    GUARDS.put_back(editor.connection)


class Migration(migrations.Migration):
    """The columns, and what the database itself holds of them."""

    dependencies = [("sealed", "0008_what_came_of_a_tip")]

    operations = [
        migrations.AddField("tip", "second_look", models.CharField(**WHO)),
        migrations.AddField("tip", "locked_by", models.CharField(**WHO)),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(("state", "protected-conduct"), _negated=True)
                | models.Q(("locked_by", ""), _negated=True),
                name="a_locked_tip_says_who_locked_it",
            ),
        ),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["closed", "destroyed"]), _negated=True)
                | models.Q(("second_look", "")),
                name="no_second_look_at_what_is_over",
            ),
        ),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=models.Q(("state", "destroyed"), _negated=True) | models.Q(("locked_by", "")),
                name="a_destroyed_tip_names_nobody",
            ),
        ),
        migrations.AlterField("notice", "template", models.PositiveSmallIntegerField(choices=TEMPLATES)),
        migrations.RunPython(guard_again, guard_again),
    ]
