"""A tip leaves the line, and letters are redacted, as the readers' browsers do it: each part may be another one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from builders import Told, columns_in, conversation_key, keys_of, told
from made_up_office import FOLDER
from marking import Marking
from reviewer import Reviewer
from unguarded import unguarded

from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.exports import TIPSTER
from fairwitness.crypto.exports import Export as Statement
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import Answer, Letter, open_letter, seal_letter
from fairwitness.crypto.redactions import QUESTION, Redacted
from fairwitness.office.clock import today
from fairwitness.sealed import models
from fairwitness.sealed.guards import GUARDS, PROMISES, REFERRALS
from fairwitness.sealed.models import Export, Tip
from fairwitness.sealed.states import UNMARKED, State


def a_marked_tip(state: State = State.TRIAGE, **how: Any) -> Told:
    """Lin has told something, and a reader has marked the sentence that tells of harm."""
    sent = told(**how)
    with unguarded(GUARDS, PROMISES, REFERRALS):
        Tip.objects.filter(pk=sent.tip.pk).update(
            **{**columns_in(state), "marked": "" if state in UNMARKED else "A" * 22}
        )
    sent.tip.refresh_from_db()
    return sent


@dataclass(frozen=True)
class Asking:
    """What Amara's browser signs and sends who asks for an export."""

    tip: Told
    basis: str = "court-order"
    by: str = "amara"
    signed_by: str = ""  # somebody else's key
    reason: Marking | None = None
    statement: dict[str, Any] = field(default_factory=dict)  # parts of it that are other ones

    def request(self, **other: Any) -> dict[str, Any]:
        """Her legal basis, sealed to the readers, and her signature over what both sign."""
        sent = (self.reason or Marking(self.tip, keys_of(self.by))).request()
        why = hashlib.sha256(unb64(sent["sealed"])).digest()
        wish = self.tip.conversation.letters.get(position=0).sealed if self.basis == TIPSTER else None
        consent = hashlib.sha256(wish).digest() if wish else None
        statement = Statement(FOLDER.line(), self.tip.tip.id, self.basis, ("files",), 1, why, consent)
        raw = replace(statement, **self.statement).to_json()
        signature = keys_of(self.signed_by or self.by).signing.sign("export", raw)
        return {**sent, "statement": b64(raw), "signature": b64(signature), **other}


def asks(reader: Reviewer, tip: Told, request: dict[str, Any]) -> Any:
    """Send it, signed by who sends it."""
    body = json.dumps({"tip": tip.tip.id, **request}, separators=(",", ":")).encode()
    signature = keys_of(reader.name).signing.sign("note", body)
    return reader.posts(f"tips/{tip.tip.id}/export/ask/", body + b"\n" + b64(signature).encode())


def agrees(reader: Reviewer, tip: Told, export: Export | None = None, **other: Any) -> Any:
    """Sign the same bytes."""
    asked = export or Export.objects.get()
    signature = keys_of(reader.name).signing.sign("export", bytes(asked.statement))
    sent = {"asked": asked.id, "signature": b64(signature), **other}
    body = json.dumps(sent, separators=(",", ":")).encode()
    return reader.posts(f"tips/{tip.tip.id}/export/agree/", body)


def makes(reader: Reviewer, tip: Told, export: Export | None = None) -> Any:
    """Press the button that makes it."""
    asked = export or Export.objects.get()
    return reader.tells(f"tips/{tip.tip.id}/export/make/", asked=asked.id)


def agreed(tip: Told) -> Export:
    """Amara has asked and Noor has agreed."""
    assert asks(Reviewer("amara"), tip, Asking(tip).request()).status_code == 200
    assert agrees(Reviewer("noor"), tip).status_code == 200
    return Export.objects.get()


def what_is_left(row: models.Letter, by: str, text: str, **other: Any) -> bytes:
    """What a reader's browser has sealed in the place of one letter."""
    key = conversation_key(by, row.conversation)
    before = open_letter(row.sealed, [key])
    gone = Redacted(
        hashlib.sha256(row.sealed).digest(),
        before.author,
        before.seq,
        before.tier,
        before.day,
        "others",
        before.seen,
    )
    left = Letter(
        conversation=row.conversation_id,
        n=0,
        author=keys_of(by).signing.verifying_key,
        seq=before.seq,
        seen=before.seen,
        tier="browser",
        day=today(),
        sheet=before.sheet,
        mailbox=before.mailbox,
        text=text,
        answers=(Answer(QUESTION, gone.to_text()),),
    )
    letter = replace(left, **other)
    signing = keys_of(by).signing if letter.author == left.author else StaffKeys.from_seed(bytes(32)).signing
    return seal_letter(letter, signing, key.recipient)


def redacts(
    reader: Reviewer, tip: Told, row: models.Letter, *files: str, text: str = "…", **other: Any
) -> Any:
    """Send what is left of a letter, signed by who sends it."""
    one = {
        "id": row.id,
        "before": b64(hashlib.sha256(row.sealed).digest()),
        "number": 0,
        "sealed": b64(what_is_left(row, reader.name, text)),
        **other,
    }
    return sends(reader, tip, {"tip": tip.tip.id, "letters": [one], "files": list(files)})


def sends(reader: Reviewer, tip: Told, of: dict[str, Any]) -> Any:
    """The request itself."""
    body = json.dumps(of, separators=(",", ":")).encode()
    signature = keys_of(reader.name).signing.sign("note", body)
    return reader.posts(f"tips/{tip.tip.id}/redact/", body + b"\n" + b64(signature).encode())
