"""One way to change the charter: a form, then what would change and from which day, then the click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from fairwitness.administration.forms import CharterForm
from fairwitness.administration.views.door import OfficeRequest, onward
from fairwitness.administration.views.typed import forget, keep
from fairwitness.office import versions
from fairwitness.office.charter import Charter, CharterError, parse
from fairwitness.office.charter_text import written
from fairwitness.office.clock import today
from fairwitness.office.labels import place_of, shown
from fairwitness.office.texts import LANGUAGES
from fairwitness.office.versions import KeptLonger, NothingChanges, WaitsAlready, WouldNotStand
from fairwitness.review.views.door import SeeOther

SHOWN = "shown"  # in the address of the page that says what would change
BACK_TO_THE_FORM = ("change", "forget")
REFUSED = (CharterError, WaitsAlready, KeptLonger, NothingChanges)


def changing(
    request: OfficeRequest, form: CharterForm, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """The form; what it would change; or, after the click, the versions.

    What would change has an address of its own, so that *Back* leads to a page and not to a form's answer, which no browser shows again.
    """
    do = request.POST.get("do", "")
    said = {"form": form, **context}
    if do in BACK_TO_THE_FORM:
        (keep if do == "change" else forget)(request)
        return SeeOther(request.path)
    if request.method != "POST" and SHOWN not in request.GET:
        return render(request, template, {**said, "is_kept": form.is_bound})
    if not form.is_bound:  # it was published, or is forgotten
        return redirect(request.path)
    if not form.is_valid():
        return render(request, template, said, status=422)
    try:
        return _proposed(request, form, do, context)
    except REFUSED as why:
        return render(request, template, {**said, "problem": sentence_of(why)}, status=409)


def previewing(
    request: OfficeRequest,
    form: CharterForm,
    template: str,
    context: Mapping[str, Any],
    page: Callable[[Charter], HttpResponse],
) -> HttpResponse:
    """The same, or the public page as it would be with what is typed: in the language that the button names."""
    language = request.POST.get("do", "").removeprefix("preview-")
    if language not in LANGUAGES:
        return changing(request, form, template, context)
    said = {"form": form, **context}
    if not form.is_valid():
        return render(request, template, said, status=422)
    try:
        promised = parse(written(form.values()))
    except CharterError as why:
        return render(request, template, {**said, "problem": sentence_of(why)}, status=409)
    with override(language):
        return page(promised)


def _proposed(request: OfficeRequest, form: CharterForm, do: str, context: Mapping[str, Any]) -> HttpResponse:
    values, seen = form.values(), versions.state_seen()
    stale = do == "publish" and request.POST.get("seen") != seen
    if do == "publish" and not stale:
        versions.publish(settings.FOLDER, values, by=request.user)
        forget(request)
        return onward("administration:page")
    changes = versions.proposed(settings.FOLDER, values)
    if not changes:
        raise NothingChanges
    if request.method == "POST" and not stale:
        keep(request)
        return SeeOther(f"{request.path}?{SHOWN}")
    said = {
        **context,
        "form": form,
        "changes": [shown(change, starts) for change, starts in changes],
        "seen": seen,
        "stale": stale,
        "today": today(),
    }
    return render(request, "administration/shown.html", said, status=409 if stale else 200)


def sentence_of(why: Exception) -> str:
    """Why nothing was published, and what to do."""
    if isinstance(why, NothingChanges):
        return _("Nothing is different from what counts today, so there is nothing to publish.")
    if isinstance(why, KeptLonger):
        return _(
            "Content would be kept longer. One person alone cannot decide that, so nothing was published."
        )
    if isinstance(why, WaitsAlready):
        said = {
            "place": ", ".join(place_of(one) for one in versions.changes_of(why.version)),
            "day": why.version.starts.isoformat(),
        }
        return _("A change of the same place waits until %(day)s: %(place)s. Withdraw that one first.") % said
    if isinstance(why, WouldNotStand):
        return _(
            "Version %(number)s waits, and could not count after this. Withdraw that one first. Nothing was changed."
        ) % {"number": why.version.number}
    problems = why.problems if isinstance(why, CharterError) else [str(why)]
    bare = " ".join(one.partition(": ")[2] or one for one in problems)
    return _("No charter may say this, so nothing was published. The check says: %(problems)s") % {
        "problems": bare
    }
