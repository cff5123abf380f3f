"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The clocks: what was told is destroyed when its time is over."""

    name = "fairwitness.retention"
    label = "retention"
