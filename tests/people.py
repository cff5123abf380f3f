"""The people on a tip, and the keys that their browsers seal to one another."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from builders import Told, conversation_key, keys_of
from django.db.models import Max
from reviewer import Reviewer

from fairwitness.crypto.encoding import b64, dumps
from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Conversation


def recipient_of(name: str) -> HybridRecipient:
    return keys_of(name).identity.recipient


def mailbox_of(tip: Told) -> HybridRecipient:
    return HybridRecipient.parse(tip.conversation.mailbox.recipient)


def grant(
    of: Conversation, n: int, identity: HybridIdentity, to: HybridRecipient, *, by: str = "amara"
) -> str:
    """One key for one holder, signed."""
    key = keys_of(by).signing
    return b64(seal_grant(Grant(of.id, n, to.holder, identity, key.verifying_key), to, key))


def keys_for(name: str, of: Conversation, *, by: str = "amara") -> list[dict[str, Any]]:
    """Every key of a conversation that whoever adds somebody holds."""
    numbers = of.grants.filter(holder=recipient_of(by).holder).values_list("number", flat=True)
    return [
        {
            "conversation": of.id,
            "n": n,
            "sealed": grant(of, n, conversation_key(by, of, n), recipient_of(name), by=by),
        }
        for n in sorted(numbers)
    ]


def next_key(
    of: Conversation, to: Collection[HybridRecipient], *, by: str = "amara", n: int | None = None
) -> dict[str, Any]:
    """A new key for these, under the next number."""
    number = of.grants.aggregate(newest=Max("number"))["newest"] + 1 if n is None else n
    identity = HybridIdentity.generate()
    grants = [{"holder": b64(one.holder), "sealed": grant(of, number, identity, one, by=by)} for one in to]
    return {"conversation": of.id, "n": number, "grants": grants}


def sends(reviewer: Reviewer, tip: Told, path: str, told: dict[str, Any], *, signed_by: str = "") -> Any:
    """Signed by whoever sends it, as the desk's scripts do it."""
    raw = json.dumps({"tip": tip.tip.id, **told}, separators=(",", ":")).encode()
    signature = keys_of(signed_by or reviewer.name).signing.sign("note", raw)
    return reviewer.posts(f"tips/{tip.tip.id}/{path}/", raw + b"\n" + b64(signature).encode())


def adds(reviewer: Reviewer, name: str, tip: Told, **how: Any) -> Any:
    """Every key that this reviewer holds, sealed to that colleague."""
    of = [one for one in tip.tip.conversations.all() if held_by(reviewer.name, one)]
    keys = [key for one in of for key in keys_for(name, one, by=reviewer.name)]
    return sends(reviewer, tip, "readers", {"holder": b64(recipient_of(name).holder), "keys": keys, **how})


def held_by(name: str, of: Conversation) -> bool:
    return of.grants.filter(holder=recipient_of(name).holder).exists()


def signs(reviewer: Reviewer, does: str, tip: Told, staff: str = "") -> dict[str, str]:
    """What a reader's browser adds to a form that destroys keys or locks a tip."""
    told = {"does": does, "tip": tip.tip.id, "staff": staff, "day": today().isoformat()}
    return {"signature": b64(keys_of(reviewer.name).signing.sign("note", dumps(told)))}


def takes_off(reviewer: Reviewer, name: str, tip: Told) -> Any:
    """The button of the page that asks first."""
    staff = Staff.objects.get(sign_in_name=name).id
    return reviewer.sends(
        f"tips/{tip.tip.id}/readers/{staff}/off/", **signs(reviewer, "take-off", tip, staff)
    )


def says_it_concerns(reviewer: Reviewer, tip: Told) -> Any:
    """The button of the other one."""
    return reviewer.sends(f"tips/{tip.tip.id}/concerned/", **signs(reviewer, "concerned", tip))


def lock(reviewer: Reviewer, tip: Told, seen: str = "scope-check") -> Any:
    """The button of the page about protected conduct."""
    return reviewer.sends(f"tips/{tip.tip.id}/protected/", seen=seen, **signs(reviewer, "protected", tip))
