"""What a browser is told that opens its mailbox by itself: cipher, dates, and nothing that shows by its size whether something came.

Somebody who counts bytes on the way sees answers of one size: every entry takes as much room as every other, entries come in
sixteens with filler behind them, and the whole is filled up to 64 KiB. Letters are asked for one by one, filler and notices too,
and what is no letter is answered with as many bytes as a letter of the smallest bucket has. A longer letter shows its bucket.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.padding import bucket
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.mailbox.names import stands
from fairwitness.mailbox.passing_on import is_open
from fairwitness.mailbox.stage import said
from fairwitness.office.charter import Charter
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.rows import only
from fairwitness.sealed.actions.drafts import last_day
from fairwitness.sealed.models import Conversation, Draft, Letter, Mailbox, Notice, Tip
from fairwitness.sealed.notices import sentence
from fairwitness.sealed.promises import rules_on_rewards
from fairwitness.sealed.reading import notices_of
from fairwitness.sealed.reading import standing as standing_of
from fairwitness.sealed.recorded import recorded, recordings_destroyed
from fairwitness.sealed.referrals import is_passed_on

WHOLE = 64 * 1024  # bytes of an answer, or a multiple
ENTRY = 512  # bytes of an entry, or a multiple
ENTRIES = 16  # of an answer, or a multiple
STANDING = 512  # bytes: whatever the state, in whatever language
RULES = 64  # bytes, of every tip
WRITTEN = 256  # bytes, of every tip
NAME = 2048  # bytes, of every tip
RECEIPT = 4096  # bytes of an answer, or a multiple: how many states there were does not show


def opened(mailbox: Mailbox, promised: Charter) -> bytes:
    """The mailbox's first page: of a tip, of a draft, or what is left of a tip."""
    if mailbox.conversation is None:
        return whole(_draft(mailbox.draft))
    tip = mailbox.conversation.tip
    if tip.state == Tip.State.DESTROYED or tip.no_answer:
        return whole(dates(tip))
    return whole(_tip(mailbox, mailbox.conversation, promised))


def whole(told: Mapping[str, object]) -> bytes:
    """JSON, filled up."""
    return _json(filled(told, WHOLE))


def receipt(text: str) -> bytes:
    """JSON, filled up."""
    return _json(filled({"text": text}, RECEIPT))


def dates(tip: Tip) -> dict[str, object]:
    """All that is left of a tip that was destroyed, or that can be shown of one without a code."""
    return {
        "what": "dates",
        "received": tip.received.isoformat(),
        "acknowledged": _day(tip.acknowledged),
        "outcome": tip.outcome,
        "destroyed": _day(tip.destroyed),
    }


def letter_of(conversation: Conversation, letter_id: str) -> Letter | None:
    """A letter of this conversation; None for a notice, for filler and for a letter of somebody else's."""
    return only(conversation.letters.filter(pk=letter_id))


def sealed(letter: Letter | None) -> bytes:
    """A letter, or as many bytes that nobody can open."""
    return letter.sealed if letter is not None else os.urandom(smallest_letter())


@cache
def smallest_letter() -> int:
    """Bytes of a sealed letter in the smallest bucket: the same for every key."""
    return len(seal(bytes(bucket(1)), [HybridIdentity.generate().recipient]))


def _tip(mailbox: Mailbox, conversation: Conversation, promised: Charter) -> dict[str, object]:
    tip = conversation.tip
    office = tip.office
    now = standing_of(tip, promised.deadlines)
    stage = said(tip, promised.deadlines)
    holder = HybridRecipient.parse(mailbox.recipient).holder
    return {
        "what": "tip",
        "conversation": conversation.id,
        "channel": tip.channel.slug,
        "line": b64(office.line),
        "office": b64(office.verifying_key),
        "standing": filled(
            {
                "received": tip.received.isoformat(),
                "step": now.step,
                "due": _day(now.due),
                "late": now.is_late,
                "stage": stage.sentence,
                "turn": stage.turn,
                "opened_on_server": mailbox.opened_on_server,
                "can_be_passed_on": is_open(tip),
                "passed_on": is_passed_on(tip),
            },
            STANDING,
        ),
        "rules": filled({"rewards": rules_on_rewards(tip)}, RULES),
        "written": filled(_written(tip), WRITTEN),
        "name": filled(_name(mailbox, tip), NAME),
        "sheets": [
            b64(one) for one in tip.channel.sheets.order_by("serial").values_list("published", flat=True)
        ],
        "grants": [
            {"n": grant.number, "sealed": b64(grant.sealed)}
            for grant in conversation.grants.filter(holder=holder).order_by("number")
        ],
        "entries": [filled(entry, ENTRY) for entry in entries(conversation)],
    }


def _written(tip: Tip) -> dict[str, object]:
    """Whether somebody of the office wrote it down, and what became of that; of every tip as long."""
    row = recorded(tip)
    gone = recordings_destroyed(tip)
    return {
        "by_office": row is not None,
        "own_code": row is None or row.own_from is not None,
        "recording": row is not None and gone is None and row.recordings.exists(),
        "destroyed": gone is not None,
    }


def _name(mailbox: Mailbox, tip: Tip) -> dict[str, object]:
    """How it stands with a name that two keys guard, and what is asked; of every tip as long."""
    found = stands(mailbox, tip)
    asks = found.request if found and found.asked else None
    return {
        "state": found.state if found else "",
        "who": found.who if found else "",
        "ground": found.ground if found else "",
        "was_opened": "yes" if found and found.was_opened else "",
        "opens": _day(found.opens) if found else "",
        "today": today().isoformat(),
        "statement": b64(asks.statement) if asks else "",
        "first": b64(asks.first_signature) if asks else "",
        "second": b64(asks.second_signature) if asks else "",
    }


def entries(conversation: Conversation, *, with_notices: bool = True) -> Iterator[dict[str, object]]:
    """The first letter, then letters and notices in the order of their days, a notice after that day's letters; then filler."""
    letters = [(one.day, _letter(one)) for one in conversation.letters.defer("sealed")]
    told = notices_of(conversation) if with_notices else ()
    notices = [(one.day, _notice(one)) for one in told]
    found = [*letters[:1], *sorted([*letters[1:], *notices], key=lambda one: one[0])]
    yield from (entry for _, entry in found)
    for _ in range(-len(found) % ENTRIES):
        yield {**_notice(Notice(template=Notice.Template.RECEIVED, day=today())), "kind": "filler"}


def _letter(one: Letter) -> dict[str, object]:
    return {
        "kind": "letter",
        "id": one.id,
        "n": one.number,
        "from_office": one.from_office,
        "day": one.day.isoformat(),
        "sentence": "",
    }


def _notice(one: Notice) -> dict[str, object]:
    return {
        "kind": "notice",
        "id": random_id(),
        "n": 0,
        "from_office": True,
        "day": one.day.isoformat(),
        "sentence": sentence(one),
    }


def _draft(draft: Draft) -> dict[str, object]:
    return {
        "what": "draft",
        "channel": draft.channel.slug,
        "until": last_day(draft).isoformat(),
        "sealed": b64(draft.sealed),
        "files": [{"id": one.id, "parts": one.parts} for one in draft.files.order_by("id")],
    }


def filled(told: Mapping[str, object], size: int) -> dict[str, object]:
    """With as many spaces behind it that its JSON is a multiple of `size` bytes long."""
    missing = -len(_json({**told, "fill": ""})) % size
    return {**told, "fill": " " * missing}


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
