"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What was done, never what was said."""

    name = "fairwitness.journal"
    label = "journal"
