"""That another reader signed that a code was handed over is an entry."""

from django.db import migrations, models

KINDS = [
    ("tip-received", "Tip Received"),
    ("recorded", "Recorded"),
    ("text-agreed", "Text Agreed"),
    ("recording-destroyed", "Recording Destroyed"),
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
    ("hearing-asked", "Hearing Asked"),
    ("letter-from-person", "Letter From Person"),
    ("more-time", "More Time"),
    ("handed-over", "Handed Over"),
    ("leaving-out-asked", "Leaving Out Asked"),
    ("left-out", "Left Out"),
    ("leaving-out-taken-back", "Leaving Out Taken Back"),
    ("passing-on-asked", "Passing On Asked"),
    ("passing-on-taken-back", "Passing On Taken Back"),
    ("graded", "Graded"),
    ("finding-asked", "Finding Asked"),
    ("finding-taken-back", "Finding Taken Back"),
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
    ("redacted", "Redacted"),
    ("export-asked", "Export Asked"),
    ("export-agreed", "Export Agreed"),
    ("export-taken-back", "Export Taken Back"),
    ("exported", "Exported"),
    ("retention-extended", "Retention Extended"),
    ("sheet", "Sheet"),
    ("charter-published", "Charter Published"),
    ("charter-withdrawn", "Charter Withdrawn"),
    ("charter-in-force", "Charter In Force"),
    ("invited", "Invited"),
    ("invitation-cancelled", "Invitation Cancelled"),
    ("numbers-entered", "Numbers Entered"),
    ("taken-out", "Taken Out"),
    ("restored", "Restored"),
    ("day-over", "Day Over"),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0020_grades_and_findings")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=40))
        for model in ("entry", "link")
    ]
