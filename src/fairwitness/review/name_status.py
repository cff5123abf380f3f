"""How a request for a sealed name stands, in words; whoever reads the tip and whoever guards names are told the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.names import is_ready, name_of, requests_of

NOBODY_ASKED = _("Nobody has asked for it")
ONE_SIGNED = _("Waits for a second signature")
WAITS_FOR_YES = _("Waits for the tipster’s yes")
WAITS_FOR_DAY = _("Waits for its day: the tipster is told")
WAITS_UNTOLD = _("Waits for its day: the tipster kept no code and cannot be told")
WAITS_FOR_GUARDIAN = _("Waits for whoever guards names")
SAID_NO = _("The tipster has said no")
ENDED = _("Ended before it was opened")
OPENED = _("Opened")
REFUSED = _("Refused by whoever guards names")


def answer_of(row: NameRequest) -> NameAnswer | None:
    """What whoever guards names has signed, if they have."""
    return getattr(row, "answer", None)


def stands(row: NameRequest) -> Any:
    """In a few words."""
    answer = answer_of(row)
    if answer is not None:
        return REFUSED if answer.reason else OPENED
    if row.answered:
        return SAID_NO if row.says == "no" else ENDED
    if not row.second:
        return ONE_SIGNED
    if is_ready(row):
        return WAITS_FOR_GUARDIAN
    if row.ground == NameRequest.Ground.CONSENT:
        return WAITS_FOR_YES
    return WAITS_UNTOLD if row.tip.no_answer else WAITS_FOR_DAY


def status_of(tip: Tip) -> Any:
    """Beside the link on the tip's page: the latest request's; nothing where no name is sealed apart."""
    if name_of(tip) is None:
        return ""
    latest = requests_of(tip).first()
    return NOBODY_ASKED if latest is None else stands(latest)
