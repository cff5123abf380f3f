"""That a code was handed over is signed by another reader than the one who made it; what came of it for whoever was asked is written down once."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.sealed.guards import GUARDS
from fairwitness.sealed.guards_of_advisers import ADVISERS
from fairwitness.sealed.guards_of_hearing import HEARD


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The table is made anew, and no trigger may look into it meanwhile."""
    ADVISERS.take_away(editor.connection)
    HEARD.take_away(editor.connection)


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """As this version says it; and readers end a tip while the other side is heard."""
    GUARDS.put_back(editor.connection)
    HEARD.set_up(editor.connection)
    ADVISERS.put_back(editor.connection)


def begin_anew(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Nobody has signed for the codes that there are: their time begins when somebody does."""
    apps.get_model("sealed", "Hearing").objects.update(until=None, more=None)


class Migration(migrations.Migration):
    """Columns of one table, and its guards."""

    dependencies = [("sealed", "0028_names_are_sealed_apart")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.RemoveConstraint("hearing", "a_hearing_says_by_whom_and_until_when"),
        migrations.AlterField("hearing", "until", models.DateField(null=True)),
        migrations.AddField(
            "hearing",
            "code",
            fairwitness.office.fields.Bytes(default=b"", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField("hearing", "handed", models.DateField(null=True)),
        migrations.AddField(
            "hearing",
            "way",
            models.CharField(
                blank=True,
                choices=[
                    ("person", "In person"),
                    ("post", "By post"),
                    ("adviser", "Through their adviser or representative"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField("hearing", "handed_by", models.CharField(blank=True, default="", max_length=22)),
        migrations.AddField("hearing", "statement", fairwitness.office.fields.Bytes(default=b"")),
        migrations.AddField(
            "hearing", "signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)
        ),
        migrations.AddField(
            "hearing",
            "ended",
            models.CharField(
                blank=True,
                choices=[
                    ("unfound", "Unfound"),
                    ("confirmed", "Confirmed"),
                    ("not-confirmed", "Not Confirmed"),
                    ("referred", "Referred"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.RunPython(begin_anew, migrations.RunPython.noop),
        migrations.AddConstraint(
            "hearing",
            models.CheckConstraint(
                condition=models.Q(("by", ""), _negated=True)
                & (
                    models.Q(("handed", None), ("handed_by", ""), ("until", None), ("way", ""))
                    | (
                        models.Q(("handed__gte", models.F("day")), ("until__gt", models.F("handed")))
                        & models.Q(("way__in", ["person", "post", "adviser"]))
                        & models.Q(("handed_by", ""), _negated=True)
                        & models.Q(("handed_by", models.F("by")), _negated=True)
                    )
                ),
                name="a_hearing_says_by_whom_and_until_when",
            ),
        ),
        migrations.AddConstraint(
            "hearing",
            models.CheckConstraint(
                condition=models.Q(("ended__in", ["", "unfound", "confirmed", "not-confirmed", "referred"])),
                name="a_hearing_ends_as_is_known",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
