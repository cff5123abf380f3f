"""How credible a claim can be found: six steps, each with words, and no number that stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: Mapping[int, Any] = {  # 1 and 2 bear a finding out; nothing is reckoned with them
    1: _("Shown: several things say so that do not hang on one another"),
    2: _("Probably so: it fits what is known, and something else bears it out"),
    3: _("Possibly so: it fits, and nothing bears it out yet"),
    4: _("Doubtful: it can be, and something does not fit"),
    5: _("Hardly so: other things speak against it"),
    6: _("It cannot be judged"),
}
