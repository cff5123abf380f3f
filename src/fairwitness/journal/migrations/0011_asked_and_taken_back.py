"""That a reader has signed first, and that it came to nothing, are entries."""

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
    ("passing-on-asked", "Passing On Asked"),
    ("passing-on-taken-back", "Passing On Taken Back"),
    ("danger-to-life", "Danger To Life"),
    ("feedback-given", "Feedback Given"),
    ("closed", "Closed"),
    ("destroyed", "Destroyed"),
    ("drawn", "Drawn"),
    ("second-look", "Second Look"),
    ("extended", "Extended"),
    ("escalated", "Escalated"),
    ("retention-extended", "Retention Extended"),
    ("sheet", "Sheet"),
    ("restored", "Restored"),
    ("day-over", "Day Over"),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_what_was_destroyed")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
        for model in ("entry", "link")
    ]
