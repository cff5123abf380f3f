"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """Letters both ways, for the tipster."""

    name = "fairwitness.mailbox"
    label = "mailbox"
