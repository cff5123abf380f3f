"""What no charter may ask for, as a page says it: the lists of `office/refused/` are written in English."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairwitness.office.terms import Use, refused, unseen

TOPICS = {
    "religion or belief": _("religion or belief"),
    "ethnicity": _("ethnicity"),
    "party or political views": _("party or political views"),
    "nationality or residence status": _("nationality or residence status"),
    "an identity number": _("an identity number"),
    "union membership": _("union membership"),
    "sexual orientation": _("sexual orientation"),
    "contacts with foreigners": _("contacts with foreigners"),
    "whom somebody meets or what they belong to": _("whom somebody meets or what they belong to"),
    "a home address": _("a home address"),
    "a photograph of a face": _("a photograph of a face"),
    "the denouncing of people": _("the denouncing of people"),
}


def problem_of(text: str, use: Use) -> str:
    """Why no charter may say this, in one sentence; empty where it may."""
    if hidden := unseen(text):
        return gettext("There is a character that nobody sees (%(hidden)s). Take it out.") % {
            "hidden": hidden
        }
    if asked := refused(text, use):
        said = {"topic": TOPICS.get(asked.topic, asked.topic), "words": asked.words}
        return gettext("This asks for %(topic)s (“%(words)s”). No charter may; take it out.") % said
    return ""
