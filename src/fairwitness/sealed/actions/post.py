"""Telling the outside person something in the line's own name."""

from __future__ import annotations

from datetime import date

from fairwitness.sealed.models import Conversation, Notice, Tip


def post(tip: Tip, template: Notice.Template, day: date | None = None) -> None:
    """A notice of this day, or of that on which the tip came to where it stands; in the transaction of the action that calls."""
    conversation = tip.conversations.get(party=Conversation.Party.TIPSTER)
    Notice.objects.create(
        office=tip.office, conversation=conversation, template=template, day=day or tip.since
    )
