"""Names that two keys guarded: whether each that was opened was opened by two readers and a third, and on a ground that held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from fairwitness.cli.promises.found import constraints, in_place
from fairwitness.crypto.keys import verify
from fairwitness.crypto.name_requests import (
    ANSWERED,
    ASKED,
    BEFORE,
    BY_CONSENT,
    CONSENT,
    Consent,
    NameAnswered,
    NameAsked,
    RequestError,
)

if TYPE_CHECKING:
    from datetime import date

    from fairwitness.crypto.sheets import KeySheet
    from fairwitness.sealed.models_of_names import NameAnswer, NameRequest

DAYS = timedelta(days=7)  # between telling the tipster and opening: sealed/names.py
GUARDED = {
    *("sealed_name_changed", "sealed_name_kept", "sealed_namekeeper_changed", "sealed_namerequest_asked"),
    *("sealed_namerequest_agreed", "sealed_namerequest_kept", "sealed_nameanswer_given"),
    *("sealed_nameanswer_changed", "sealed_nameanswer_kept", "sealed_grant_to_no_custodian"),
}
HELD = {
    "name_request_needs_two_people",
    "name_request_is_signed_by_whom_it_names",
    "a_name_that_two_ask_for_has_its_day",
}


def two_keys() -> Iterator[str]:
    """An opened name that lacks a signature, a yes or a day; or a guard that is gone."""
    from fairwitness.sealed.models_of_names import NameAnswer  # noqa: PLC0415 - after Django is set up

    yield from (f"the guard {name} is gone" for name in sorted(GUARDED - in_place()))
    missing = HELD - constraints("sealed_namerequest")
    yield from (f"sealed_namerequest: the database does not hold “{name}”" for name in sorted(missing))
    signed = _days_of_signing()
    for answer in NameAnswer.objects.filter(reason="").select_related("request__tip__channel__office"):
        days = signed[answer.request.tip_id, answer.request.second]
        yield from (f"an opened name: {why}" for why in _wrong(answer, days))


def _days_of_signing() -> defaultdict[tuple[str, str], set[date]]:
    """On which days a reader has signed for the name of a tip, as the journal says it."""
    from fairwitness.journal.models import Kind  # noqa: PLC0415 - after Django is set up
    from fairwitness.journal.reading import done_of  # noqa: PLC0415

    days = defaultdict[tuple[str, str], set["date"]](set)
    for tip, _, day, by in done_of({Kind.NAME_ASKED}):
        days[tip, by].add(day)
    return days


def _wrong(answer: NameAnswer, signed: set[date]) -> Iterator[str]:
    """`signed` are the days on which the second reader has signed."""
    from fairwitness.office.reading import known_sheets  # noqa: PLC0415 - after Django is set up

    request = answer.request
    try:
        asked = NameAsked.from_json(bytes(request.statement))
        said = NameAnswered.from_json(bytes(answer.statement))
    except RequestError:
        yield "what was signed is no request, or no answer"
        return
    name = getattr(request.tip, "sealed_name", None)
    kept = name and _hash(name.sealed)
    here = [one.id for one in request.tip.conversations.filter(party="tipster")]
    if (asked.tip, asked.name) != (request.tip_id, kept) or asked.conversation not in here:
        yield "what two readers have signed is about another tip"
    sheets = known_sheets(request.tip.channel)  # every one: who signed then may have left since
    if not _both_signed(request, sheets):
        yield "two different readers of the key sheets have not signed it"
    if not (_has_yes(request, asked) if asked.ground == BY_CONSENT else _day_had_come(answer, asked, signed)):
        yield "the tipster's yes is not there, or it was opened before its day"
    custodians = [one.key for sheet in sheets for one in sheet.custodians]
    if not any(verify(key, ANSWERED, bytes(answer.statement), bytes(answer.signature)) for key in custodians):
        yield "no custodian of the key sheets has signed it"
    if (said.asked, said.sealed) != (_hash(request.statement), _hash(answer.sealed)):
        yield "the custodian has signed something else"


def _both_signed(request: NameRequest, sheets: list[KeySheet]) -> bool:
    keys = {one.key for sheet in sheets for one in sheet.reviewers}
    raw = bytes(request.statement)
    first, second = (
        {key for key in keys if verify(key, ASKED, raw, bytes(signature))}
        for signature in (request.first_signature, request.second_signature)
    )
    return bool(first) and bool(second) and first.isdisjoint(second) and request.first != request.second


def _has_yes(request: NameRequest, asked: NameAsked) -> bool:
    raw = bytes(request.consent)
    try:
        said = Consent.from_json(raw)
    except RequestError:
        return False
    is_signed = verify(asked.mailbox, CONSENT, raw, bytes(request.consent_signature))
    return is_signed and (said.says, said.asked, said.line) == ("yes", _hash(request.statement), asked.line)


def _day_had_come(answer: NameAnswer, asked: NameAsked, signed: set[date]) -> bool:
    """Counted from the second signature: with it the tipster was told."""
    waits = DAYS if asked.told == BEFORE else timedelta(0)
    opens = answer.request.opens
    return (
        opens is not None
        and any(asked.asked <= day <= opens - waits for day in signed)
        and opens <= answer.day
    )


def _hash(raw: bytes) -> bytes:
    return sha256(bytes(raw)).digest()
