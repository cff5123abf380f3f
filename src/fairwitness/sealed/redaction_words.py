"""Why something was redacted: a closed list, so that nobody writes about somebody beside what is to go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, Any] = {
    "not-needed": _("It has nothing to do with what is told."),
    "others": _("It is about somebody who has nothing to do with it."),
    "sensitive": _("It is about health, belief, origin or private life, and not needed."),
    "asked": _("Whoever it is about, or the tipster, has asked for it."),
}
