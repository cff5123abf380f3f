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
        "After 30 days a code opens nothing any more if nobody used it and nobody at the office has noted that you were given it. If you advise somebody, they may have ended it."
    )
