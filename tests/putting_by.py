"""A letter that is not sent yet, as the desk's scripts send it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from builders import Told, conversation_key, keys_of, sealed_answer
from reviewer import Reviewer

from fairwitness.crypto.age import Sealed
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.letters import Answer, Letter, seal_letter
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id


def sealed_draft(name: str, tip: Told, text: str = "Since when", box: str = "letter") -> Sealed:
    """Signed by its author, and sealed to them alone."""
    keys = keys_of(name)
    letter = Letter(
        conversation=tip.tip.id,
        n=0,
        author=keys.signing.verifying_key,
        seq=0,
        tier="browser",
        day=today(),
        text="",
        answers=(Answer(box, text),),
    )
    return seal_letter(letter, keys.signing, keys.identity.recipient)


def types(reviewer: Reviewer, tip: Told, sealed: bytes = b"", box: str = "letter") -> Any:
    """What stands in the box is kept, or forgotten."""
    told = json.dumps({"box": box, "sealed": b64(sealed) if sealed else ""}, separators=(",", ":"))
    return reviewer.posts(f"tips/{tip.tip.id}/drafts/", told.encode())


def kept(reviewer: Reviewer, tip: Told) -> dict[str, Any]:
    """What the line hands out to whoever has typed it."""
    told: dict[str, Any] = reviewer.gets(f"tips/{tip.tip.id}/drafts/").json()
    return told


def puts_by(reviewer: Reviewer, tip: Told, /, day: date | None = None, **other: Any) -> Any:
    """A letter for a day; for tomorrow, where nothing is said."""
    number = other.get("number", 0)
    key = conversation_key(reviewer.name, tip.conversation, number)
    sealed = sealed_answer(tip.conversation, by=keys_of(reviewer.name), key=key, number=number)
    letter = {
        "id": random_id(),
        "number": 0,
        "sealed": b64(sealed),
        "day": (day or today() + timedelta(days=1)).isoformat(),
        "position": tip.conversation.letters.count(),
        "draft": b64(sealed_draft(reviewer.name, tip)),
        **other,
    }
    return reviewer.posts(f"tips/{tip.tip.id}/later/", json.dumps(letter, separators=(",", ":")).encode())
