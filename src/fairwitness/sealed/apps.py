"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class SealedConfig(AppConfig):
    """Keeps cipher: tips, conversations, grants, letters, files."""

    name = "fairwitness.sealed"
    label = "sealed"

    def ready(self) -> None:
        """Listen for keys that go; and have the memory that web processes share before they are made."""
        from fairwitness.sealed import arrivals, left_out  # noqa: F401, PLC0415 - by themselves, once Django is set up
