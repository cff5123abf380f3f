"""What stands in an address for a row: one of our random ids, and nothing else reaches a view."""

from __future__ import annotations

from django.urls.converters import StringConverter


class RandomIdConverter(StringConverter):
    """Characters of base64url, 22 at most; `FILE` stands for an id that a script puts there."""

    regex = "[A-Za-z0-9_-]{1,22}"
