"""That the lot asks for a second look at a closing, and that somebody else has had it, are entries."""

from __future__ import annotations

from django.db import migrations, models

KINDS = [
    ("tip-received", "Tip Received"),
    ("letter-from-tipster", "Letter From Tipster"),
    ("letter-from-reviewer", "Letter From Reviewer"),
    ("opened", "Opened"),
    ("new-code", "New Code"),
    ("acknowledged", "Acknowledged"),
    ("scope-check", "Scope Check"),
    ("triage", "Triage"),
    ("fact-finding", "Fact Finding"),
    ("reply", "Reply"),
    ("second-review", "Second Review"),
    ("confirmed", "Confirmed"),
    ("not-confirmed", "Not Confirmed"),
    ("insufficient", "Insufficient"),
    ("out-of-scope", "Out Of Scope"),
    ("protected-conduct", "Protected Conduct"),
    ("referred", "Referred"),
    ("feedback-given", "Feedback Given"),
    ("closed", "Closed"),
    ("destroyed", "Destroyed"),
    ("drawn", "Drawn"),
    ("second-look", "Second Look"),
    ("sheet", "Sheet"),
    ("day-over", "Day Over"),
]


class Migration(migrations.Migration):
    """The kinds."""

    dependencies = [("journal", "0006_what_was_done_with_a_tip")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
        for model in ("entry", "link")
    ]
