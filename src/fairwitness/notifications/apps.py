"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Mail, calendar and webhook: each says that something waits, and no more."""

    name = "fairwitness.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Let `check` look at what the environment says, and listen for keys that go."""
        from fairwitness.notifications import begun_anew, checks  # noqa: F401, PLC0415 - each registers itself, once Django is set up
