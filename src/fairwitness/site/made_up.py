"""What is made up stays out of a real line: no process that is set up with a real line's settings can load the demo."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

DEMO = "fairwitness.demo"
DEMO_SETTINGS = "fairwitness.demo.settings"


class NoDemo(MetaPathFinder):
    """Asked before anything is imported, and refuses the demo and all below it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None for everything else, so that Python goes on to look for it."""
        del path, target
        if _is_the_demos(fullname):
            raise ImportError(f"{fullname} is made up, and this is a real line.")
        return None


def keep_the_demo_out() -> None:
    """From now on this process imports nothing of the demo; done as often as one likes. The demo's own go on as they are."""
    if not is_the_demo() and not any(isinstance(finder, NoDemo) for finder in sys.meta_path):
        sys.meta_path.insert(0, NoDemo())


def is_the_demo() -> bool:
    """Whether `fairwitness demo` runs here: by the settings module, which nothing in an office's folder can choose."""
    return bool(settings.SETTINGS_MODULE == DEMO_SETTINGS)


@register(Tags.security)
def check_nothing_is_made_up(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What was loaded before the door was shut keeps the line closed."""
    del app_configs, kwargs
    loaded = sorted(name for name in sys.modules if _is_the_demos(name))
    installed = [name for name in settings.INSTALLED_APPS if _is_the_demos(name)]
    if is_the_demo() or not (loaded or installed):
        return []
    return [
        Error(
            f"A real line must not hold the demo, and this one holds {', '.join(installed or loaded)}.",
            hint=f"Take it out of the settings, or play with it: fairwitness demo. It runs with {DEMO_SETTINGS}.",
            id="site.E001",
        )
    ]


def _is_the_demos(name: str) -> bool:
    return name == DEMO or name.startswith(f"{DEMO}.")
