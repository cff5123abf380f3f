"""What the browser of the person reported on is told: their own conversation as cipher, their own days, and nothing of the tipster's. Its size tells as little as a tipster's mailbox."""

from __future__ import annotations

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.mailbox.reply.standing import is_unfound, stands
from fairwitness.mailbox.told import ENTRY, STANDING, WRITTEN, entries, filled, whole
from fairwitness.sealed.models import Conversation, Mailbox, Tip

GONE = {"what": "dates", "received": "", "acknowledged": "", "outcome": "found", "destroyed": ""}
UNFOUND = {**GONE, "outcome": "unfound"}


def opened(mailbox: Mailbox, conversation: Conversation) -> bytes:
    """The first page, in the form of a tipster's; or that it has ended, and not since when."""
    if is_unfound(conversation):
        return whole(UNFOUND)
    if conversation.tip.state == Tip.State.DESTROYED:
        return whole(GONE)
    return whole(_there(mailbox, conversation))


def _there(mailbox: Mailbox, conversation: Conversation) -> dict[str, object]:
    tip, now = conversation.tip, stands(mailbox, conversation)
    holder = HybridRecipient.parse(mailbox.recipient).holder
    standing = {
        "received": now.day.isoformat(),
        "step": now.step,
        "due": now.until.isoformat() if now.until else "",
        "late": False,
        "stage": "",
        "turn": "",
        "opened_on_server": mailbox.opened_on_server,
        "can_be_passed_on": False,
        "passed_on": False,
        "given": now.given.isoformat() if now.given else "",
        "given_until": now.given_until.isoformat() if now.given_until else "",
    }
    seen = {
        "by_office": True,
        "own_code": now.has_own_code,
        "recording": False,
        "destroyed": False,
        "parts": list(now.parts),
    }
    return {
        "what": "tip",
        "conversation": conversation.id,
        "channel": tip.channel.slug,
        "line": b64(tip.office.line),
        "office": b64(tip.office.verifying_key),
        "standing": filled(standing, STANDING),
        "written": filled(seen, WRITTEN),
        "sheets": [
            b64(one) for one in tip.channel.sheets.order_by("serial").values_list("published", flat=True)
        ],
        "grants": [
            {"n": grant.number, "sealed": b64(grant.sealed)}
            for grant in conversation.grants.filter(holder=holder).order_by("number")
        ],
        "entries": [filled(entry, ENTRY) for entry in entries(conversation, with_notices=not now.advises)],
    }
