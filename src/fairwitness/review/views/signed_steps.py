"""Steps that destroy keys or lock a tip: signed by the reader's key, for a session alone is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.encoding import EncodingError, dumps, unb64
from fairwitness.crypto.keys import SIGNATURE, verify
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review.reading import key_of
from fairwitness.review.views.door import DeskRequest, show
from fairwitness.sealed.models import Tip

NOT_SIGNED = _("Your keys are needed for this. Type your eight words, and press the button again.")


def is_signed(request: HttpRequest, by: Staff, does: str, tip: Tip, staff: str = "") -> bool:
    """Whether the reader's key of today has signed this step, about this tip and person, today or since yesterday."""
    try:
        signature = unb64(request.POST.get("signature", ""), SIGNATURE)
    except EncodingError:
        return False
    key, now = bytes(key_of(by).verifying_key), today()
    return any(
        verify(key, "note", _said(does, tip, staff, day.isoformat()), signature)
        for day in (now, now - timedelta(days=1))
    )


def ask_first(request: DeskRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """The page that asks before it is done; it says so where what was sent is signed by nobody's key."""
    is_sent = request.method == "POST"
    told = {"today": today(), "problem": NOT_SIGNED if is_sent else "", **context}
    return show(request, template, told, status=HTTPStatus.FORBIDDEN if is_sent else HTTPStatus.OK)


def _said(does: str, tip: Tip, staff: str, day: str) -> bytes:
    return dumps({"does": does, "tip": tip.id, "staff": staff, "day": day})
