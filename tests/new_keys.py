"""New keys for somebody who has some, as a browser makes them."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from builders import Told, keys_of
from made_up_office import FOLDER, secrets_of
from reviewer import Reviewer, secret_of

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.sheets import KeySheet, Reader, publish
from fairwitness.office.clock import today
from fairwitness.office.founding import read_office_key
from fairwitness.office.models import Channel, SignedSheet, Staff, StaffKey
from fairwitness.office.new_keys import put
from fairwitness.office.reading import current_sheet
from fairwitness.office.staff_files import StaffRecord, staff_records
from fairwitness.sealed.models import Conversation


@dataclass(frozen=True)
class NewKeys:
    """What her browser has made: under the words that she has."""

    name: str = "amara"
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def keys(self) -> StaffKeys:
        return StaffKeys.from_seed(self.seed)

    def sent(self, **other: str) -> dict[str, str]:
        """What is sent of them."""
        unlock = secrets_of(self.name).unlock
        staff = Staff.objects.get(sign_in_name=self.name)
        former = open_sealed(staff.keys.get().sealed_seed, [unlock])
        return {
            "secret": secret_of(self.name),
            "password": secret_of(self.name),
            "recipient": str(self.keys.identity.recipient),
            "key": b64(self.keys.signing.verifying_key),
            "sealed_seed": b64(seal(self.seed, [unlock.recipient])),
            "former_seed": b64(seal(former, [self.keys.identity.recipient])),
            **other,
        }

    def record(self, *, lost: bool = False) -> StaffRecord:
        """Her file once they count; with lost words nothing of the former ones stands there."""
        before, sent = keys_of(self.name).identity.recipient.holder, self.sent()
        of_today = next(one for one in staff_records(FOLDER) if one.sign_in_name == self.name)
        unlock = secrets_of(self.name).unlock
        former = seal(_seed_of(self.name), [self.keys.identity.recipient])
        return replace(
            of_today,
            recipient=self.keys.identity.recipient,
            key=self.keys.signing.verifying_key,
            sealed_seed=seal(self.seed, [unlock.recipient]),
            former={} if lost else {before: former},
            password=sent["password"],
        )

    def count(self, *, lost: bool = False) -> StaffKeys:
        """The line has taken them up, with a sheet that names them. Returns those before."""
        before = keys_of(self.name)
        put(Staff.objects.get(sign_in_name=self.name), self.record(lost=lost))
        names(Channel.objects.get(slug="public"), before, self.keys)
        return before

    def gives(self, reviewer: Reviewer, tip: Told, before: StaffKeys, **other: Any) -> Any:
        """One tip is sealed anew, in her own browser."""
        told = {"holder": b64(self.keys.identity.recipient.holder), "keys": self.sealed(tip, before), **other}
        return sends(reviewer, tip, told, self.keys)

    def sealed(self, tip: Told, before: StaffKeys) -> list[dict[str, Any]]:
        """Every key of it that the former ones open, sealed to the new."""
        return [
            given(
                of, one.number, open_grant(one.sealed, before.identity, of.id, one.number).identity, self.keys
            )
            for of in tip.tip.conversations.all()
            for one in of.grants.filter(holder=before.identity.recipient.holder)
        ]


def given(of: Conversation, n: int, identity: HybridIdentity, to: StaffKeys) -> dict[str, Any]:
    holder, key = to.identity.recipient, to.signing
    grant = Grant(of.id, n, holder.holder, identity, key.verifying_key)
    return {"conversation": of.id, "n": n, "sealed": b64(seal_grant(grant, holder, key))}


def sends(reviewer: Reviewer, tip: Told, told: dict[str, Any], by: StaffKeys) -> Any:
    raw = json.dumps({"tip": tip.tip.id, **told}, separators=(",", ":")).encode()
    return reviewer.posts(
        f"tips/{tip.tip.id}/keys/", raw + b"\n" + b64(by.signing.sign("note", raw)).encode()
    )


def names(channel: Channel, before: StaffKeys, now: StaffKeys) -> None:
    """The office key signs the next sheet of a channel, with one reader's keys changed."""
    sheet, office = current_sheet(channel), read_office_key(FOLDER.office_key)
    theirs = {one.recipient: one for one in sheet.reviewers}
    old = theirs.pop(before.identity.recipient)
    readers = (*theirs.values(), Reader(old.name, now.identity.recipient, now.signing.verifying_key))
    following: KeySheet = replace(
        sheet, serial=sheet.serial + 1, previous=sheet.hash, reviewers=tuple(readers), until=today()
    )
    SignedSheet.objects.create(
        office=channel.office,
        channel=channel,
        serial=following.serial,
        hash=following.hash,
        published=publish(following, office),
    )


def record_of_new_keys(name: str) -> StaffRecord:
    """Somebody has lost their words, and made new keys."""
    return NewKeys(name).record(lost=True)


def _seed_of(name: str) -> bytes:
    unlock = secrets_of(name).unlock
    return open_sealed(StaffKey.objects.get(staff__sign_in_name=name).sealed_seed, [unlock])
