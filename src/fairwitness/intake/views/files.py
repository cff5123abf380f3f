"""Screen 4: files. Each is kept the moment it is whole, also when the connection breaks before the next."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.views.walking import Way, as_it_stands, way
from fairwitness.office import charter
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.drafting import DraftDamaged
from fairwitness.sealed.files import plan_for
from fairwitness.sealed.forms import ArrivedForm


def plan(request: HttpRequest) -> Plan:
    """Files are taken up only for the draft that this browser carries, sealed to its conversation key, and kept one by one."""
    limits = charter.current().limits
    try:
        here = way(request, _channel_of(request), "files")
    except DraftDamaged:
        return plan_for(limits, None)  # the view says so, and has the names of what came
    if here.draft is None or here.key is None:
        return plan_for(limits, None)
    each = partial(actions.add_file, here.key, limits)
    return plan_for(limits, here.draft.identity.recipient, each)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
@as_it_stands
def files(request: HttpRequest, channel: str) -> HttpResponse:
    """What has arrived, and room for more."""
    here = way(request, channel, "files")
    form = _form(request)
    if here.draft is None:
        return _without_draft(here, form)
    if not here.is_post:
        return _page(here, form)
    if remove := request.POST.get("remove", ""):
        return _removed(here, remove)
    if not form.is_valid():
        return _page(here, form, status=422)
    return _again(here) if "add" in request.POST else here.keep({})


def _form(request: HttpRequest) -> ArrivedForm:
    data = request.POST if request.method == "POST" else None
    return ArrivedForm(charter.current().limits, arrived(request), data=data)


def _without_draft(here: Way, form: ArrivedForm) -> HttpResponse:
    """Files that had nowhere to go are named, on a page where they can be chosen again."""
    if not here.is_post or form.is_valid():
        return here.lost()
    if here.is_sent:
        return _page(here, form, status=422, sent_before=True)
    key = actions.begin(DraftKey.new(), here.channel, {})
    response = _page(here, form, status=422)
    key.keep(here.request, response)
    return response


def _removed(here: Way, file_id: str) -> HttpResponse:
    if here.key is not None:
        actions.drop_file(here.key, file_id)
    return _again(here)


def _again(here: Way) -> HttpResponse:
    response = here.again()
    if here.key is not None:
        here.key.keep(here.request, response)
    return response


def _page(here: Way, form: ArrivedForm, status: int = 200, **said: bool) -> HttpResponse:
    held = here.draft.letter.files if here.draft else ()
    return here.page({"form": form, "files": held, **said}, status=status)


def _channel_of(request: HttpRequest) -> str:
    """The plan is asked before the address was taken apart for the view."""
    return request.path_info.rstrip("/").split("/")[-2]


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone; the files that are here already stay, and those that had nowhere to go are named."""
    here = way(request, channel, "files")
    return _page(here, _form(request), status=422, expired=True)


files.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
