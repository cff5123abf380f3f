"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """The administrator's pages."""

    name = "fairwitness.administration"
    label = "administration"
