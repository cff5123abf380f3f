"""What the office publishes about itself, for people and for programs to read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter, history, reading, reward_rules, versions

PLAIN = "text/plain; charset=utf-8"


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who reads, by when, what is kept, where else to go, what protects, and how to complain: the same for everybody who asks."""
    context = {"charter": charter.current(), "client": settings.CLIENT_FINGERPRINT}
    return render(request, "office/about.html", context)


@require_safe
def concerned(request: HttpRequest) -> HttpResponse:
    """How to complain, and what somebody may ask of whom a tip may speak. Nothing of a tip is looked at for it, so it tells of none."""
    return render(request, "office/concerned_person.html", {"charter": charter.current()})


@require_safe
def charter_page(request: HttpRequest) -> HttpResponse:
    """Every word that the charter adds, unchanged, in each language of the line, and what no charter can change."""
    of_file = charter.hash_of(settings.FOLDER.in_force)
    sheets = [(sheet, sheet.charter == of_file) for sheet in reading.current_sheets()]
    context = {
        "charter": charter.current(),
        "hex": of_file.hex(),
        "in_sheet": b64(of_file),
        "sheets": sheets,
        "history": [versions.told(one) for one in versions.history()],
    }
    return render(request, "office/charter.html", context)


@require_safe
def rewards(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The rules on rewards, those of today or of one version; no page at all where there are none."""
    rules = reward_rules.of_today() if number is None else reward_rules.of_number(number)
    if rules is None:
        raise Http404
    return render(request, "office/rewards.html", {"rules": rules, "is_of_today": number is None})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """How anybody finds out whether this line keeps what it promises, and what nobody can find out."""
    context = {
        "address": charter.current().addresses[0],
        "client": settings.CLIENT_FINGERPRINT,
        "hex": charter.hash_of(settings.FOLDER.in_force).hex(),
        "office_key": b64(settings.FOLDER.verifying_key()),
    }
    return render(request, "office/compare.html", context)


@require_safe
def published_charter(request: HttpRequest) -> HttpResponse:
    """The file itself, byte for byte: what the key sheet holds the hash of."""
    del request
    return HttpResponse(settings.FOLDER.in_force.read_bytes(), content_type=PLAIN)


@require_safe
def published_history(request: HttpRequest) -> HttpResponse:
    """Every version there ever was, for programs: its days, what it changed, and the hash of its file once it counts."""
    del request
    return JsonResponse({"versions": history.published()}, json_dumps_params={"ensure_ascii": False})


@require_safe
def published_version(request: HttpRequest, number: int) -> HttpResponse:
    """The file of a version that counts, or that counted once, byte for byte. One that waits has none yet."""
    del request
    file = history.file_of(number)
    if file is None:
        raise Http404
    return HttpResponse(file, content_type=PLAIN)


@require_safe
def published_line_key(request: HttpRequest) -> HttpResponse:
    """The key that the line signs its journal with, and the office key's signature of it."""
    del request
    return HttpResponse(settings.FOLDER.line_pub.read_bytes(), content_type=PLAIN)


@require_safe
def published_sheet(request: HttpRequest, channel: str) -> HttpResponse:
    """The channel's key sheet as the office key signed it: JSON, a line end, the signature."""
    del request
    published = reading.published_sheet(channel)
    if published is None:
        raise Http404
    return HttpResponse(published, content_type=PLAIN)
