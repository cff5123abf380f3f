"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Writes a tip."""

    name = "fairwitness.intake"
    label = "intake"
