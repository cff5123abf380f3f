"""What two have signed stays as long as the tip that it passed on, and names readers of the office."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan

from fairwitness.sealed.guards import PASSED_ON, REFERRALS


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Before the table is made anew."""
    for guards in (REFERRALS, PASSED_ON):
        guards.take_away(editor.connection)


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """After it was."""
    for guards in (REFERRALS, PASSED_ON):
        guards.set_up(editor.connection)


def guard_as_before(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    REFERRALS.set_up(editor.connection)


class Migration(migrations.Migration):
    """SQLite makes the table anew, without its guards: they are set up again at the end."""

    dependencies = [("sealed", "0012_passed_on_by_two")]

    operations = [
        migrations.RunPython(unguard, guard_as_before),
        migrations.RemoveConstraint("referral", "one_open_referral_a_tip"),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=models.Q(Exact(Length("first_signature"), 64))
                & models.Q(GreaterThan(Length("statement"), 0)),
                name="referral_is_signed",
            ),
        ),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=models.Q(Exact(Length("second_signature"), 0), second="")
                | (~models.Q(second="") & models.Q(Exact(Length("second_signature"), 64))),
                name="referral_is_signed_by_whom_it_names",
            ),
        ),
        migrations.AddConstraint(
            "referral", models.UniqueConstraint(fields=("tip",), name="one_referral_a_tip")
        ),
        migrations.RunPython(guard, unguard),
    ]
