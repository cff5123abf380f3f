"""A line that lies: it stands between a browser and a real line, and changes what the mailbox is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from journeys.lines import RunningLine
from playwright.sync_api import Page, Route

from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.encoding import b64, unb64
from fairwitness.crypto.framing import pack
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import MailboxKeys, SigningKey
from fairwitness.crypto.letters import Answer, FileEntry, Letter, MailboxAddress, open_letter, seal_letter
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.redactions import QUESTION, Redacted
from fairwitness.crypto.sheets import KeySheet, Reader, publish
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id

Told = dict[str, Any]


@dataclass
class HostileLine:
    """Knows everything that a line can know, and conversation key 0 besides, as one that has sealed on arrival does."""

    page: Page
    line: RunningLine
    code: TipCode = field(repr=False)
    own: SigningKey = field(default_factory=SigningKey.generate, repr=False)
    identity: HybridIdentity = field(default_factory=HybridIdentity.generate, repr=False)
    letters: dict[str, str] = field(default_factory=dict, repr=False)
    answers: list[Told] = field(default_factory=list, repr=False)

    def lies(self, change: Callable[[HostileLine, Told], None]) -> None:
        """Change every first page like this, and give out the letters that were put in their places."""
        self.page.route("**/sealed/open/", lambda route: self._open(route, change))
        self.page.route("**/sealed/letter/", self._letter)
        self.page.route("**/sealed/answer/", self._answer)

    def _open(self, route: Route, change: Callable[[HostileLine, Told], None]) -> None:
        told = route.fetch().json()
        change(self, told)
        route.fulfill(json=told)

    def _letter(self, route: Route) -> None:
        asked = json.loads(route.request.post_data or "")
        instead = self.letters.get(asked["id"])
        route.fulfill(json={"sealed": instead}) if instead else route.continue_()

    def _answer(self, route: Route) -> None:
        self.answers.append(json.loads(route.request.post_data or ""))
        route.continue_()

    @property
    def keys(self) -> MailboxKeys:
        """The mailbox's, of which a line has the public halves."""
        line = unb64((self.line.folder / "office" / "line.id").read_text().strip())
        return MailboxKeys.from_seed(self.code.mailbox_seed(line))

    def key_0(self, told: Told) -> HybridIdentity:
        """The conversation's."""
        sealed = unb64(told["grants"][0]["sealed"])
        return open_grant(sealed, self.keys.identity, told["conversation"], 0).identity

    def sealed(self, entry: Told, told: Told) -> str:
        """A letter, as the real line has it."""
        who = {"locator": b64(self.code.locator(self._line_id)), "auth": b64(self.keys.auth)}
        url = f"{self.line.address}/en/mailbox/sealed/letter/"
        answer = self.page.request.post(url, data={**who, "id": entry["id"]})
        del told
        return str(answer.json()["sealed"])

    @property
    def _line_id(self) -> bytes:
        return unb64((self.line.folder / "office" / "line.id").read_text().strip())

    def writes(
        self,
        told: Told,
        text: str,
        *,
        key: HybridIdentity | None = None,
        n: int = 0,
        files: tuple[FileEntry, ...] = (),
        asks: str = "",
    ) -> str:
        """A letter of the line's own, signed with its own key. Returns what is sealed."""
        last = [entry for entry in told["entries"] if entry["kind"] == "letter"][-1]
        letter = Letter(
            conversation=told["conversation"],
            n=n,
            author=self.own.verifying_key,
            seq=0,
            seen=hashlib.sha256(unb64(self.sealed(last, told))).digest(),
            tier="browser",
            day=date.fromisoformat(last["day"]),
            text=text,
            answers=(Answer("pass-on", asks),) if asks else (),
            files=files,
        )
        return b64(seal_letter(letter, self.own, (key or self.key_0(told)).recipient))

    def redacts(self, told: Told, entry: Told) -> str:
        """In the place of a letter, one that says that a reader has redacted it; the line knows what stood there."""
        before = open_letter(unb64(self.sealed(entry, told)), [self.key_0(told)])
        hashed = hashlib.sha256(unb64(self.sealed(entry, told))).digest()
        gone = Redacted(hashed, before.author, before.seq, before.tier, before.day, "others", before.seen)
        left = replace(
            before,
            author=self.own.verifying_key,
            text="▇▇▇",
            answers=(Answer(QUESTION, gone.to_text()),),
        )
        return b64(seal_letter(left, self.own, self.key_0(told).recipient))

    def puts_in(self, told: Told, sealed: str, *, from_office: bool, n: int = 0, after: int = 0) -> None:
        """One more letter, in the place of filler."""
        entry = {**letters_in(told)[-1], "id": random_id(), "n": n, "from_office": from_office}
        self.letters[entry["id"]] = sealed
        told["entries"] = [*told["entries"][: len(told["entries"]) - after], entry]

    def shows_a_draft_of_its_own(self, told: Told, signing: SigningKey | None = None, **other: Any) -> None:
        """Whatever the code opens: an unsent tip, sealed to the mailbox, with the line's own conversation key inside."""
        letter = Letter(
            conversation=random_id(),
            n=0,
            author=(signing or self.own).verifying_key,
            seq=0,
            tier="browser",
            day=today(),
            text="",
            answers=(Answer("about", "harm"), Answer("kind", "corruption-fraud")),
            identity=self.identity,
        )
        letter = replace(letter, **other)
        sealed = b64(seal_letter(letter, signing or self.own, self.keys.identity.recipient))
        until = (today() + timedelta(14)).isoformat()
        told |= {"what": "draft", "channel": "public", "until": until, "sealed": sealed, "files": []}

    def makes_up_a_past(self, told: Told) -> None:
        """A whole conversation of its own, under a key of its own, that moves to Lin's mailbox at its end."""
        to = self.keys.identity.recipient
        entries = letters_in(told)[:2]
        for place, (entry, key) in enumerate(
            zip(entries, (self.own.verifying_key, self.keys.signing.verifying_key), strict=True)
        ):
            letter = Letter(
                conversation=told["conversation"],
                n=0,
                author=self.own.verifying_key,
                seq=place,
                seen=hashlib.sha256(unb64(self.letters[entries[0]["id"]])).digest() if place else None,
                tier="browser",
                day=today(),
                sheet=None if place else KeySheet.from_json(unb64(told["sheets"][-1]).split(b"\n")[0]).hash,
                mailbox=MailboxAddress(str(to), key),
                text="" if place else "Made up.",
            )
            entry["from_office"] = False
            self.letters[entry["id"]] = b64(seal_letter(letter, self.own, self.identity.recipient))
        told["entries"] = [one for one in told["entries"] if one["kind"] != "letter"] + entries
        grant = Grant(told["conversation"], 0, to.holder, self.identity)
        told["grants"] = [{"n": 0, "sealed": b64(seal_grant(grant, to))}]

    def grants(self, told: Told, *, signed: bool) -> None:
        """Its own key as the new conversation key."""
        recipient = self.keys.identity.recipient
        by = self.own.verifying_key if signed else None
        grant = Grant(told["conversation"], 1, recipient.holder, self.identity, by)
        sealed = seal_grant(grant, recipient, self.own) if signed else unsigned(grant, recipient)
        told["grants"].append({"n": 1, "sealed": b64(sealed)})

    def adds_a_reader(self, told: Told) -> None:
        """Somebody more on the newest sheet, signed as well as the line can: with its own key."""
        sheet = KeySheet.from_json(unb64(told["sheets"][-1]).split(b"\n")[0])
        extra = Reader("Mallory", self.identity.recipient, self.own.verifying_key)
        more = replace(
            sheet, reviewers=(*sheet.reviewers, extra), serial=sheet.serial + 1, previous=sheet.hash
        )
        told["sheets"].append(b64(publish(more, self.own)))

    def shows_a_sheet_of_its_own(self, told: Told) -> None:
        """Another office, with a reader of its own: one that this tip was never sealed to."""
        sheet = KeySheet.from_json(unb64(told["sheets"][-1]).split(b"\n")[0])
        extra = Reader("Mallory", self.identity.recipient, self.own.verifying_key)
        mine = replace(sheet, office=self.own.verifying_key, reviewers=(extra,))
        told["office"] = b64(self.own.verifying_key)
        told["sheets"] = [b64(publish(mine, self.own))]


def unsigned(grant: Grant, to: Any) -> bytes:
    """A grant of a later key that nobody signs: no honest program writes one."""
    return seal(pack(grant.to_json(), bytes(64)), [to])


def letters_in(told: Told) -> list[Told]:
    """The entries that are letters."""
    return [entry for entry in told["entries"] if entry["kind"] == "letter"]
