"""What was done, never what was said: kinds, days and random ids, and not one word of content."""

from __future__ import annotations

from django.db import models

from fairwitness.office.models import OfficeRow


class Entry(OfficeRow):
    """One thing that was done. `tip` and `by` are ids and no keys: they outlive what they name."""

    class Kind(models.TextChoices):
        """What can be done; each action writes one of these."""

        TIP_RECEIVED = "tip-received"
        LETTER_FROM_TIPSTER = "letter-from-tipster"
        LETTER_FROM_REVIEWER = "letter-from-reviewer"
        NEW_CODE = "new-code"
        DESTROYED = "destroyed"

    kind = models.CharField(max_length=40, choices=Kind)
    day = models.DateField()
    tip = models.CharField(max_length=22, blank=True)
    by = models.CharField(max_length=22, blank=True)
