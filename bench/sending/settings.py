"""A line's settings, and that page."""

from __future__ import annotations

from pathlib import Path

from fairwitness.site.settings import *  # noqa: F403 - all of them
from fairwitness.site.settings import STATICFILES_DIRS

ROOT_URLCONF = "sending.urls"
STATICFILES_DIRS = [*STATICFILES_DIRS, ("bench", Path(__file__).parent / "page")]
