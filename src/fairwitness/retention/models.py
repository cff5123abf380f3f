"""What the clocks keep of themselves: on which days the worker was awake. Nothing here is about a tip."""

from __future__ import annotations

from django.db import models

from fairwitness.office.models import OfficeRow


class Awake(OfficeRow):
    """A day of the machine's clock on which the worker did a round."""

    day = models.DateField(unique=True)
