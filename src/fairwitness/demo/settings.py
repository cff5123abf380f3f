"""The settings of a made-up office: those of a real line, and what only a demo may have on top of them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from fairwitness.demo.credentials import credentials_file
from fairwitness.site.settings import *  # noqa: F403 - all of them: the demo shows a real line
from fairwitness.site.settings import FOLDER, INSTALLED_APPS, LOGGING

if FOLDER.charter.is_file() and not credentials_file(FOLDER).is_file():
    raise ImproperlyConfigured(f"{FOLDER.path} is a real office. The demo opens only what it has made up.")

INSTALLED_APPS = [*INSTALLED_APPS, "fairwitness.demo"]
ROOT_URLCONF = "fairwitness.demo.urls"


def _also_into_a_file(real: dict[str, Any]) -> dict[str, Any]:
    """The same lines, of the same formatter, where the thief can look through them."""
    kept = deepcopy(real)
    kept["handlers"]["kept"] = {
        "class": "logging.FileHandler",
        "filename": str(FOLDER.path / "demo.log"),
        "delay": True,
        "formatter": "content_free",
        "level": "ERROR",
    }
    for logger in (kept["root"], *kept["loggers"].values()):
        logger["handlers"].append("kept")
    return kept


LOGGING = _also_into_a_file(LOGGING)
