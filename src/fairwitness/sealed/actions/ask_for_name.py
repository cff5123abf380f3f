"""Asking for a name that two keys guard: one reader signs on a ground, a second signs the same bytes, the tipster says yes or is told, and whoever guards names opens it or refuses."""

from __future__ import annotations

import hashlib

from django.db import transaction

from fairwitness.crypto.keys import verify
from fairwitness.crypto.name_requests import (
    ANSWERED,
    ASKED,
    BEFORE,
    BY_CONSENT,
    CONSENT,
    JEOPARDISES,
    Consent,
    NameAnswered,
    NameAsked,
    RequestError,
)
from fairwitness.crypto.names import is_peeled_name
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.sealed.actions.among_readers import Note, is_there, write
from fairwitness.sealed.actions.commit_sealed import SheetOutdated
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    FirstHasLeft,
    NothingAsked,
    NotSigned,
    Signer,
    both_must_still_hold,
    first_must_still_hold,
    hashes,
    held,
    must_be_signed,
)
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Conversation, Mailbox, Notice, Tip
from fairwitness.sealed.models_of_names import NameAnswer, NameRequest
from fairwitness.sealed.names import holders_of, is_ready, key_on_sheet, name_of, open_request, opens_on
from fairwitness.sealed.recorded import must_not_have_recorded
from fairwitness.sealed.states import State

DUTY = {
    NameRequest.Ground.COURT: Notice.Template.NAME_COURT,
    NameRequest.Ground.PROSECUTOR: Notice.Template.NAME_PROSECUTOR,
    NameRequest.Ground.LAW: Notice.Template.NAME_LAW,
}


class NotGuarded(Exception):
    """Whoever answers does not guard this name by the key sheet of today, or not with this key."""


class NotReady(Exception):
    """No yes is there, or the day has not come."""


class NotTheirsToEnd(Exception):
    """What two have signed is ended by one of the two, while both read the tip."""


def propose(tip: Tip, by: Signer, note: Note, statement: bytes, signature: bytes) -> None:
    """Keep a reader's reason, sealed among the readers, and the first signature: both or neither.

    The same again changes nothing. TipDestroyed, StalePage where there is no such name to ask for, RecordedIt, AskedBefore, NotSigned, and all that `write` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_there(tip, note):
            if NameRequest.objects.filter(tip=tip, first=by.id, statement=statement).exists():
                return
            raise StalePage
        must_not_have_recorded(tip, by.id)
        told = _read(tip, statement)
        if told.asked != today():
            raise StalePage
        if open_request(tip) is not None:
            raise AskedBefore
        if told.why != hashlib.sha256(note.sealed).digest():
            raise NotSigned
        must_be_signed(tip, by, ASKED, statement, signature)
        write(tip, by.holder, note)
        NameRequest.objects.create(
            office=tip.office,
            tip=tip,
            ground=told.ground,
            told=told.told,
            asked=told.asked,
            statement=statement,
            first=by.id,
            first_signature=signature,
        )
        journal.record(Kind.NAME_ASKED, tip.office, tip=tip.id, by=by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: with that the tipster is asked, or told.

    The same again changes nothing. NothingAsked, Alone, RecordedIt, FirstHasLeft, TipDestroyed, StalePage, NotSigned, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        row = only(NameRequest.objects.filter(tip=tip, pk=asked))
        if row is not None and (row.second, bytes(row.second_signature)) == (by.id, signature):
            return
        if row is None or row.second or row.answered:
            raise NothingAsked
        if row.first == by.id:
            raise Alone
        must_not_have_recorded(tip, by.id)
        told = _read(tip, bytes(row.statement))
        if told.why not in hashes(tip, Conversation.Party.REVIEWERS):
            raise NotSigned
        first_must_still_hold(tip, row, ASKED)
        must_be_signed(tip, by, ASKED, bytes(row.statement), signature)
        row.second, row.second_signature, row.opens = by.id, signature, opens_on(row.told)
        row.save(update_fields=["second", "second_signature", "opens"])
        journal.record(Kind.NAME_ASKED, tip.office, tip=tip.id, by=by.id)
        _tell(tip, row)


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let it come to nothing: what one has signed by any reader, what two have signed by whoever `may_end` it. That stays, as ended. NothingAsked, NotTheirsToEnd, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        row = open_request(tip)
        if row is None or row.pk != asked:
            raise NothingAsked
        if not may_end(row, by):
            raise NotTheirsToEnd
        _end(tip, row)
        journal.record(Kind.NAME_TAKEN_BACK, tip.office, tip=tip.id, by=by)


def may_end(row: NameRequest, by: str) -> bool:
    """Whether this reader may: nobody alone ends what two have signed about the tipster, unless it can be opened no more."""
    if not row.second or by in {row.first, row.second}:
        return True
    try:
        both_must_still_hold(row.tip, row, ASKED)
    except FirstHasLeft:
        return True
    except SheetOutdated:
        return False
    return False


def end_with_the_code(tip: Tip) -> None:
    """The mailbox moves to another code: what its key before was asked, or has said yes to, ends, and can be asked again. A duty goes on."""
    row = open_request(tip)
    if row is not None and row.ground == BY_CONSENT:
        _end(tip, row)
        journal.record(Kind.NAME_TAKEN_BACK, tip.office, tip=tip.id)


def _end(tip: Tip, row: NameRequest) -> None:
    """What one has signed goes; what two have signed stays, as ended, and whoever was told of it is told that."""
    if not row.second:
        row.delete()
        return
    row.answered = today()
    row.save(update_fields=["answered"])
    if row.told != JEOPARDISES:
        post(tip, Notice.Template.NAME_ENDED, today())


def consent(mailbox: Mailbox, statement: bytes, signature: bytes) -> None:
    """The tipster says yes or no to what two readers have signed; a no ends it, and a yes can become one until the name is opened.

    The same again changes nothing. NothingAsked, NotSigned, TipDestroyed.
    """
    with transaction.atomic():
        conversation = mailbox.conversation
        if conversation is None:
            raise NothingAsked
        tip = held(conversation.tip)
        said = _consent(statement)
        row = open_request(tip)
        if row is None or not row.second or row.ground != BY_CONSENT:
            raise NothingAsked
        asked = NameAsked.from_json(bytes(row.statement))
        if (said.asked, said.line) != (_hash(row.statement), asked.line) or said.day != today():
            raise NothingAsked
        if not verify(asked.mailbox, CONSENT, statement, signature):
            raise NotSigned
        if row.says == said.says:
            return
        row.says, row.consent, row.consent_signature = said.says, statement, signature
        row.answered = today() if said.says == "no" else None
        row.save(update_fields=["says", "consent", "consent_signature", "answered"])
        journal.record(Kind.NAME_CONSENT, tip.office, tip=tip.id)


def answer(asked: str, by: Staff, statement: bytes, signature: bytes, sealed: bytes) -> None:
    """Whoever guards names has taken the outer layer off and sealed what is left to the two who asked; or refuses, and `sealed` is empty.

    The same again changes nothing. NothingAsked, NotGuarded, NotSigned, NotReady, StalePage where it was signed on another day, FirstHasLeft, TipDestroyed, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        row = only(NameRequest.objects.select_related("tip").filter(pk=asked))
        if row is None:
            raise NothingAsked
        tip = held(row.tip)
        row = NameRequest.objects.get(pk=asked)
        if NameAnswer.objects.filter(request=row, by=by.id, statement=statement).exists():
            return
        if row.answered or not row.second:
            raise NothingAsked
        said = _answered(tip, row, statement)
        _must_guard(tip, by, statement, signature)
        if said.sealed is not None:
            _must_be_ready(tip, row, said, sealed)
        NameAnswer.objects.create(
            office=tip.office,
            request=row,
            by=by.id,
            reason=said.reason,
            statement=statement,
            signature=signature,
            sealed=sealed,
        )
        row.answered = today()
        row.save(update_fields=["answered"])
        opened = said.sealed is not None
        kind = Kind.NAME_OPENED if opened else Kind.NAME_REFUSED
        journal.record(kind, tip.office, tip=tip.id, by=by.id)
        if opened:
            count(kind, tip)
        post(tip, Notice.Template.NAME_OPENED if opened else Notice.Template.NAME_REFUSED, today())


def _tell(tip: Tip, row: NameRequest) -> None:
    """Whoever is not told, because that would jeopardise proceedings, learns it when the name is opened."""
    if row.ground == BY_CONSENT:
        post(tip, Notice.Template.NAME_CONSENT, today())
    elif row.told == BEFORE:
        post(tip, DUTY[NameRequest.Ground(row.ground)], today())
        if not tip.no_answer:  # nobody opens that mailbox
            journal.record(Kind.NAME_TOLD, tip.office, tip=tip.id)


def _read(tip: Tip, raw: bytes) -> NameAsked:
    """What is signed, where it holds of this tip today."""
    try:
        told = NameAsked.from_json(raw)
    except RequestError:
        raise NotSigned from None
    name = name_of(tip)
    if name is None or tip.state == State.PROTECTED_CONDUCT:
        raise StalePage
    if told.ground == BY_CONSENT and tip.no_answer:
        raise StalePage
    conversation = tip.conversations.get(party=Conversation.Party.TIPSTER)
    mailbox = bytes(conversation.mailbox.verifying_key)
    if (told.tip, told.conversation, told.line) != (tip.id, conversation.id, bytes(tip.office.line)):
        raise NotSigned
    if told.name != _hash(name.sealed):
        raise NotSigned
    if told.ground == BY_CONSENT and told.mailbox != mailbox:
        raise StalePage  # it has moved to another code meanwhile
    return told


def _consent(raw: bytes) -> Consent:
    try:
        return Consent.from_json(raw)
    except RequestError:
        raise NotSigned from None


def _answered(tip: Tip, row: NameRequest, raw: bytes) -> NameAnswered:
    try:
        said = NameAnswered.from_json(raw)
    except RequestError:
        raise NotSigned from None
    if (said.line, said.asked) != (bytes(tip.office.line), _hash(row.statement)):
        raise NotSigned
    if said.day != today():
        raise StalePage
    return said


def _must_guard(tip: Tip, by: Staff, statement: bytes, signature: bytes) -> None:
    key, name = key_on_sheet(by, tip), name_of(tip)
    if key is None or name is None:
        raise NotGuarded
    if not name.keepers.filter(holder__in=holders_of(by)).exists():
        raise NotGuarded
    if not verify(bytes(key.verifying_key), ANSWERED, statement, signature):
        raise NotSigned


def _must_be_ready(tip: Tip, row: NameRequest, said: NameAnswered, sealed: bytes) -> None:
    if not is_ready(row) or tip.state == State.PROTECTED_CONDUCT:
        raise NotReady
    both_must_still_hold(tip, row, ASKED)
    if said.sealed != hashlib.sha256(sealed).digest() or not is_peeled_name(sealed):
        raise NotSigned


def _hash(raw: bytes) -> bytes:
    return hashlib.sha256(bytes(raw)).digest()
