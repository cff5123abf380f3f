"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What binds the stages: settings, addresses, headers, the front."""

    name = "fairwitness.site"
    label = "site"

    def ready(self) -> None:
        """Every process of a line comes by here, whether it serves, works or checks."""
        from fairwitness.site.made_up import keep_the_demo_out  # noqa: PLC0415 - registers a check, once apps are there

        keep_the_demo_out()
