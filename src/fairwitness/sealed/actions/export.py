"""Taking one tip out of the line: one reader asks with a legal basis, a second agrees, and within a week one of the two makes it, once.

What it holds is opened and put together in that reader's browser. The line learns that it was made.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from fairwitness.crypto.exports import KIND, ExportError
from fairwitness.crypto.exports import Export as Statement
from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.clock import today
from fairwitness.office.rows import only
from fairwitness.sealed.actions.post import post
from fairwitness.sealed.actions.signed_by_two import (
    Alone,
    AskedBefore,
    First,
    NothingAsked,
    NotSigned,
    Signer,
    both_must_still_hold,
    held,
    is_kept,
    is_signed,
    meant,
    must_be_second,
    own_letters,
    sign_first,
    sign_second,
)
from fairwitness.sealed.counting import count
from fairwitness.sealed.models import Conversation, Export, Letter, Notice, Tip
from fairwitness.sealed.states import State

DAYS = 7  # from the second yes to the last day on which it may be made


class NeverExported(Exception):
    """It is locked as protected conduct, or was, or no sentence of harm is marked in it: nothing of it leaves the line."""


class NoConsent(Exception):
    """The letter that is to say so is none of the tipster's."""


class WindowOver(Exception):
    """The week is over, or it was made already."""


def may_leave(tip: Tip, basis: str) -> bool:
    """Whether anything of it may leave the line. Its tipster may have a copy before a reader has found out what it tells of; nobody else."""
    is_locked = tip.state == State.PROTECTED_CONDUCT or tip.locked_by != ""
    return not is_locked and (basis == Export.Basis.TIPSTER or tip.marked != "")


def open_one(tip: Tip) -> Export | None:
    """What was asked for and not made yet."""
    return only(tip.exports.filter(made=None))


def made_today(tip: Tip, by: str) -> Export | None:
    """What this reader has made today, and may have again today: an archive that did not arrive whole is no reason to ask two anew."""
    return tip.exports.filter(made=today(), made_by=by).order_by("agreed", "pk").last()


def last_day(export: Export) -> date | None:
    """On which it may be made; None before a second has agreed."""
    return export.agreed + timedelta(days=DAYS) if export.agreed else None


def ask(tip: Tip, first: First) -> None:
    """Keep the legal basis, sealed among the readers, and the first signature: both or neither.

    The same again changes nothing. TipDestroyed, RecordedIt, NeverExported, StalePage, AskedBefore, NotSigned, NoConsent, and all that `sign_first` may say.
    """
    with transaction.atomic():
        tip = held(tip)
        if is_kept(tip, tip.exports, first):
            return
        told = _read(tip, first.statement)
        if open_one(tip) is not None:
            raise AskedBefore
        sign_first(tip, tip.exports, KIND, first, why=told.why, basis=told.basis)
        journal.record(Kind.EXPORT_ASKED, tip.office, tip=tip.id, by=first.by.id)


def agree(tip: Tip, asked: str, by: Signer, signature: bytes) -> None:
    """As the second reader, sign the same bytes: from then on one of the two may make it, for a week.

    The same again changes nothing. NothingAsked, Alone, RecordedIt, FirstHasLeft, TipDestroyed, NeverExported, NotSigned, NoConsent, NotOnSheet, SheetOutdated.
    """
    with transaction.atomic():
        tip = held(tip)
        export = meant(open_one(tip), asked)
        if is_signed(export, by, signature):
            return
        must_be_second(tip, export, by)
        told = _read(tip, bytes(export.statement))
        sign_second(tip, export, KIND, by, signature, why=told.why, agreed=today())
        journal.record(Kind.EXPORT_AGREED, tip.office, tip=tip.id, by=by.id)


def make(tip: Tip, asked: str, by: Signer) -> Export:
    """Write down, and count, that it is made now by this reader's browser, and tell the tipster. Once: whoever made it may have it again on the same day.

    NothingAsked, Alone for whoever has not signed, WindowOver, FirstHasLeft where one of the two does not read the tip any more, NeverExported, NotSigned, NoConsent, TipDestroyed.
    """
    with transaction.atomic():
        tip = held(tip)
        export = only(tip.exports.select_for_update().filter(pk=asked).exclude(second=""))
        if export is None:
            raise NothingAsked
        if by.id not in (export.first, export.second):
            raise Alone
        again = (export.made, export.made_by) == (today(), by.id)
        until = last_day(export)
        if not again and (export.made is not None or until is None or until < today()):
            raise WindowOver
        _read(tip, bytes(export.statement))
        both_must_still_hold(tip, export, KIND)
        if again:
            return export
        export.made, export.made_by = today(), by.id
        export.save(update_fields=["made", "made_by"])
        post(tip, Notice.Template.EXPORTED, today())
        journal.record(Kind.EXPORTED, tip.office, tip=tip.id, by=by.id)
        count(Kind.EXPORTED, tip)
    return export


def take_back(tip: Tip, asked: str, by: str) -> None:
    """Let it come to nothing, also once two have agreed, and as long as it is not made. NothingAsked, TipDestroyed."""
    with transaction.atomic():
        tip = held(tip)
        meant(open_one(tip), asked).delete()
        journal.record(Kind.EXPORT_TAKEN_BACK, tip.office, tip=tip.id, by=by)


def _read(tip: Tip, raw: bytes) -> Statement:
    """What is signed, where it holds of this tip today."""
    try:
        told = Statement.from_json(raw)
    except ExportError:
        raise NotSigned from None
    if (told.tip, told.line) != (tip.id, bytes(tip.office.line)):
        raise NotSigned
    if not may_leave(tip, told.basis):
        raise NeverExported
    theirs = Letter.objects.filter(conversation__tip=tip, conversation__party=Conversation.Party.TIPSTER)
    if told.letters > theirs.count():
        raise NotSigned
    if told.consent and told.consent not in own_letters(tip):
        raise NoConsent
    return told
