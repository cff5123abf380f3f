"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class SealedConfig(AppConfig):
    """Keeps cipher: tips, conversations, grants, letters, files."""

    name = "fairwitness.sealed"
    label = "sealed"
