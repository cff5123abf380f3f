"""Beside screen 4: handing in a file that was sealed on another machine, and the list of those it is sealed to."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.intake import actions
from fairwitness.intake.views.walking import Way, as_it_stands, way
from fairwitness.office import charter, reading
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.elsewhere import SealedElsewhere
from fairwitness.sealed.files import plan_for
from fairwitness.sealed.forms import ArrivedForm


def plan(request: HttpRequest) -> Plan:
    """One file, only for the draft that this browser carries: nobody comes past the scope guide here."""
    here = way(request, request.path_info.rstrip("/").split("/")[-2], "yourself")
    limits = charter.current().limits
    if here.draft is None or here.key is None:
        return plan_for(limits, None)
    readers = len(reading.current_sheet(here.channel).holders)
    begin = partial(SealedElsewhere, here.draft.identity.recipient, readers)
    return plan_for(limits, None, partial(actions.add_sealed, here.key, limits), begin)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
@as_it_stands
def yourself(request: HttpRequest, channel: str) -> HttpResponse:
    """How it is done, what it means, and after the scope guide the place to hand it in."""
    here = way(request, channel, "yourself")
    form = ArrivedForm(
        charter.current().limits, arrived(request), data=request.POST if here.is_post else None
    )
    if not here.is_post:
        return _page(here, form)
    if here.draft is None or here.key is None:
        return here.lost()
    if not form.is_valid() or not arrived(request).files:
        return _page(here, form, status=422, nothing_chosen=form.is_valid())
    response = here.to("check")
    here.key.keep(request, response)
    return response


@require_safe
def recipients(request: HttpRequest, channel: str) -> HttpResponse:
    """Everybody on the channel's sheet whom a tip is sealed to, as `age -R` reads them: the same for everyone who asks."""
    del request
    found = reading.channel(channel)
    if found is None:
        raise Http404
    sheet = reading.current_sheet(found)
    names = (charter.current().name.here, charter.current().channel(channel).name_here)
    told = [
        "# " + " · ".join(" ".join(name.split()) for name in names),
        gettext("# Key sheet %(serial)s, to be used until %(day)s. Its SHA-256: %(hash)s")
        % {"serial": sheet.serial, "day": sheet.until.isoformat(), "hash": sheet.hash.hex()},
        gettext("# age 1.3 or later: age -R recipients.txt -o tip.age FILE"),
        *(str(holder) for holder in sheet.holders),
    ]
    answer = HttpResponse("\n".join([*told, ""]), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="recipients.txt"'
    return answer


def _page(here: Way, form: ArrivedForm, status: int = 200, **said: bool) -> HttpResponse:
    readers = len(reading.current_sheet(here.channel).holders)
    told = {"form": form, "readers": readers, "may_hand_in": here.draft is not None, **said}
    return here.page(told, status=status)


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone: choose the file again."""
    here = way(request, channel, "yourself")
    form = ArrivedForm(charter.current().limits, arrived(request), data=request.POST)
    return _page(here, form, status=422, expired=True)


yourself.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
