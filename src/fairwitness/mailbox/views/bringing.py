"""From a browser that could not seal to the mailbox on the server: what was typed there comes with the code, and stands in its boxes."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from fairwitness.mailbox import actions
from fairwitness.mailbox.actions import MailboxMoved
from fairwitness.mailbox.cookies import Inside
from fairwitness.mailbox.sayings import SLUGS, saying
from fairwitness.office import charter
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.passing_on import QUESTION


def bring(request: HttpRequest, inside: Inside) -> str:
    """Keep it, sealed, as what was typed and not sent. Returns the address of the page on which they were."""
    opened = inside.open()
    typed = {box: text for box in _boxes(opened) if (text := request.POST.get(box, ""))} if opened else {}
    if opened and typed:
        try:
            actions.keep_words(opened, typed)
        except (TipDestroyed, MailboxMoved):  # the page says so
            return reverse("mailbox:letters")
    return _page(request.POST.get("screen", ""))


def _boxes(opened: OpenMailbox) -> list[str]:
    channel = charter.current().words_of(opened.conversation.tip.channel.slug)
    pages = [saying(slug, channel) for slug in SLUGS]
    return ["text", QUESTION, *(question.id for one in pages if one for question in one.questions)]


def _page(screen: str) -> str:
    if screen in SLUGS:
        return reverse("mailbox:say", args=[screen])
    return reverse("mailbox:pass-on" if screen == QUESTION else "mailbox:letters")
