"""How something alleged can be known; what is alleged stands sealed among the readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WAYS: Mapping[str, Any] = {  # from the nearest to the farthest, as static/review/allegations.js sorts them
    "direct": _("Seen or heard directly"),
    "document": _("Shown by a document"),
    "told": _("Told by somebody else"),
    "inferred": _("Worked out from something else"),
    "unknown": _("Not known how"),
}
