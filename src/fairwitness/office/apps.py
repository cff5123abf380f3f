"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig
from django.urls import register_converter

from fairwitness.office.addresses import RandomIdConverter


class OfficeConfig(AppConfig):
    """Who runs the line: charter, channels, staff, keys."""

    name = "fairwitness.office"
    label = "office"

    def ready(self) -> None:
        """Let the system checks look at the office as well, and addresses name rows by `<id:…>`."""
        from fairwitness.office import checks  # noqa: F401, PLC0415 - registers them, once apps are there

        register_converter(RandomIdConverter, "id")
