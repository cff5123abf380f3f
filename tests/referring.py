"""Passing a tip on, as the readers' browsers do it: each part may be another one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from bodies import asked_as
from builders import Told, columns_in, keys_of, told
from made_up_office import FOLDER
from marking import Marking
from opening_browser import OpeningBrowser
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.letters import Answer
from fairwitness.crypto.referrals import CONFIRMED, DANGER, Ground, Statement
from fairwitness.office.charter import hash_of
from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS
from fairwitness.sealed.models import Referral, Tip
from fairwitness.sealed.passing_on import QUESTION, answer
from fairwitness.sealed.states import State

BODY = "labour-inspectorate"


def a_tip_in(state: State, **how: Any) -> Told:
    """Lin has told something, and the readers are so far with it."""
    sent = told(**how)
    with unguarded(GUARDS, PROMISES, REFERRALS):
        Tip.objects.filter(pk=sent.tip.pk).update(**columns_in(state))
    sent.tip.refresh_from_db()
    return sent


def lin_answers(tip: Told, *, yes: bool = True, body: str = BODY) -> bytes:
    """She says in her mailbox whether it may be passed on. Returns the hash of that letter."""
    lin = OpeningBrowser(tip.code)
    sealed = lin.seals(tip, "", answers=(Answer(QUESTION, answer(asked_as(body), yes)),))
    assert lin.answers(sealed).status_code == 200
    return hashlib.sha256(sealed).digest()


@dataclass(frozen=True)
class Referring:
    """What Amara's browser signs and sends."""

    tip: Told
    ground: Ground = DANGER
    consent: bytes | None = None
    body: str = BODY
    by: str = "amara"
    signed_by: str = ""  # somebody else's key
    reason: Marking | None = None
    statement: dict[str, Any] = field(default_factory=dict)  # parts of it that are other ones

    def with_(self, **other: Any) -> Referring:
        """The same with something else in it."""
        return replace(self, **other)

    def request(self, **other: Any) -> dict[str, Any]:
        """Her reason, sealed to the readers, and her signature over what both sign."""
        sent = (self.reason or Marking(self.tip, keys_of(self.by))).request()
        why = hashlib.sha256(unb64(sent["sealed"])).digest()
        json_bytes = self.json(why)
        signature = keys_of(self.signed_by or self.by).signing.sign("referral", json_bytes)
        return {**sent, "statement": b64(json_bytes), "signature": b64(signature), **other}

    def json(self, why: bytes) -> bytes:
        """What both sign."""
        statement = Statement(
            FOLDER.line(), self.tip.tip.id, self.ground, self.body, hash_of(FOLDER.charter), why, self.consent
        )
        return replace(statement, **self.statement).to_json()


def confirmed(tip: Told) -> Referring:
    """With the tipster's yes."""
    return Referring(tip, CONFIRMED, lin_answers(tip))


def proposes(reader: Reviewer, tip: Told, request: dict[str, Any]) -> Any:
    """Send it, signed by who sends it."""
    body = json.dumps({"tip": tip.tip.id, **request}, separators=(",", ":")).encode()
    signature = keys_of(reader.name).signing.sign("note", body)
    return reader.posts(f"tips/{tip.tip.id}/passing-on/propose/", body + b"\n" + b64(signature).encode())


def agrees(reader: Reviewer, tip: Told, referral: Referral | None = None, **other: Any) -> Any:
    """Sign the same bytes."""
    asked = referral or Referral.objects.get()
    signature = keys_of(reader.name).signing.sign("referral", bytes(asked.statement))
    sent = {"asked": asked.id, "signature": b64(signature), **other}
    body = json.dumps(sent, separators=(",", ":")).encode()
    return reader.posts(f"tips/{tip.tip.id}/passing-on/agree/", body)


def state_of(tip: Told) -> str:
    """As it stands in the database."""
    return Tip.objects.get(pk=tip.tip.pk).state
