"""What the places of a charter are called on a page, and how what stands there is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairwitness.office.changes import Change
from fairwitness.office.kinds import KINDS
from fairwitness.office.rewards import WORDS
from fairwitness.office.texts import HTML_LANGUAGE

PLACES = {
    ("name",): _("Name of the office"),
    ("addresses",): _("Addresses"),
    ("exit",): _("“Leave” leads to"),
    ("preset",): _("Preset"),
    ("about", "readers"): _("Who reads what you tell us"),
    ("about", "confidentiality"): _("What stays between us"),
    ("about", "outside"): _("Whom else you can tell"),
    ("about", "advice"): _("Advice and support"),
    ("about", "protection"): _("Protection from retaliation"),
    ("about", "complaints"): _("How to complain about this line"),
    ("about", "data"): _("Whom to ask about your data"),
    ("deadlines", "acknowledge_days"): _("Days until we say that a tip has arrived"),
    ("deadlines", "feedback_days"): _("Days until we say what was done"),
    ("retention", "out_of_scope_days"): _("Days until content is destroyed: nothing for us"),
    ("retention", "unconfirmed_days"): _("Days until content is destroyed: not confirmed"),
    ("retention", "confirmed_days"): _("Days until content is destroyed: confirmed"),
    ("limits", "text_chars"): _("Characters of a letter"),
    ("limits", "files"): _("Files with a letter"),
    ("limits", "file_mib"): _("MiB of a file, at most"),
    ("limits", "sealed_mib"): _("MiB of a file that the browser seals, at most"),
    ("rewards", "amounts"): _("Rewards: amounts, in the smallest unit of the currency"),
    ("rewards", "currency"): _("Rewards: currency"),
    ("rewards", "cash_limit"): _("Rewards: above this a lawyer pays out, in the smallest unit"),
    ("rewards", "recognition"): _("Rewards: a letter of thanks"),
    ("rewards", "eligible"): _("Rewards: what has to be so"),
    ("rewards", "excluded"): _("Rewards: who gets none"),
    ("rewards", "factors"): _("Rewards: what the amount hangs on"),
    ("rewards", "claim_days"): _("Rewards: days to claim"),
    ("rewards", "object_days"): _("Rewards: days to object"),
    ("rewards", "appeal"): _("Rewards: who decides on an objection"),
    ("rewards", "lawyer"): _("Rewards: lawyer or escrow"),
    ("rewards", "causes"): _("Rewards: causes they can be given to"),
}
OF_CHANNEL = {
    "name": _("Way in “%(slug)s”: name"),
    "introduction": _("Way in “%(slug)s”: introduction"),
    "kinds": _("Way in “%(slug)s”: kinds of harm"),
    "danger_to_life": _("Way in “%(slug)s”: told at once of danger to life"),
    "readers": _("Way in “%(slug)s”: who reads"),
    "questions": _("Way in “%(slug)s”: questions"),
    "later": _("Way in “%(slug)s”: questions asked later"),
}
SLUGS = {**KINDS, **WORDS}
Line = tuple[str, str]  # its language, where it has one, and the text


@dataclass(frozen=True)
class Shown:
    """A change as a page shows it."""

    place: str
    before: Sequence[Line]
    after: Sequence[Line]
    starts: date | None = None


def shown(change: Change, starts: date | None = None) -> Shown:
    """With its name, and both sides of it."""
    return Shown(place_of(change), list(_lines(change.before)), list(_lines(change.after)), starts)


def place_of(change: Change) -> str:
    """What the place is called in the language of the page; one that has no name here, as the file calls it."""
    if change.at in PLACES:
        return str(PLACES[change.at])
    match change.at:
        case ("channels", slug, part) if part in OF_CHANNEL:
            return str(OF_CHANNEL[part]) % {"slug": slug}
        case ("bodies", slug):
            return gettext("Body to which a tip may be passed on: “%(slug)s”") % {"slug": slug}
        case _:
            return ".".join(change.at)


def _lines(value: Any) -> Iterator[Line]:
    if isinstance(value, bool):
        yield "", gettext("yes") if value else gettext("no")
    elif isinstance(value, dict):
        for key, one in value.items():
            for lang, text in _lines(one):
                yield HTML_LANGUAGE.get(key, lang), text
    elif isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif value is not None:
        yield "", str(SLUGS.get(str(value), value))
