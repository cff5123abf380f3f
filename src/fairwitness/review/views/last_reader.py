"""What is said to whoever reads a tip alone, and would leave it to nobody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fairwitness.office import charter

LAST = _(
    "Nobody else reads this tip, so it would be lost to everybody. Add a colleague first. If there is none, it belongs to a body outside:"
)


def last_reader() -> str:
    """With the bodies outside that the charter names."""
    return f"{LAST} {charter.current().about.outside.here}"
