"""What readers and Mr Bo sign about the name of the only tip of a line, without their pages: Django is set up already."""

from __future__ import annotations

import hashlib
import json
import os

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import Letter, seal_letter
from fairwitness.crypto.name_requests import ANSWERED, ASKED, NameAnswered, NameAsked
from fairwitness.crypto.names import open_name, peel
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.models import Staff
from fairwitness.office.reading import current_sheet, line_id
from fairwitness.sealed.actions import ask_for_name
from fairwitness.sealed.actions.among_readers import Note
from fairwitness.sealed.actions.commit import SealedGrant
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import NameRequest

READERS = ("amara", "noor")


def _keys_of(name: str) -> StaffKeys:
    unlock = StaffPassphrase.read(json.loads(os.environ["WORDS"])[name]).derive(line_id(), name).unlock
    sealed = Staff.objects.get(sign_in_name=name).keys.get().sealed_seed
    return StaffKeys.from_seed(open_sealed(bytes(sealed), [unlock]))


def _asked(tip: Tip, why: bytes) -> bytes:
    name = hashlib.sha256(bytes(tip.sealed_name.sealed)).digest()
    mailbox = bytes(tip.conversations.get().mailbox.verifying_key)
    line, of = bytes(tip.office.line), tip.conversations.get().id
    reason = hashlib.sha256(why).digest()
    return NameAsked(line, tip.id, of, name, mailbox, "consent", "", today(), reason).to_json()


def _note(tip: Tip) -> Note:
    """Amara's reason."""
    sheet, key, own = current_sheet(tip.channel), HybridIdentity.generate(), _keys_of("amara").signing
    among = random_id()
    grants = [
        SealedGrant(to.holder, seal_grant(Grant(among, 0, to.holder, key, own.verifying_key), to, own))
        for to in (one.recipient for one in sheet.reviewers)
    ]
    letter = Letter(
        among, 0, own.verifying_key, 0, tier="browser", day=today(), text="To hear her.", sheet=sheet.hash
    )
    return Note(among, grants, random_id(), 0, seal_letter(letter, own, key.recipient))


def ask() -> list[str]:
    tip = Tip.objects.get()
    note = _note(tip)
    asked = _asked(tip, note.sealed)
    amara, noor = (Signer.of(Staff.objects.get(sign_in_name=one).keys.get()) for one in READERS)
    first, second = (_keys_of(one).signing.sign(ASKED, asked) for one in READERS)
    ask_for_name.propose(tip, amara, note, asked, first)
    ask_for_name.agree(tip, NameRequest.objects.get().id, noor, second)
    return []


def open_it() -> list[str]:
    row, bo = NameRequest.objects.get(), _keys_of("bo")
    of = row.tip.conversations.get(party="tipster")
    inner = peel(bytes(row.tip.sealed_name.sealed), [bo.identity], line_id(), of.id)
    sealed = seal(inner, [_keys_of(one).identity.recipient for one in READERS])
    asked = hashlib.sha256(bytes(row.statement)).digest()
    said = NameAnswered(bytes(row.office.line), asked, today(), hashlib.sha256(sealed).digest()).to_json()
    ask_for_name.answer(
        row.id, Staff.objects.get(sign_in_name="bo"), said, bo.signing.sign(ANSWERED, said), sealed
    )
    found = []
    for keys in map(_keys_of, READERS):
        grant = of.grants.get(holder=keys.identity.recipient.holder, number=0)
        key = open_grant(bytes(grant.sealed), keys.identity, of.id, 0).identity
        found.append(open_name(open_sealed(sealed, [keys.identity]), key, of.id).name)
    return found
