"""What the answers in a tip are called at the desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import Charter
from fairwitness.review.harmed import HARMED, MARK
from fairwitness.sealed.answer_words import Word, answer_words
from fairwitness.sealed.models import Recorded
from fairwitness.sealed.recorded import AGREED, CORRECTED
from fairwitness.sealed.summary_words import SUMMARY

OURS = {
    "kind": _("Kind of harm"),
    "where": _("Where and when"),
    "known": _("How they know"),
    "name": _("Their name"),
    "contact": _("How to reach them"),
    "guess": _("Who could guess that it was them"),
    "else": _("What else could explain it"),
    "wrong": _("What would show that it is wrong"),
    "others": _("Who else knows about it, or was there"),
    "meeting": _("They ask for a meeting"),
    "recorded": _("Recorded by staff"),
    "came": _("On which day it came"),
    "consent": _("What they have agreed to"),
    "retaliation": _("They are being punished for speaking up"),
    "pass-on": _("Passing it on"),
}
KNOWN = {
    "saw": _("saw or heard it"),
    "told": _("was told"),
    "document": _("has a document"),
    "inferred": _("worked it out"),
}
WAYS = dict(Recorded.Way.choices)
SAID = {
    CORRECTED: _("A corrected text"),
    AGREED: _("They agree to the text"),
}


def words(promised: Charter) -> Iterator[Word]:
    """The package's own words, and the charter's questions with their options."""
    yield from answer_words({**OURS, **MARK, **SUMMARY}, KNOWN, promised)
    yield from (Word(f"recorded-{name}", text) for name, text in {**WAYS, **SAID}.items())
    yield from (Word(f"consent-{name}", text) for name, text in Recorded.Consent.choices)
    yield from (Word(f"harmed-{slug}", name) for slug, name in HARMED.items())
    for body in promised.bodies:
        yield Word(f"body-{body.slug}", body.name_here)
