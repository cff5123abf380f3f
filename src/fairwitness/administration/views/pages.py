"""Versions, texts, numbers, presets and ways in."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairwitness.administration import reading
from fairwitness.administration.forms import ChannelForm, DeadlinesForm, PresetForm, TextsForm, Values
from fairwitness.administration.views.changing import REFUSED, changing, previewing, sentence_of
from fairwitness.administration.views.door import OfficeRequest, administrators_only, onward, posted_from
from fairwitness.administration.views.typed import typed_on
from fairwitness.intake.forms import AskedForm
from fairwitness.office import charter, versions
from fairwitness.office.charter import Charter
from fairwitness.office.clock import today
from fairwitness.office.kinds import KINDS
from fairwitness.office.versions import NothingWaits, WouldNotStand

PAGE = "administration:page"
SHORT = re.compile(r"[0-9]{1,8}", re.ASCII)  # numbers of versions


@administrators_only
def page(request: OfficeRequest) -> HttpResponse:
    """What counts, what waits, and what was."""
    return _versions(request)


@posted_from(PAGE)
def withdraw(request: OfficeRequest) -> HttpResponse:
    """Take back a change that waits."""
    number = request.POST.get("number", "")
    try:
        versions.withdraw(settings.FOLDER, int(number) if SHORT.fullmatch(number) else 0, by=request.user)
    except WouldNotStand as why:
        return _versions(request, sentence_of(why), status=409)
    except NothingWaits:
        return _versions(
            request, _("This change waits no more: it counts by now, or was withdrawn."), status=409
        )
    return onward(PAGE)


def _versions(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    now = versions.in_force()
    waiting = [
        {
            "left": (one.starts - today()).days,
            "broken": one.starts <= today() and versions.breaks_a_rule(settings.FOLDER, one),
            **versions.told(one),
        }
        for one in versions.waiting().select_related("by")
    ]
    context = {
        "now": now,
        "hex": bytes(now.hash).hex() if now and now.hash else "",
        "waiting": waiting,
        "history": [versions.told(one) for one in versions.history()],
        "problem": problem,
        "folder": settings.FOLDER.path.name,
    }
    return render(request, "administration/versions.html", context, status=status)


@administrators_only
def texts(request: OfficeRequest) -> HttpResponse:
    """Both languages side by side; the preview is the public page itself."""
    form = TextsForm(_now(), typed_on(request))

    def about(promised: Charter) -> HttpResponse:
        shown_page = {"charter": promised, "client": settings.CLIENT_FINGERPRINT, "preview": True}
        return render(request, "administration/preview.html", shown_page)

    return previewing(request, form, "administration/office_texts.html", _of("administration:texts"), about)


@administrators_only
def deadlines(request: OfficeRequest) -> HttpResponse:
    """Days and sizes, within the law."""
    form = DeadlinesForm(_now(), typed_on(request))
    return changing(request, form, "administration/deadlines.html", _of("administration:deadlines"))


@administrators_only
def presets(request: OfficeRequest) -> HttpResponse:
    """Whose law the office keeps to."""
    form = PresetForm(_now(), typed_on(request))
    return changing(request, form, "administration/presets.html", _of("administration:presets"))


@administrators_only
def channels(request: OfficeRequest) -> HttpResponse:
    """Every way in."""
    return render(request, "administration/channels.html", {"charter": charter.current()})


@administrators_only
def channel(request: OfficeRequest, channel: str) -> HttpResponse:
    """One of them."""
    values = _now()
    _known(values, channel)
    form = ChannelForm(values, typed_on(request), slug=channel, roles_in_use=reading.roles_in_use(channel))
    context = {"slug": channel, **_of("administration:channel", channel)}
    return _previewing_channel(request, form, context)


@administrators_only
def new_channel(request: OfficeRequest) -> HttpResponse:
    """Another one, which counts in 30 days."""
    form = ChannelForm(_now(), typed_on(request), slug="")
    return _previewing_channel(request, form, _of("administration:new-channel"))


def _previewing_channel(request: OfficeRequest, form: ChannelForm, context: dict[str, Any]) -> HttpResponse:
    def door(promised: Charter) -> HttpResponse:
        channel = promised.channel(form.slug or form.cleaned_data["slug"])
        kinds = [KINDS[kind] for kind in channel.kinds]
        shown_page = {"channel": channel, "kinds": kinds, "asked": list(AskedForm(channel))}
        return render(request, "administration/preview_channel.html", shown_page)

    return previewing(request, form, "administration/channel.html", context, door)


@administrators_only
def close_channel(request: OfficeRequest, channel: str) -> HttpResponse:
    """Ask first, then take it out of the charter: at once."""
    values = _now()
    _known(values, channel)
    context: dict[str, Any] = {"slug": channel, "channel": charter.current().channel(channel)}
    if request.method != "POST":
        return render(request, "administration/close_channel.html", context)
    if reading.holds_anything(channel):
        problem = _(
            "Tips or drafts of this way in are still here, and their pages need its words. Close it when they are gone."
        )
        return render(
            request, "administration/close_channel.html", {**context, "problem": problem}, status=409
        )
    values["channels"] = [one for one in values["channels"] if one["slug"] != channel]
    if not values["channels"]:
        problem = _("This is the only way in, and a line needs one. Open another one first.")
        return render(
            request, "administration/close_channel.html", {**context, "problem": problem}, status=409
        )
    try:
        versions.publish(settings.FOLDER, values, by=request.user)
    except REFUSED as why:
        context["problem"] = sentence_of(why)
        return render(request, "administration/close_channel.html", context, status=409)
    return onward("administration:channels")


def _known(values: Values, slug: str) -> None:
    if slug not in {one["slug"] for one in values["channels"]}:
        raise Http404


def _now() -> Values:
    return versions.values_in_force(settings.FOLDER)


def _of(page: str, slug: str = "") -> dict[str, str]:
    """Where the form of a page is sent."""
    return {"address": page, "of": slug}
