"""A receipt for a tipster who asks for one, and the page where anybody checks one. Neither is noted anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.not_confirmed import NotConfirmed, read_not_confirmed
from fairwitness.crypto.receipts import AnotherOffice, NotSigned, Receipt, ReceiptError, read_receipt
from fairwitness.intake.views.walking import PAGE, filled_up
from fairwitness.mailbox.forms import ReceiptForm
from fairwitness.mailbox.views.inside import closed, inside_only, kept
from fairwitness.office.reading import line_id
from fairwitness.office.views import PLAIN
from fairwitness.sealed import receipts
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.states import State

TEMPLATE = "mailbox/check_receipt.html"
FILE = 'attachment; filename="receipt.txt"'
OF_ANOTHER_LINE = _("This is the receipt of another line of this office. Check it at that line’s own page.")
WRONG: Mapping[type[ReceiptError], Any] = {
    ReceiptError: ReceiptForm.no_receipt,
    AnotherOffice: _(
        "This office has not signed the key in this receipt. So it is another office’s, or a false one."
    ),
    NotSigned: _("This line has not signed this receipt: it is false, or something in it was changed."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def receipt(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Say what it is for and what it is to carry one, and make it when the button is pressed: to look at, or as a file."""
    text = receipts.signed(mailbox.conversation.tip) if request.method == "POST" else ""
    if request.POST.get("as") == "file":
        return kept(request, HttpResponse(text, content_type=PLAIN, headers={"Content-Disposition": FILE}))
    return kept(request, filled_up(render(request, "mailbox/receipt.html", {"text": text}), PAGE))


receipt.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form


@csrf_exempt  # nothing is changed, and nobody's right is used: so whoever checks one is given no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Say line by line what a receipt says, and whether it holds."""
    only_language = "go" in request.POST and not request.POST.get("text")
    form = ReceiptForm(request.POST if request.method == "POST" and not only_language else None)
    letter = _letter(form.cleaned_data["text"]) if form.is_valid() else None
    read = _read(form) if letter is None and form.is_valid() else None
    context = shown_of(form, read, receipts.place_of(read) if read else None)
    return render(request, TEMPLATE, {**context, "letter": letter}, status=422 if form.errors else 200)


def shown_of(form: ReceiptForm, read: Receipt | None, place: receipts.Place | None) -> dict[str, object]:
    """What the page shows of a receipt that the journal has in this place: nothing of it where none was read."""
    return {"form": form, "carries": "to the other language", **(_told(read, place) if read else {})}


def _letter(text: str) -> NotConfirmed | None:
    """The letter for somebody who was reported on; None for everything else, a receipt among it."""
    try:
        letter = read_not_confirmed(text, settings.FOLDER.verifying_key())
    except ReceiptError:
        return None
    return letter if letter.line == line_id() else None


def _read(form: ReceiptForm) -> Receipt | None:
    try:
        read = read_receipt(form.cleaned_data["text"], settings.FOLDER.verifying_key())
    except ReceiptError as error:
        form.add_error("text", WRONG[type(error)])
        return None
    if read.line != line_id():
        form.add_error("text", OF_ANOTHER_LINE)
        return None
    return read


def _told(read: Receipt, place: receipts.Place | None) -> dict[str, object]:
    names = dict(State.choices)
    return {
        "receipt": read,
        "sealed": read.sealed.hex(),
        "states": [(day, names.get(state, state)) for state, day in read.states],
        "place": place,
    }
