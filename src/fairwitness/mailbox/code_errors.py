"""What to tell somebody whose code could not be read: where to look, and never what they typed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairwitness.crypto.codes import CodeError


def sentence(error: CodeError) -> str:
    """One sentence, in the language of the page."""
    if error.why == "word":
        told = _("Entry {place} is not one of the words that codes are made of. Check how it is spelt.")
        return told.format(place=error.entry)
    if error.why == "number":
        return _("Entry {place} is not a number from 0001 to 2048.").format(place=error.entry)
    if error.why == "checksum":
        return _("One of the twelve is not right, or two have changed places. Check each against your note.")
    if not error.count:
        return _("A code has twelve entries; this has none.")
    told = ngettext(
        "A code has twelve entries; this has one.",
        "A code has twelve entries; this has {count}.",
        error.count,
    )
    return told.format(count=error.count)
