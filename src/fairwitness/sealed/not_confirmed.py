"""A signed letter for somebody who was reported on, where nothing was confirmed: made when they ask, and noted nowhere."""

from __future__ import annotations

from django.conf import settings

from fairwitness.crypto.not_confirmed import NotConfirmed, publish_not_confirmed
from fairwitness.office.clock import today
from fairwitness.sealed.hearing import hearing_of
from fairwitness.sealed.models import Conversation
from fairwitness.sealed.models_of_hearing import Hearing


class NotThat(Exception):
    """Something else came of it, or nothing yet."""


def may_have_it(conversation: Conversation) -> bool:
    """Whether that is what came of it, for this person."""
    return bool(hearing_of(conversation).ended == Hearing.Ended.NOT_CONFIRMED)


def signed(conversation: Conversation) -> str:
    """The text, for whoever has opened the mailbox. NotThat."""
    tip, row = conversation.tip, hearing_of(conversation)
    if not may_have_it(conversation) or tip.outcome_since is None:
        raise NotThat
    letter = NotConfirmed(bytes(tip.office.line), today(), row.day, tip.outcome_since)
    folder = settings.FOLDER
    return publish_not_confirmed(letter, folder.signs_with(), folder.line_pub.read_bytes())
