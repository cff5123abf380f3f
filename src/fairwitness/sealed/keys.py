"""Numbered keys of a conversation, as far as they can be seen from outside."""

from __future__ import annotations

from django.db.models import Max

from fairwitness.sealed.models import Conversation


def is_outgrown(conversation: Conversation, number: int) -> bool:
    """Whether somebody who reads the conversation no more holds the key of this number."""
    return conversation.outgrown is not None and number <= conversation.outgrown


def newest_of(conversation: Conversation) -> int:
    """The number of its newest key."""
    newest: int | None = conversation.grants.aggregate(newest=Max("number"))["newest"]
    return newest or 0
