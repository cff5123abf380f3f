"""Roles against routes: what is not theirs is, to each of them, as if it did not exist."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

import pytest
from builders import Told, rows, told
from closings import staff
from django.test import Client
from guarding import bo_guards_names
from people import recipient_of
from reviewer import Reviewer
from routes import addresses

from fairwitness.office.models import Staff
from fairwitness.sealed.actions.readers import recuse
from fairwitness.sealed.models import Conversation, Grant, Letter
from fairwitness.sealed.models_of_hearing import Hearing

pytestmark = pytest.mark.usefixtures("office")
NOWHERE = "A" * 22  # an id of nothing


class Place(Enum):
    """For whom an address is."""

    ANYBODY = (
        auto()
    )  # the office's and the tipster's pages, and the desk's door: a role at the desk changes nothing
    REVIEWERS = auto()  # each of them, about what is theirs
    CUSTODIANS = auto()  # whoever guards names
    KEYS = auto()  # whoever has keys, about what is theirs
    ADMINISTRATORS = auto()  # whoever runs the line
    READERS = auto()  # those who read the tip that it names


PUBLIC = ("en/tell/", "en/mailbox/", "en/reply/", "en/uploads/", "sheets/", "journal/", "charter/")
DESK = "en/desk/"
TIP = f"{DESK}tips/<id:tip_id>/"
PLACES = {
    **dict.fromkeys(
        (
            *(
                "",
                "charter.toml",
                "line.pub",
                "en/",
                "en/about/",
                "en/charter/",
                "en/concerned/",
                "en/numbers/",
                "en/rewards/",
                "en/rewards/<int:number>/",
            ),
            *("en/receipt/", "en/leave/", "en/compare/", "numbers.csv", "numbers.json"),
        ),
        Place.ANYBODY,
    ),
    **dict.fromkeys(
        (
            f"{DESK}sign-in/",
            f"{DESK}sign-in/challenge/",
            f"{DESK}sign-in/passkey/",
            f"{DESK}sign-out/",
            f"{DESK}join/",
            f"{DESK}office/sign-in/",
            f"{DESK}office/sign-out/",
            "calendar/<id:secret>.ics",
        ),
        Place.ANYBODY,
    ),
    **dict.fromkeys(
        (
            DESK,
            f"{DESK}chosen/",
            f"{DESK}later/",
            f"{DESK}later/gone/",
            f"{DESK}notifications/",
            f"{DESK}notifications/trial/",
            f"{DESK}notifications/calendar/",
            f"{DESK}security/keys/tips/",
            f"{DESK}record/",
            f"{DESK}record/<slug:channel>/",
            f"{DESK}record/<slug:channel>/keep/",
            f"{DESK}returned/",
            f"{DESK}returned/<id:staff_id>/tips/",
        ),
        Place.REVIEWERS,
    ),
    **dict.fromkeys(
        (
            f"{DESK}names/",
            f"{DESK}names/<id:asked>/",
            f"{DESK}names/<id:asked>/sealed/",
            f"{DESK}names/<id:asked>/answer/",
            f"{DESK}outsider/",
            f"{DESK}outsider/<id:asked>/paper/",
            f"{DESK}outsider/judge/",
        ),
        Place.CUSTODIANS,
    ),
    **dict.fromkeys(
        (
            f"{DESK}security/",
            f"{DESK}security/not-now/",
            f"{DESK}security/passkeys/",
            f"{DESK}security/passkeys/<id:passkey_id>/remove/",
            f"{DESK}security/app/",
            f"{DESK}security/app/new/",
            f"{DESK}security/app/remove/",
            f"{DESK}security/codes/",
            f"{DESK}security/here/",
            f"{DESK}security/keys/",
            f"{DESK}security/keys/drop/",
            f"{DESK}security/others/end/",
            f"{DESK}security/places/<id:place_id>/end/",
        ),
        Place.KEYS,
    ),
    **dict.fromkeys(
        (
            f"{DESK}office/",
            f"{DESK}office/signing-in/",
            f"{DESK}office/withdraw/",
            f"{DESK}office/people/",
            f"{DESK}office/people/<id:staff_id>/out/",
            f"{DESK}office/invitations/",
            f"{DESK}office/invitations/cancel/",
            f"{DESK}office/channels/",
            f"{DESK}office/channels/<slug:channel>/",
            f"{DESK}office/channels/<slug:channel>/close/",
            f"{DESK}office/new-channel/",
            f"{DESK}office/texts/",
            f"{DESK}office/deadlines/",
            f"{DESK}office/presets/",
            f"{DESK}office/published/",
        ),
        Place.ADMINISTRATORS,
    ),
    **dict.fromkeys(
        (
            TIP,
            f"{TIP}sealed/",
            f"{TIP}letters/",
            f"{TIP}again/",
            f"{TIP}agree/",
            f"{TIP}protected/",
            f"{TIP}harm/",
            f"{TIP}extend/",
            f"{TIP}finish/",
            f"{TIP}kept/",
            f"{TIP}kept/agreed/",
            f"{TIP}notes/",
            f"{TIP}mark/",
            f"{TIP}passing-on/",
            f"{TIP}passing-on/propose/",
            f"{TIP}passing-on/agree/",
            f"{TIP}passing-on/take-back/",
            f"{TIP}name/",
            f"{TIP}name/ask/",
            f"{TIP}name/agree/",
            f"{TIP}name/back/",
            f"{TIP}hearing/",
            f"{TIP}hearing/begin/",
            f"{TIP}hearing/on/",
            f"{TIP}hearing/handed-over/",
            f"{TIP}hearing/leave-out/",
            f"{TIP}hearing/leave-out/agree/",
            f"{TIP}hearing/leave-out/back/",
            f"{TIP}hearing/<id:conversation_id>/sealed/",
            f"{TIP}hearing/<id:conversation_id>/letters/",
            f"{TIP}letters/<id:letter_id>/",
            f"{TIP}redact/",
            f"{TIP}decision/",
            f"{TIP}decision/step/",
            f"{TIP}decision/grades/",
            f"{TIP}decision/grade/",
            f"{TIP}decision/rivals/",
            f"{TIP}decision/ask/",
            f"{TIP}decision/agree/",
            f"{TIP}decision/take-back/",
            f"{TIP}knowing/",
            f"{TIP}knowing/heard/",
            f"{TIP}knowing/ask/",
            f"{TIP}knowing/agree/",
            f"{TIP}knowing/take-back/",
            f"{TIP}export/",
            f"{TIP}export/ask/",
            f"{TIP}export/agree/",
            f"{TIP}export/make/",
            f"{TIP}export/take-back/",
            f"{TIP}hand/",
            f"{TIP}hand/over/",
            f"{TIP}next-step/",
            f"{TIP}readers/",
            f"{TIP}readers/<id:staff_id>/off/",
            f"{TIP}concerned/",
            f"{TIP}next-key/",
            f"{TIP}headline/",
            f"{TIP}allegations/",
            f"{TIP}keys/",
            f"{TIP}ticks/",
            f"{TIP}note/",
            f"{TIP}drafts/",
            f"{TIP}later/",
            f"{TIP}later/back/",
            f"{TIP}later/seen/",
            f"{DESK}files/<id:file_id>/<int:number>/",
        ),
        Place.READERS,
    ),
}


def place_of(address: str) -> Place | None:
    """Where it stands in the table."""
    return Place.ANYBODY if address.startswith(PUBLIC) else PLACES.get(address)


def those(place: Place) -> list[str]:
    return [one for one in addresses() if place_of(one) is place]


def browser_of(name: str) -> Client:
    """Signed in, without the checks of form tokens: they have tests of their own."""
    client = Reviewer(name).client
    client.handler.enforce_csrf_checks = False
    return client


def as_(role: Staff.Role) -> Client:
    """Somebody who signed in while they were a reviewer of this very channel, and is something else now."""
    client = browser_of("noor")
    Staff.objects.filter(sign_in_name="noor").update(role=role)
    return client


def bo(_: Told) -> Client:
    """He guards the names of this very channel."""
    bo_guards_names()
    return browser_of("bo")


def left_out(tip: Told) -> Client:
    """By the tipster."""
    Grant.objects.filter(conversation=tip.conversation, holder=recipient_of("noor").holder).delete()
    tip.tip.exclusions.create(office=tip.tip.office, holder=recipient_of("noor").holder)
    return browser_of("noor")


def stepped_back(tip: Told) -> Client:
    """By her own word."""
    recuse(tip.tip.id, by=staff("noor").id)
    return browser_of("noor")


OUTSIDE: dict[str, Callable[[Told], Client]] = {
    "signed out": lambda _: Client(),
    "an administrator": lambda _: as_(Staff.Role.ADMINISTRATOR),
}
KEPT_AWAY: dict[str, Callable[[Told], Client]] = {
    "a custodian": bo,
    "a reviewer of another channel": lambda _: browser_of("wei"),
    "a reviewer whom the tipster left out": left_out,
    "a reviewer whom it concerns": stepped_back,
}


def asked(client: Client, method: str, address: str, tip: str, file: str) -> tuple[int, str, str]:
    """Status, where it leads, and what is said."""
    path = address.replace("<id:tip_id>", tip).replace("<id:file_id>", file).replace("<int:number>", "0")
    letters = Letter.objects.filter(conversation__tip=tip, position=0)
    letter = next((one.id for one in letters), NOWHERE)
    path = path.replace("<id:letter_id>", letter)
    heard = Conversation.objects.filter(tip=tip, party="person")
    person = next((one.id for one in heard), NOWHERE)
    path = path.replace("<id:conversation_id>", person)
    path = path.replace("<id:asked>", NOWHERE)
    path = path.replace("<id:staff_id>", staff("noor").id).replace("<slug:channel>", "public")
    path = path.replace("<slug:slug>", "questions").replace("<id:secret>", NOWHERE)
    path = path.replace("<id:passkey_id>", NOWHERE).replace("<id:place_id>", NOWHERE)
    answer: Any = client.generic(method, f"/{path}", headers={"Accept": "text/html"})
    said = str(len(answer.getvalue())) if answer.streaming else answer.content.decode()
    leads_to = answer.headers.get("Location", "")
    ids = tip, file, letter, person
    return answer.status_code, _without(leads_to, *ids), _without(said, *ids)


def _without(text: str, *ids: str) -> str:
    """What it would be of any other tip."""
    for one in filter(None, ids):
        text = text.replace(one, "")
    return text


@pytest.fixture
def tip() -> Told:
    made = told(files={"exit.txt": b"locked"})
    where = {"office": made.tip.office}
    person = Conversation.objects.create(**where, tip=made.tip, party="person")
    Hearing.objects.create(**where, conversation=person, by=staff("amara").id, code=bytes(32))
    return made


def test_every_address_has_a_place_in_the_table() -> None:
    assert [one for one in addresses() if place_of(one) is None] == []
    assert set(PLACES) <= set(addresses())


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", [*OUTSIDE, *KEPT_AWAY])
def test_to_whoever_does_not_read_a_tip_it_is_as_if_there_were_none(tip: Told, who: str, method: str) -> None:
    client, file = {**OUTSIDE, **KEPT_AWAY}[who](tip), tip.conversation.files.get().id
    before = rows()

    answers = {
        one: (asked(client, method, one, tip.tip.id, file), asked(client, method, one, NOWHERE, NOWHERE))
        for one in those(Place.READERS)
    }

    refused = {302, 403, 405} if who in OUTSIDE else {302, 404, 405}
    assert {one: there for one, (there, nowhere) in answers.items() if shown(there) != shown(nowhere)} == {}
    assert {there[0] for there, _ in answers.values()} <= refused
    assert rows() == before


def shown(answer: tuple[int, str, str]) -> tuple[int, str, int]:
    """What of it could tell the two apart: form tokens differ, and nothing else does."""
    return answer[0], answer[1], len(answer[2])


@pytest.mark.parametrize("address", those(Place.READERS))
def test_to_one_who_reads_it_every_such_address_says_something_else(tip: Told, address: str) -> None:
    client, file = browser_of("amara"), tip.conversation.files.get().id
    if "/kept/" in address:  # there is nothing to keep of a tip that is not closed
        return

    answers = [asked(client, method, address, tip.tip.id, file)[0] for method in ("GET", "POST")]

    assert set(answers) - {404, 405}


@pytest.mark.parametrize("who", [*OUTSIDE, "a custodian"])
def test_nobody_but_reviewers_comes_to_the_desk(tip: Told, who: str) -> None:
    client = {**OUTSIDE, **KEPT_AWAY}[who](tip)

    answers = {
        asked(client, method, one, "", "")[0] for one in those(Place.REVIEWERS) for method in ("GET", "POST")
    }

    assert answers <= {302, 403, 405}


@pytest.mark.parametrize("who", [*OUTSIDE, "a reviewer of this channel"])
def test_nobody_but_who_guards_names_comes_to_their_desk(tip: Told, who: str) -> None:
    client = browser_of("amara") if who not in OUTSIDE else OUTSIDE[who](tip)

    answers = {
        asked(client, method, one, "", "")[0] for one in those(Place.CUSTODIANS) for method in ("GET", "POST")
    }

    assert answers <= {302, 403, 405}


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_without_keys_changes_how_they_sign_in(tip: Told, who: str) -> None:
    client = OUTSIDE[who](tip)

    answers = {
        asked(client, method, one, "", "")[0] for one in those(Place.KEYS) for method in ("GET", "POST")
    }

    assert answers <= {302, 403, 405}


@pytest.mark.parametrize("who", ["signed out", *KEPT_AWAY])
def test_nobody_but_the_administrator_runs_the_office(tip: Told, who: str) -> None:
    client = {**OUTSIDE, **KEPT_AWAY}[who](tip)
    before = rows()

    answers = {
        asked(client, method, one, "", "")[0]
        for one in those(Place.ADMINISTRATORS)
        for method in ("GET", "POST")
    }

    assert answers == {302, 403}
    assert rows() == before


@pytest.mark.parametrize("who", ["an administrator", "a custodian", "a reviewer of another channel"])
def test_on_every_other_page_a_role_at_the_desk_changes_nothing(tip: Told, who: str) -> None:
    client = {**OUTSIDE, **KEPT_AWAY}[who](tip)

    for one in those(Place.ANYBODY):
        if not one.endswith("sign-out/"):
            theirs, anybody = (asked(each, "GET", one, "", NOWHERE)[0] for each in (client, Client()))
            assert (one, theirs) == (one, anybody)


def test_an_administrator_does_not_even_sign_in() -> None:
    noor = Reviewer("noor", signed_in=False)
    Staff.objects.filter(sign_in_name="noor").update(role=Staff.Role.ADMINISTRATOR)

    with pytest.raises(AssertionError):
        Reviewer("noor")

    assert noor.gets("").status_code == 302
