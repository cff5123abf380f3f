"""How large something may be, as people read it."""

from __future__ import annotations

from django import template

register = template.Library()
GIB = 1024  # MiB


@register.filter
def size(mib: int) -> str:
    """So many MiB: in GiB from 1024 on, with one place behind the point, never more than there is."""
    if mib < GIB:
        return f"{mib} MiB"
    whole, rest = divmod(mib, GIB)
    tenths = rest * 10 // GIB
    return f"{whole}.{tenths} GiB" if tenths else f"{whole} GiB"
