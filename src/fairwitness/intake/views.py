"""The pages of telling something."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.intake.actions import send
from fairwitness.intake.drafts import Draft
from fairwitness.intake.forms import TellForm
from fairwitness.office import charter, reading
from fairwitness.office.models import Channel
from fairwitness.sealed.actions import CommitConflict
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.files import claim_listed, plan_for, sealed_entries
from fairwitness.sealed.reading import is_committed
from fairwitness.sealed.sealing import Words
from fairwitness.sealed.showing import code_on_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Two doors: tell something, or come back. Sets no cookie."""
    return render(request, "intake/home.html", {"channels": charter.current().channels})


def plan(request: HttpRequest) -> Plan:
    """Files are taken up only for the draft that this browser carries, and sealed to its conversation key."""
    draft = Draft.read(request)
    return plan_for(charter.current().limits, draft.identity.recipient if draft else None)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
def tell(request: HttpRequest, channel: str) -> HttpResponse:
    """The form, and what happens when it is sent."""
    way_in = _channel(channel)
    draft = Draft.read(request)
    form = _form(request, way_in)
    if request.method != "POST":
        return _form_page(request, form, _unsent(draft))
    if draft is None:
        return _form_page(request, form, Draft.begin(), expired=True)
    if not form.is_valid():
        return _form_page(request, form, draft)
    return _send(request, way_in, form, draft)


def _send(request: HttpRequest, channel: Channel, form: TellForm, draft: Draft) -> HttpResponse:
    files = arrived(request).files
    words = Words(form.cleaned_data["text"], form.answers, sealed_entries(files))
    try:
        draft = send(draft, channel, words)
    except CommitConflict:
        return _form_page(request, form, draft, sent_before=True)
    claim_listed(files)
    response = redirect("intake:sent", channel=channel.slug)
    draft.keep(request, response)
    return response


@require_safe
def sent(request: HttpRequest, channel: str) -> HttpResponse:
    """The code, after the tip is stored; the same page again for as long as the browser carries the draft."""
    way_in = _channel(channel)
    draft = Draft.read(request)
    if draft is None or not is_committed(draft.commit):
        return redirect("intake:tell", channel=way_in.slug)
    days = charter.current().deadlines.acknowledge_days
    shown = code_on_page(draft.code, get_language() or "")
    response = render(request, "intake/sent.html", {"days": days, **shown})
    draft.keep(request, response)
    return response


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone, but not what was typed."""
    form = _form(request, _channel(channel))
    return _form_page(request, form, Draft.read(request) or Draft.begin(), expired=True)


tell.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form


def _channel(slug: str) -> Channel:
    found = reading.channel(slug)
    if found is None:
        raise Http404
    return found


def _unsent(draft: Draft | None) -> Draft:
    """A sent draft is not written on: the next tip gets a code of its own."""
    return draft if draft is not None and not is_committed(draft.commit) else Draft.begin()


def _form(request: HttpRequest, channel: Channel) -> TellForm:
    promised = charter.current()
    posted = request.method == "POST"
    came = arrived(request) if posted else None
    return TellForm(
        promised.channel(channel.slug), promised.limits, came, data=request.POST if posted else None
    )


def _form_page(request: HttpRequest, form: TellForm, draft: Draft, **said: bool) -> HttpResponse:
    """The form with everything in it that was typed, and what to do about it."""
    context = {"channel": form.channel, "form": form, "limits": form.limits, **said}
    response = render(request, "intake/tell.html", context, status=422 if form.is_bound else 200)
    draft.keep(request, response)
    return response
