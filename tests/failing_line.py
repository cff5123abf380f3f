"""The real settings, with one change: a few views more, that fail."""

from __future__ import annotations

from fairwitness.site.settings import *  # noqa: F403 - all of them, as they are

ROOT_URLCONF = "failing_urls"
