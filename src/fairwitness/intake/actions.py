"""Sending a tip."""

from __future__ import annotations

from collections.abc import Sequence

from fairwitness.intake.drafts import Draft
from fairwitness.office import reading as office
from fairwitness.office.fields import random_id
from fairwitness.office.models import Channel
from fairwitness.sealed.actions import CommitKey, LocatorTaken, commit_tip
from fairwitness.sealed.models import Tier
from fairwitness.sealed.sealing import Words, seal_tip

CODES_TO_TRY = (
    8  # a first row is taken once in 17 million million tips; eight times in a row is a fault of ours
)


def send(draft: Draft, channel: Channel, words: Words) -> Draft:
    """Seal and store a tip, whole or not at all. Returns the draft with the code that opens it."""
    sheet = office.current_sheet(channel)
    request_hash = draft.fingerprint(_content(words))
    files = [file.id for file in words.files]
    for _attempt in range(CODES_TO_TRY):
        sealed = seal_tip(random_id(), words, draft.code, draft.identity, sheet)
        key = CommitKey(draft.commit, request_hash, draft.fingerprint([draft.entropy]))
        try:
            commit_tip(key, channel, Tier.ARRIVAL, sealed, files)
        except LocatorTaken:
            draft = draft.with_another_code()
        else:
            return draft
    raise LocatorTaken


def _content(words: Words) -> Sequence[bytes]:
    """What makes two sendings the same: the words, and the files by their hash."""
    return [
        words.text.encode(),
        *(part.encode() for answer in words.answers for part in (answer.question, answer.text)),
        *(file.sha256 for file in words.files),
    ]
