"""Tells Django of the demo."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A made-up office, with doors for everybody and a clock that can be moved."""

    name = "fairwitness.demo"
    label = "demo"

    def ready(self) -> None:
        """Let the web processes and the worker of the demo tell the time by its own clock."""
        from fairwitness.demo.moved_clock import take_over  # noqa: PLC0415 - only a demo that is set up moves the clock

        take_over()
