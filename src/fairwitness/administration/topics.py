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
    "what somebody says, writes or thinks": _("what somebody says, writes or thinks"),
    "loyalty": _("loyalty"),
    "rumours": _("rumours"),
    "talking to the press": _("talking to the press"),
    "strikes, and who stands up for workers": _("strikes, and who stands up for workers"),
    "security of the state, extremism": _("security of the state, extremism"),
    "morals and way of life": _("morals and way of life"),
    "assemblies": _("assemblies"),
    "anything, without a harm that is named": _("anything, without a harm that is named"),
}
# How an honest office puts what it means, by the same names.
INSTEAD = {
    "what somebody says, writes or thinks": _(
        "Opinions are no harm: name what was done to somebody, for example threats, insults to their face, or a forged record."
    ),
    "loyalty": _(
        "Loyalty is nobody's to report: name the rule that was broken, for example a conflict of interest, or secrets that were sold."
    ),
    "rumours": _(
        "A rumour is nobody's harm: name what was done, for example a false report to an authority, or a market that was misled."
    ),
    "talking to the press": _(
        "Whoever talks to a journalist is protected: name the harm, for example personal data that was sold."
    ),
    "strikes, and who stands up for workers": _(
        "Striking and electing a works council are rights: name the harm, for example a worker who was dismissed for it."
    ),
    "security of the state, extremism": _(
        "That is for no tip line: name the harm to people, for example violence, or a weakness of a plant."
    ),
    "morals and way of life": _(
        "How somebody lives harms nobody: name who was harmed, for example by harassment, or by work under the influence of alcohol."
    ),
    "assemblies": _("To gather is a right: name who was harmed, and how."),
    "anything, without a harm that is named": _(
        "There is no other kind and no way in for everything: name the harms that this way in takes."
    ),
}


def problem_of(text: str, use: Use) -> str:
    """Why no charter may say this, in one sentence; empty where it may."""
    if hidden := unseen(text):
        return gettext("There is a character that nobody sees (%(hidden)s). Take it out.") % {
            "hidden": hidden
        }
    if asked := refused(text, use):
        said = {"topic": TOPICS.get(asked.topic, asked.topic), "words": asked.words}
        sentence = gettext("This asks for %(topic)s (“%(words)s”). No charter may; take it out.") % said
        return f"{sentence} {INSTEAD[asked.topic]}" if asked.topic in INSTEAD else sentence
    return ""
