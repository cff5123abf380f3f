"""The page of doors, and what only a demo has: a clock that moves, a thief, and signing in with one click."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairwitness.crypto.codes import TipCode
from fairwitness.demo import moved_clock
from fairwitness.demo import thief as stolen
from fairwitness.demo.credentials import credentials_file, read_credentials
from fairwitness.demo.doors import DOORS, LANGUAGES, Way
from fairwitness.demo.forms import BACK, ClockForm, SearchForm
from fairwitness.demo.office import ADMINISTRATOR, CHANNEL, CUSTODIAN
from fairwitness.mailbox.cookies import Inside
from fairwitness.mailbox.entering import Unsent, enter
from fairwitness.office import charter, signed_in
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.texts import HTML_LANGUAGE
from fairwitness.retention.actions import SEEN, note_the_day
from fairwitness.review.views.door import desk_page, show
from fairwitness.sealed.models import Tip
from fairwitness.sealed.reading import standing
from fairwitness.site.worker import one_round


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Every door, and the clock."""
    language = get_language() or LANGUAGES[0]
    context = {
        "doors": [(door, [_open(way, language) for way in door.ways]) for door in DOORS],
        "code": read_credentials(settings.FOLDER).asked[language],
        "today": today(),
        "moved": moved_clock.days(),
        "steps": moved_clock.STEPS,
        "back": BACK,
        **_waiting(),
    }
    return render(request, "demo/doors.html", context)


def _open(way: Way, language: str) -> dict[str, object]:
    return {"label": way.label, "path": way.path(language), "lang": HTML_LANGUAGE.get(way.language)}


def _waiting() -> dict[str, object]:
    """How many tips wait for the office, and until when."""
    deadlines = charter.current().deadlines
    found = [standing(tip, deadlines) for tip in Tip.objects.all()]
    waiting = sorted(one.due for one in found if one.due and one.waits_for_office)
    late = sum(due < today() for due in waiting)
    first: date | None = waiting[0] if waiting else None
    return {"tips": len(found), "waiting": len(waiting), "late": late, "first_due": first}


@csrf_exempt  # signing in elsewhere changes the token; the front refuses forms of other sites by itself
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Go on by days, or back to today; then what the worker would have done by that day."""
    form = ClockForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["to"]
        moved_clock.move_to(0 if to == BACK else moved_clock.days() + int(to))
        for days in SEEN:  # the visitor moves the clock, and means it
            note_the_day(today() - timedelta(days=days))
        one_round()
    return redirect(f"{reverse('demo:doors')}#clock")


@require_safe
def come_back(request: HttpRequest, door: str = "") -> HttpResponse:
    """Behind a code, as a made-up tipster: what typing the twelve words does. Where they open nothing any more, where they are typed."""
    code = TipCode.read(read_credentials(settings.FOLDER).codes[door or get_language() or LANGUAGES[0]])
    opened = enter(code)
    if isinstance(opened, Inside):
        response = redirect("mailbox:letters")
        opened.keep(request, response)
    elif isinstance(opened, Unsent):
        response = redirect("intake:check", channel=CHANNEL)
        opened.key.keep(request, response)
    else:
        response = redirect("mailbox:enter")
    return response


@require_safe
@desk_page
def sign_in(request: HttpRequest, name: str) -> HttpResponse:
    """The desk's own sign-in page, with a script of the demo's that types a made-up reviewer's words into it."""
    reviewer = read_credentials(settings.FOLDER).at_desk(name)
    if reviewer is None:
        raise Http404
    home = "review:names" if name == CUSTODIAN[0] else "review:tips"
    context = {"next": reverse(home), "reviewer": reviewer}
    return show(request, "demo/sign_in.html", context)


@require_safe
def run_the_office(request: HttpRequest) -> HttpResponse:
    """Inside as the made-up administrator: what typing her eight words does, with or without JavaScript."""
    name, _ = ADMINISTRATOR
    signed_in.begin(request, get_object_or_404(Staff, sign_in_name=name, is_active=True), "")
    return redirect("administration:page")


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def thief(request: HttpRequest) -> HttpResponse:
    """What lies there, and where a sentence is found. It came in this request's body and is gone with it."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    sentence = form.cleaned_data["sentence"] if form.is_valid() else ""
    context = {
        "form": form,
        "sentence": sentence,
        "found": stolen.search(sentence) if sentence else None,
        "control": CHANNEL,
        "left_out": credentials_file(settings.FOLDER).name,
        "has_raw_database": connection.vendor == "sqlite",
        "learnt": stolen.learnt(),
        "tables": stolen.tables(),
        "files": stolen.files(),
    }
    return render(request, "demo/thief.html", context)
