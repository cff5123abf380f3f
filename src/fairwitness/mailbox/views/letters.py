"""The open mailbox: where the tip stands, every letter, and a box for the next one."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.crypto.age import AgeError
from fairwitness.mailbox import actions, reading
from fairwitness.mailbox.forms import AnswerForm
from fairwitness.mailbox.views.inside import back, closed, inside_only, kept, opened
from fairwitness.mailbox.views.onward import go_on
from fairwitness.mailbox.views.sealed import LOST
from fairwitness.mailbox.views.sending import is_sent
from fairwitness.office import charter
from fairwitness.sealed.actions.letters import mark_seen
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.files import plan_for
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words
from fairwitness.sealed.storage import PartLost


def plan(request: HttpRequest) -> Plan:
    """Files are taken up only inside an open mailbox, sealed to the key of those that wait or else to the newest, and kept one by one."""
    mailbox, limits = opened(request), charter.current().limits
    key = mailbox.key_for_files() if mailbox else None
    if mailbox is None or key is None:
        return plan_for(limits, None)
    return plan_for(limits, key.identity.recipient, partial(actions.add_file, mailbox, key, limits))


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
@inside_only
def letters(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Read, and write."""
    if remove := request.POST.get("remove", ""):
        actions.drop_file(mailbox, remove)
    form = _form(request, mailbox)
    if not form.is_bound or not form.is_valid():
        return _page(request, mailbox, form, status=422 if form.is_bound else 200)
    if form.is_left:
        return go_on(request, mailbox, form)
    if form.is_added_to:
        return _page(request, mailbox, form)
    if not is_sent(mailbox, form, Words(form.cleaned_data["text"]), takes_files=True):
        return _page(request, mailbox, form, status=422)
    return back(request, sent=True)


letters.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form


@require_safe
def file(request: HttpRequest, file_id: str) -> HttpResponseBase:
    """A file of one of the letters, opened as it is sent; always a download, never shown in the page."""
    mailbox = opened(request)
    try:
        found = mailbox.file(file_id) if mailbox else None
    except (PartLost, AgeError):
        return _lost(request)
    if found is None:
        raise Http404
    entry, content = found
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=entry.name)
        or "attachment",
        "Content-Length": str(entry.size),
    }
    return StreamingHttpResponse(content, content_type="application/octet-stream", headers=headers)


@inside_only
def _lost(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """The mailbox, which says that the file does not open; what was typed there and kept still stands in its box."""
    form = AnswerForm(
        [one.entry for one in mailbox.waiting()], charter.current().limits, None, unsent=mailbox.unsent()
    )
    return _page(request, mailbox, form, status=410, lost=True)


def _form(request: HttpRequest, mailbox: OpenMailbox) -> AnswerForm:
    posted = request.method == "POST"
    came = arrived(request) if posted else None
    waiting = [file.entry for file in mailbox.waiting()]
    limits, data = charter.current().limits, request.POST if posted else None
    return AnswerForm(waiting, limits, came, data=data, unsent=None if posted else mailbox.unsent())


def _page(
    request: HttpRequest, mailbox: OpenMailbox, form: AnswerForm, status: int = 200, *, lost: bool = False
) -> HttpResponse:
    promised = charter.current()
    page = reading.page(mailbox, promised)
    mark_seen(mailbox.mailbox, len(page.letters))
    happened = {name: name in request.GET and not form.is_bound for name in ("sent", "code", "again", "over")}
    context = {
        "page": page,
        "form": form,
        "lost": LOST if lost else "",
        "limits": promised.limits,
        "carries": "everywhere",
        "outside": promised.about.outside,
        **happened,
    }
    return kept(request, render(request, "mailbox/letters.html", context, status=status))
