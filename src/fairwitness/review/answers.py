"""What the answers in a tip are called at the desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import Charter
from fairwitness.sealed.answer_words import Word, answer_words

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
    "retaliation": _("They are being punished for speaking up"),
}
KNOWN = {
    "saw": _("saw or heard it"),
    "told": _("was told"),
    "document": _("has a document"),
    "inferred": _("worked it out"),
}


def words(promised: Charter) -> Iterator[Word]:
    """The package's own words, and the charter's questions with their options."""
    return answer_words(OURS, KNOWN, promised)
