"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What two people decide, each for themselves first."""

    name = "fairwitness.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Have a tip's page say what waits here, and show what was signed as it was signed."""
        from fairwitness.decisions.reading import closed, what_waits  # noqa: PLC0415 - models are there only now
        from fairwitness.review import waiting  # noqa: PLC0415 - the same

        waiting.show(self.label, what_waits)
        waiting.close(self.label, closed)
