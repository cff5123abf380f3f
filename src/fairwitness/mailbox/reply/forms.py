"""Typing the code of the person reported on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fairwitness.mailbox.forms import CodeForm

TAKEN = _(
    "Somebody has taken a new code with this one, so it opens nothing any more. If it was not you, somebody else has had your sheet. This page says whom to tell."
)


class ReplyCodeForm(CodeForm):
    """As a tipster's, and it opens nothing of theirs."""

    unknown = _(
        "This code opens nothing here. Check each word against your sheet. If you have taken a new code, only that one counts. "
        "A code that nobody used for 30 days opens nothing any more. If you advise somebody, they may have ended it."
    )
