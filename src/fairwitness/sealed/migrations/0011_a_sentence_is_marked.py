"""A tip past the scope check names the letter that marks a sentence of it, and the readers have one conversation of their own."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from fairwitness.sealed.guards import GUARDS, PROMISES

MARKED = [
    "triage",
    "fact-finding",
    "reply",
    "second-review",
    "confirmed",
    "not-confirmed",
    "referred",
    "feedback-given",
]
UNMARKED = ["received", "acknowledged", "scope-check", "destroyed"]


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Before the table is made anew."""
    for guards in (GUARDS, PROMISES):
        guards.take_away(editor.connection)


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """After it was."""
    for guards in (GUARDS, PROMISES):
        guards.set_up(editor.connection)


class Migration(migrations.Migration):
    """SQLite makes the table anew, without its guards: they are set up again at the end."""

    dependencies = [("sealed", "0010_what_a_tip_was_promised")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AddField(
            "tip", "marked", models.CharField(blank=True, db_default="", default="", max_length=22)
        ),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=~models.Q(("marked", ""), ("state__in", MARKED)),
                name="past_scope_check_a_sentence_is_marked",
            ),
        ),
        migrations.AddConstraint(
            "tip",
            models.CheckConstraint(
                condition=~models.Q(("state__in", UNMARKED)) | models.Q(("marked", "")),
                name="until_then_no_sentence_is",
            ),
        ),
        migrations.AddConstraint(
            "conversation",
            models.UniqueConstraint(
                condition=models.Q(("party", "reviewers")),
                fields=("tip",),
                name="one_conversation_among_the_reviewers",
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
