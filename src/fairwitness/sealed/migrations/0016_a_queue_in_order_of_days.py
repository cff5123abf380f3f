"""A tip says who has the last word and until when something is due, so that a queue of any length is read in order."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fairwitness.sealed.guards import GUARDS, PASSED_ON, PROMISES, REFERRALS
from fairwitness.sealed.guards_of_readers import KEPT_AWAY, KEYS, READERS

IN_WORK = [
    "acknowledged",
    "scope-check",
    "triage",
    "fact-finding",
    "reply",
    "second-review",
    "confirmed",
    "not-confirmed",
    "referred",
]
AFTER_THE_END = ["feedback-given", "closed"]
GUARDED = (GUARDS, PROMISES, REFERRALS, PASSED_ON, READERS, KEPT_AWAY, KEYS)


def say_who_has_the_last_word(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Of tips that are here, as their letters say it."""
    letters = apps.get_model("sealed", "Letter").objects.filter(
        conversation__tip=OuterRef("pk"), conversation__party="tipster"
    )
    last = letters.order_by("-position")
    tips = apps.get_model("sealed", "Tip").objects.filter(conversations__letters__isnull=False)
    known = tips.annotate(
        ours=Subquery(last.values("from_office")[:1]),
        place=Subquery(last.values("position")[:1]),
        day=Subquery(last.values("day")[:1]),
    ).distinct()
    for one in known.values_list("pk", "ours", "place", "day"):
        tip, ours, place, day = one
        if ours or place:
            heard = None if ours else day
            apps.get_model("sealed", "Tip").objects.filter(pk=tip).update(answered=bool(ours), heard=heard)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Before the table is made anew."""
    for guards in GUARDED:
        guards.take_away(editor.connection)


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """After it was."""
    for guards in GUARDED:
        if guards is not READERS:  # they are set up in 0020
            guards.set_up(editor.connection)


class Migration(migrations.Migration):
    """SQLite makes the table anew, without its guards: they are set up again at the end."""

    dependencies = [("sealed", "0015_the_next_key")]

    operations = [
        migrations.RunPython(unguard, guard),
        migrations.AddField("tip", "answered", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("tip", "heard", models.DateField(null=True)),
        migrations.RunPython(say_who_has_the_last_word, migrations.RunPython.noop),
        migrations.AddField(
            "tip",
            "due",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(state="received", then=Coalesce("answer_due", "received")),
                    models.When(state__in=IN_WORK, then=Coalesce("feedback_due", "received")),
                    models.When(heard__gte=F("since"), state__in=AFTER_THE_END, then=F("heard")),
                    default=None,
                ),
                output_field=models.DateField(null=True),
            ),
        ),
        migrations.AddIndex(
            "tip",
            models.Index(
                condition=Q(due__isnull=False),
                fields=["channel", "state", "due", "id"],
                name="tips_by_what_is_due",
            ),
        ),
        migrations.AddIndex(
            "tip",
            models.Index(
                condition=Q(answered=True, due__isnull=False),
                fields=["channel", "state", "due", "id"],
                name="tips_that_were_answered",
            ),
        ),
        migrations.AddIndex(
            "tip", models.Index(fields=["channel", "state", "since", "id"], name="tips_by_their_state")
        ),
        migrations.AddIndex(
            "tip",
            models.Index(
                condition=Q(escalated__isnull=False),
                fields=["channel", "due"],
                name="tips_that_call_somebody",
            ),
        ),
        migrations.AddIndex(
            "tip", models.Index(fields=["channel", "second_look"], name="tips_to_be_looked_at_again")
        ),
        migrations.AddIndex(
            "tip", models.Index(fields=["channel", "locked_by"], name="tips_that_somebody_locked")
        ),
        migrations.RunPython(guard, unguard),
    ]
