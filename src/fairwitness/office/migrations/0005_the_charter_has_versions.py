"""The charter has versions; each stays as it was published."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.fields
from fairwitness.office.guards_of_the_charter import ADMINISTRATORS, CHARTER


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is published stays, and an administrator has no key."""
    for guards in (CHARTER, ADMINISTRATORS):
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    for guards in (CHARTER, ADMINISTRATORS):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0004_keys_that_somebody_had_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="CharterVersion",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("published", models.DateField()),
                ("starts", models.DateField()),
                ("at_once", models.BooleanField()),
                ("withdrawn", models.DateField(null=True)),
                ("file", fairwitness.office.fields.BytesOrNone(null=True)),
                ("hash", fairwitness.office.fields.BytesOrNone(max_length=32, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "number"), name="one_charter_version_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn__isnull", True), ("file__isnull", True), _connector="OR"
                        ),
                        name="what_counted_was_not_withdrawn",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
