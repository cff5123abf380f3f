"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What binds the stages: settings, addresses, headers, the front."""

    name = "fairwitness.site"
    label = "site"
