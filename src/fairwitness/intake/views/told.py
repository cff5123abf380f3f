"""What was told so far, in the words of the page's language."""

from __future__ import annotations

from fairwitness.intake.forms import GUARD, KNOWN, guard_of
from fairwitness.office.charter import ChannelCharter
from fairwitness.office.kinds import KINDS
from fairwitness.sealed.drafting import OpenDraft


def told(channel: ChannelCharter, draft: OpenDraft) -> dict[str, object]:
    """The draft's text, and its answers by question."""
    answers = draft.answers
    roles = {reader.role: reader.name_here for reader in channel.readers}
    return {
        "kind": KINDS.get(answers.get("kind", ""), ""),
        "text": draft.letter.text,
        "where": answers.get("where", ""),
        "known": [KNOWN[one] for one in answers.get("known", "").split() if one in KNOWN],
        "asked": [
            (question.id, question.text_here, question.shown(answers[question.id]))
            for question in channel.questions
            if question.id in answers
        ],
        "name": answers.get("name", ""),
        "contact": answers.get("contact", ""),
        "guard": GUARD.get(guard_of(answers), ""),
        "exclude": [roles[one] for one in answers.get("exclude", "").split() if one in roles],
        "guess": answers.get("guess", ""),
    }
