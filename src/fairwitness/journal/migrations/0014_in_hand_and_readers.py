"""Who has a tip in hand, and who joins or leaves its readers, are entries."""

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
    ("in-hand", "In Hand"),
    ("assigned", "Assigned"),
    ("given-back", "Given Back"),
    ("reader-added", "Reader Added"),
    ("reader-taken-off", "Reader Taken Off"),
    ("recused", "Recused"),
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
    dependencies = [("journal", "0013_no_row_has_a_number_below_nought")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
        for model in ("entry", "link")
    ]
