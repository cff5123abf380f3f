"""The pages of the mailbox, without JavaScript."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairwitness.mailbox import actions
from fairwitness.mailbox.cookies import COOKIE, Inside
from fairwitness.mailbox.entering import enter as enter_with
from fairwitness.mailbox.forms import AnswerForm, CodeForm
from fairwitness.office import charter
from fairwitness.office.pace import Pace
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.files import claim_listed, plan_for, sealed_entries
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.sealing import Words

UNKNOWN = Pace(per_second=5)  # for codes that open nothing; the others never wait


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "mailbox/enter.html", {"form": form}, status=422 if form.is_bound else 200)
    inside = enter_with(form.cleaned_data["code"])
    if inside is None:
        return _unknown(request, form)
    response = redirect("mailbox:letters")
    inside.keep(request, response)
    return response


def _unknown(request: HttpRequest, form: CodeForm) -> HttpResponse:
    form.add_error("code", form.unknown)
    response = render(request, "mailbox/enter.html", {"form": form}, status=422)
    response.held_back = UNKNOWN.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return response


def plan(request: HttpRequest) -> Plan:
    """Files are taken up only inside an open mailbox, and sealed to its newest conversation key."""
    opened = _opened(request)
    recipient = opened.identity(opened.newest_number()).recipient if opened else None
    return plan_for(charter.current().limits, recipient)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter, and a box for the next one."""
    opened = _opened(request)
    form = _form(request)
    if opened is None:
        return _closed(request)
    if not form.is_bound:
        return _page(request, opened, form)
    if not form.is_valid():
        return _page(request, opened, form, status=422)
    return _answer(request, opened, form)


def _closed(request: HttpRequest) -> HttpResponse:
    """The hour is over or the form token gone; what was typed is there to be copied."""
    return render(request, "mailbox/closed.html", {"form": _form(request)}, status=403)


letters.shown_again = _closed  # type: ignore[attr-defined]  # read by site.errors.stale_form


def _answer(request: HttpRequest, opened: OpenMailbox, form: AnswerForm) -> HttpResponse:
    files = arrived(request).files
    words = Words(form.cleaned_data["text"], files=sealed_entries(files))
    actions.answer(opened, words, form.cleaned_data["letter"])
    claim_listed(files)
    return _kept(request, redirect("mailbox:letters"))


@require_safe
def file(request: HttpRequest, file_id: str) -> HttpResponseBase:
    """A file of one of the letters, opened as it is sent; always a download, never shown in the page."""
    opened = _opened(request)
    found = opened.file(file_id) if opened else None
    if found is None:
        raise Http404
    entry, content = found
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=entry.name)
        or "attachment",
        "Content-Length": str(entry.size),
    }
    return StreamingHttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget this mailbox in this browser."""
    response = redirect("intake:home")
    COOKIE.forget(request, response)
    return response


def _opened(request: HttpRequest) -> OpenMailbox | None:
    inside = Inside.read(request)
    return inside.open() if inside else None


def _form(request: HttpRequest) -> AnswerForm:
    posted = request.method == "POST"
    came = arrived(request) if posted else None
    return AnswerForm(charter.current().limits, came, data=request.POST if posted else None)


def _page(request: HttpRequest, opened: OpenMailbox, form: AnswerForm, status: int = 200) -> HttpResponse:
    shown = opened.letters()
    context = {
        "letters": shown,
        "answered": any(one.row.from_office for one in shown),
        "form": form,
        "limits": form.limits,
    }
    return _kept(request, render(request, "mailbox/letters.html", context, status=status))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Another hour from this use."""
    inside = Inside.read(request)
    if inside is not None:
        inside.keep(request, response)
    return response
