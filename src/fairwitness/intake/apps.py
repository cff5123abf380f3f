"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Writes a tip."""

    name = "fairwitness.intake"
    label = "intake"

    def ready(self) -> None:
        """Have the memory that web processes share before they are made."""
        from fairwitness.intake import turns  # noqa: F401, PLC0415 - it reads the settings, once Django is set up
