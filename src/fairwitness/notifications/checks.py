"""What `fairwitness check` says of the environment's variables for mail and webhook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from fairwitness.notifications.servers import WrongSetting, servers


@register()
def check_servers(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A variable that cannot be meant keeps the line closed: nobody would be told anything, and nobody would notice."""
    del app_configs, kwargs
    try:
        servers()
    except WrongSetting as wrong:
        return [Error(f"{wrong}.", hint="Write it so, or take it away.", id="notifications.E001")]
    return []
