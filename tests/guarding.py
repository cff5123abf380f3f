"""Mr Bo guards names: the office key has signed him onto the sheet of the public channel, and he reads nothing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from builders import Told, conversation_key, keys_of, public
from made_up_office import BO, FOLDER
from marking import Marking

from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.letters import Answer
from fairwitness.crypto.name_requests import ANSWERED, ASKED, CONSENT, Consent, NameAnswered, NameAsked
from fairwitness.crypto.names import Name, open_name, peel
from fairwitness.crypto.sheets import Reader, publish
from fairwitness.intake.actions import tell
from fairwitness.office.actions import take_on
from fairwitness.office.clock import today
from fairwitness.office.founding import read_office_key
from fairwitness.office.models import Channel, SignedSheet, Staff
from fairwitness.office.reading import current_sheet
from fairwitness.office.staff_files import StaffRecord, staff_records
from fairwitness.review.forms import note_in
from fairwitness.sealed.actions import ask_for_name
from fairwitness.sealed.actions.among_readers import Note, among_readers
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.models import Conversation
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.sealing import Words


def bo_is_here() -> Staff:
    """As the line takes him on; no sheet names him yet."""
    return take_on(FOLDER, _record())


def bo_guards_names() -> Staff:
    """And one that does."""
    bo = bo_is_here()
    names_custodians(Channel.objects.get(slug="public"), _record().on_sheet)
    return bo


def names_custodians(channel: Channel, *custodians: Reader) -> None:
    """The office key signs the next sheet of a channel, with these."""
    sheet = current_sheet(channel)
    following = replace(sheet, serial=sheet.serial + 1, previous=sheet.hash, custodians=custodians)
    SignedSheet.objects.create(
        office=channel.office,
        channel=channel,
        serial=following.serial,
        hash=following.hash,
        published=publish(following, read_office_key(FOLDER.office_key)),
    )


def _record() -> StaffRecord:
    file = FOLDER.staff / "bo.json"
    shutil.copy(BO, file)
    try:
        return next(one for one in staff_records(FOLDER) if one.sign_in_name == "bo")
    finally:
        file.unlink()


LIN = ("林晓", "+86 20 5550 1234")


def told_with_a_name(keep: str = "two-keys") -> Told:
    """Lin sends a tip, sealed on arrival, and wants name and telephone guarded by two keys."""
    answers = {"kind": "retaliation", "name": LIN[0], "contact": LIN[1], "guard": keep}
    words = Words("The exit is chained.", [Answer(question, text) for question, text in answers.items()])
    key = tell(public(), words)
    conversation = Conversation.objects.get(mailbox__locator=key.locator)
    return Told(conversation.tip, conversation, key.code, key)


@dataclass(frozen=True)
class AskingForAName:
    """What readers' browsers, the tipster's and Mr Bo's sign about one tip's name; parts of it may be other ones."""

    tip: Told
    ground: str = "consent"
    told: str = ""
    statement: dict[str, Any] = field(default_factory=dict)
    marking: Marking | None = None

    @cached_property
    def note(self) -> Note:
        """Amara's reason, sealed among the readers; behind the first one without keys."""
        note = note_in({"tip": self.tip.tip.id, **(self.marking or Marking(self.tip)).request()})
        begun = among_readers(self.tip.tip)
        return note if begun is None else replace(note, conversation=begun.id, grants=())

    @cached_property
    def asked(self) -> bytes:
        """What two readers sign."""
        whole = NameAsked(
            line=FOLDER.line(),
            tip=self.tip.tip.id,
            conversation=self.tip.conversation.id,
            name=sha256(bytes(self.tip.tip.sealed_name.sealed)).digest(),
            mailbox=self.tip.key.keys.signing.verifying_key,
            ground=self.ground,
            told=self.told,
            asked=today(),
            why=sha256(self.note.sealed).digest(),
        )
        return replace(whole, **self.statement).to_json()

    def proposes(self, name: str = "amara") -> None:
        """The first signature."""
        signature = keys_of(name).signing.sign(ASKED, self.asked)
        ask_for_name.propose(self.tip.tip, signer(name), self.note, self.asked, signature)

    def agrees(self, name: str = "noor") -> NameRequest:
        """The second."""
        row = NameRequest.objects.get(tip=self.tip.tip, answered=None)
        signature = keys_of(name).signing.sign(ASKED, self.asked)
        ask_for_name.agree(self.tip.tip, row.id, signer(name), signature)
        return NameRequest.objects.get(pk=row.pk)

    def by_two(self) -> NameRequest:
        """Both."""
        self.proposes()
        return self.agrees()

    def says(self, says: str = "yes", key: SigningKey | None = None, day: date | None = None) -> None:
        """The tipster, in their mailbox."""
        said = Consent(FOLDER.line(), sha256(self.asked).digest(), says, day or today()).to_json()
        signing = key or self.tip.key.keys.signing
        ask_for_name.consent(self.tip.conversation.mailbox, said, signing.sign(CONSENT, said))

    def peeled(self) -> bytes:
        """What Mr Bo seals to the two who asked: inside it is still sealed to the first key."""
        sealed, of = bytes(self.tip.tip.sealed_name.sealed), self.tip.conversation.id
        inner = peel(sealed, [keys_of("bo").identity], FOLDER.line(), of)
        return seal(inner, [keys_of(one).identity.recipient for one in ("amara", "noor")])

    def answers(self, sealed: bytes = b"", reason: str = "", name: str = "bo", **other: Any) -> None:
        """Mr Bo opens it, or refuses."""
        row = NameRequest.objects.get(statement=self.asked)
        named = sha256(sealed).digest() if sealed else None
        whole = NameAnswered(FOLDER.line(), sha256(self.asked).digest(), today(), named, reason)
        said = replace(whole, **other).to_json()
        who = Staff.objects.get(sign_in_name=name)
        ask_for_name.answer(row.id, who, said, keys_of(name).signing.sign(ANSWERED, said), sealed)


def signer(name: str) -> Signer:
    """As the desk knows somebody."""
    return Signer.of(Staff.objects.get(sign_in_name=name).keys.get())


def read_by(name: str, tip: Told) -> Name:
    """What one of the two who asked reads in the end."""
    sealed = bytes(NameAnswer.objects.get(request__tip=tip.tip).sealed)
    inner = open_sealed(sealed, [keys_of(name).identity])
    return open_name(inner, conversation_key(name, tip.conversation), tip.conversation.id)
