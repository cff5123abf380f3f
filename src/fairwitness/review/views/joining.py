"""Somebody who was invited makes their keys. Their eight words never leave their browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.encoding import b64
from fairwitness.office.actions import take_on
from fairwitness.office.inviting import KeysTaken, NotInvited, accept
from fairwitness.office.names import was_somebody
from fairwitness.office.problems import OfficeError
from fairwitness.office.reading import has_keys_of_another, line_id
from fairwitness.office.staff_files import StaffRecord
from fairwitness.review.forms import JoinForm
from fairwitness.review.views.door import desk_page, show
from fairwitness.review.views.signing import too_slow_to_guess
from fairwitness.sealed.refusals import Why, refused


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def join(request: HttpRequest) -> HttpResponse:
    """The page, the same for everybody: who is invited stands in the part of the address that no browser sends."""
    if request.method == "POST":
        return _joined(request)
    return show(request, "review/join.html", {"line": b64(line_id())})


def _joined(request: HttpRequest) -> HttpResponse:
    form = JoinForm.read(request.POST)
    if form is None:
        return refused(Why.MALFORMED, _("The line could not read what your browser sent."))
    try:
        record = _take_on(form)
    except (NotInvited, KeysTaken):
        sentence = _("This invitation does not count any more. Ask whoever sent it for a new one.")
        return too_slow_to_guess(sentence)
    except OfficeError:
        sentence = _(
            "The office has changed since you were invited. Ask whoever invited you for a new invitation."
        )
        return refused(Why.CONFLICT, sentence)
    return JsonResponse({"name": form.name, "waits": record.waiting is not None})


def _take_on(form: JoinForm) -> StaffRecord:
    if has_keys_of_another(form.name, form.made.recipient.holder, form.made.key):
        raise KeysTaken
    if was_somebody(settings.FOLDER, form.name):  # before the invitation is used up, and a file written
        raise NotInvited
    record = accept(settings.FOLDER, form.name, form.secret, form.made)
    if record.waiting is None:  # else nothing of theirs changes before a signed sheet names it
        take_on(settings.FOLDER, record)
    return record
