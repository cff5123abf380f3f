"""Where somebody is signed in: by a name that they gave it and a day. No address and no browser's name is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from fairwitness.office import app_codes, clock
from fairwitness.office.models import SignedIn, Staff
from fairwitness.office.rows import only
from fairwitness.office.sessions import stored

BACKEND = "fairwitness.office.signing_in.DerivedSecretBackend"
LONGEST_NAME = 40  # characters


@dataclass(frozen=True)
class Place:
    """One of them."""

    row: SignedIn
    here: bool


@transaction.atomic
def begin(request: HttpRequest, staff: Staff, name: str) -> None:
    """A session of its own, whatever the browser had before. It knows what its owner has to be told."""
    request.session.flush()
    login(request, staff, backend=BACKEND)
    request.session.save()
    SignedIn.objects.create(
        office=staff.office,
        session_id=stored(request.session.session_key or ""),
        staff=staff,
        name=shown(name),
        day=clock.today(),
    )
    if wrong := app_codes.wrong_since(staff):  # whoever comes is told: the words were right
        request.session["wrong_codes"] = wrong


def places(request: HttpRequest, staff: Staff) -> list[Place]:
    """The one of this request first, then the latest."""
    here = stored(request.session.session_key or "")
    rows = SignedIn.objects.filter(staff=staff, session__expire_date__gt=clock.now()).order_by(
        "-day", "name", "id"
    )
    found = [Place(row, row.session_id == here) for row in rows]
    return sorted(found, key=lambda place: not place.here)


def call_it(request: HttpRequest, staff: Staff, name: str) -> None:
    """Give this place a name."""
    here = stored(request.session.session_key or "")
    SignedIn.objects.filter(staff=staff, session_id=here).update(name=shown(name))


def end(staff: Staff, place_id: str) -> None:
    """There, whoever sits there has to sign in again. None that is somebody else's."""
    found = only(SignedIn.objects.filter(staff=staff, pk=place_id))
    if found is not None:
        Session.objects.filter(pk=found.session_id).delete()


def end_all_others(request: HttpRequest, staff: Staff) -> None:
    """Everywhere but here."""
    here = stored(request.session.session_key or "")
    others = SignedIn.objects.filter(staff=staff).exclude(session_id=here)
    Session.objects.filter(pk__in=list(others.values_list("session_id", flat=True))).delete()


def shown(name: str) -> str:
    """A name as it is kept: what cannot be shown is left out."""
    return "".join(one for one in " ".join(name.split()) if one.isprintable())[:LONGEST_NAME]
