"""The sentences of notices: what the line itself says, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.models import Notice

SENTENCES: Mapping[int, Any] = {
    Notice.Template.RECEIVED: _("Your tip has arrived and is stored, sealed."),
    Notice.Template.NEW_CODE: _(
        "A new code was made for this mailbox. The one before opens nothing any more."
    ),
    Notice.Template.ACKNOWLEDGED: _(
        "This line confirms that your tip has arrived. No reader has written to you so far. The day by which they tell you what was done stays the same."
    ),
}


def sentence(notice: Notice) -> str:
    """What a notice says."""
    return str(SENTENCES[notice.template])
