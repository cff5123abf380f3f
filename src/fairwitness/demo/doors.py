"""The doors of the made-up office: who comes in, and where they come in. A new page for somebody is a new entry here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairwitness.demo.credentials import Credentials
from fairwitness.demo.office import CHANNEL

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str | Promise

LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True)
class Way:
    """One way through a door."""

    label: Words
    view: str
    arguments: Sequence[str] = ()
    language: str = (
        ""  # of the page and of the label, whatever the doors are read in; "" for the same as theirs
    )

    def path(self, language: str) -> str:
        """The address, for somebody who reads the doors in this language."""
        with translation.override(self.language or language):
            return reverse(self.view, args=self.arguments)


@dataclass(frozen=True)
class Door:
    """Somebody who comes to the line, and what they see of it."""

    name: str
    title: Words
    tells: Words
    ways: Sequence[Way] = field(default=())
    has_code: bool = False  # which a visitor types in, and which stands on the page


DOORS = (
    Door(
        "tell",
        _("Tell something"),
        _(
            "As somebody with a phone, in this browser, with or without JavaScript. Make the window narrow, and write what you like."
        ),
        (
            Way("English", "intake:home", language="en"),
            Way("中文", "intake:home", language="zh-hans"),
        ),
    ),
    Door(
        "come-back",
        _("Come back"),
        _(
            "Two made-up tipsters have an answer, a third has not sent theirs yet. The demo types their twelve words for you; there it is opened on the server, as without JavaScript."
        ),
        (
            Way("A brook", "demo:come-back", language="en"),
            Way("养老院的伙食费", "demo:come-back", language="zh-hans"),
            Way(_("A tip that is not sent yet"), "demo:go-on"),
        ),
    ),
    Door(
        "first-reviewer",
        _("First reviewer"),
        _(
            "Amara opens, reads and answers in the browser. Her eight words are typed for you; it takes a second or two."
        ),
        (Way(_("Sign in as Amara"), "demo:sign-in", ("amara",)),),
    ),
    Door(
        "second-reviewer",
        _("Second reviewer"),
        _(
            "林晓 reads the same tips with other keys. In one browser the second reviewer signs the first one out."
        ),
        (Way(_("Sign in as 林晓"), "demo:sign-in", ("lin",)),),
    ),
    Door(
        "reported-on",
        _("The manager who is reported on"),
        _(
            "Reads a summary of what is alleged, and answers it, without learning who spoke up. These twelve made-up words open it, until you take a new code:"
        ),
        (Way(_("Type them in, and answer"), "reply:enter"),),
        has_code=True,
    ),
    Door(
        "administrator",
        _("Administrator"),
        _(
            "Ada runs the line: texts, ways in, people, public numbers. She has no key. She reads no tip, sees no reader’s list, confirms nothing, and opens no name."
        ),
        (Way(_("Sign in as Ada"), "demo:run-the-office"),),
    ),
    Door(
        "custodian",
        _("Custodian"),
        _(
            "Nadia guards names and reads no tip. Two readers ask for one, and its tipster has said yes. She opens it for those two, or refuses."
        ),
        (Way(_("Sign in as Nadia"), "demo:sign-in", ("nadia",)),),
    ),
    Door(
        "thief",
        _("Thief"),
        _(
            "Every row, every file and the log, as they lie. Search all of them for any sentence that you have told."
        ),
        (Way(_("Steal the server"), "demo:thief"),),
    ),
    Door(
        "anyone",
        _("Anyone"),
        _("What the public sees without a code or a name, and the keys that every tip is sealed to."),
        (
            Way(_("The first page"), "intake:home"),
            Way(_("Who reads this, and your rights"), "office:about"),
            Way(_("What this line promises"), "office:charter"),
            Way(_("The published key sheet"), "sheet", (CHANNEL,)),
        ),
    ),
)


def as_json(known: Credentials, address: str) -> dict[str, object]:
    """For scripts: every address, and how to sign in."""
    return {
        "doors": {language: f"{address}{page(language)}" for language in LANGUAGES},
        "ways": {
            door.name: {
                language: [f"{address}{way.path(language)}" for way in door.ways] for language in LANGUAGES
            }
            for door in DOORS
        },
        "tipster": _in_every_language(address, "intake:home"),
        "mailbox": _in_every_language(address, "mailbox:enter"),
        "desk": _in_every_language(address, "review:tips"),
        "administration": _in_every_language(address, "administration:page"),
        "reviewers": [vars(reviewer) for reviewer in known.reviewers],
        "administrator": vars(known.administrator) if known.administrator else None,
        "custodian": vars(known.custodian) if known.custodian else None,
        "codes": known.codes,
        "asked": known.asked,
    }


def as_text(known: Credentials, address: str, folder: str) -> str:
    """For the terminal: the page of doors first."""
    return "\n".join(_lines(known, address, folder))


def _lines(known: Credentials, address: str, folder: str) -> Iterator[str]:
    yield from (
        "",
        "  A made-up office is open. Every door to it is on one page:",
        "",
        f"    {address}{page('en')}",
        f"    {address}{page('zh-hans')}",
        "",
        f"  The reviewers' desk, by hand: {address}{Way('', 'review:tips').path('en')}",
    )
    for reviewer in (*known.reviewers, *((known.custodian,) if known.custodian else ())):
        yield f"    sign in as        {reviewer.sign_in_name}"
        yield f"    eight words       {reviewer.passphrase}"
    if known.administrator:
        yield f"  Running the office, by hand: {address}{Way('', 'administration:page').path('en')}"
        yield f"    sign in as        {known.administrator.sign_in_name}"
        yield f"    eight words       {known.administrator.passphrase}"
    yield from ("", f"  Ctrl-C ends it; `rm -r {folder}` forgets it.", "")


def page(language: str) -> str:
    """The path of the page of doors."""
    return Way("", "demo:doors").path(language)


def _in_every_language(address: str, view: str) -> dict[str, str]:
    return {language: f"{address}{Way('', view).path(language)}" for language in LANGUAGES}
