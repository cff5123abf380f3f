"""Asking for a name that two keys guard: one reader signs a ground with a reason, another reads it and signs too. What they write about it is cipher here, and so is the name."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review import actions
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.name_status import answer_of, stands
from fairwitness.review.reading import conversation_with_tipster
from fairwitness.review.views import ANOTHER_FIRST, NO_KEY, NOT_BY_RECORDER, NOT_ON_SHEET, OLD_KEY
from fairwitness.review.views.door import (
    DeskRequest,
    NotOpen,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.marking import WRONG as WRONG_NOTES
from fairwitness.review.views.passing_on import WRONG as WRONG_SIGNATURES
from fairwitness.review.views.two_signatures import GONE, signing
from fairwitness.sealed.actions import ask_for_name, signed_by_two
from fairwitness.sealed.actions.among_readers import (
    BegunMeanwhile,
    NoSuchKey,
    NotOnSheet,
    OldKey,
    OtherLetter,
)
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.models import Tip
from fairwitness.sealed.models_of_names import NameRequest, SealedName
from fairwitness.sealed.names import (
    DAYS,
    guardians_of,
    name_of,
    open_request,
    requests_of,
    theirs_to_read,
)
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.refusals import Refusals, Why

NOT_YOURS_TO_END = _(
    "Two readers have signed this. One of the two can end it, or anybody once one of them reads this tip no more."
)
WRONG: Refusals = {
    TipDestroyed: (Why.GONE, _("This tip was taken back or destroyed meanwhile. Nothing was signed.")),
    StalePage: (
        Why.CONFLICT,
        _("Something has changed since this page was loaded, perhaps the tipster’s code. Load it again."),
    ),
    signed_by_two.AskedBefore: WRONG_SIGNATURES[signed_by_two.AskedBefore],
    signed_by_two.NothingAsked: (Why.CONFLICT, GONE),
    signed_by_two.FirstHasLeft: WRONG_SIGNATURES[signed_by_two.FirstHasLeft],
    signed_by_two.Alone: WRONG_SIGNATURES[signed_by_two.Alone],
    signed_by_two.NotSigned: WRONG_SIGNATURES[signed_by_two.NotSigned],
    actions.NotTheirs: WRONG_SIGNATURES[actions.NotTheirs],
    RecordedIt: NOT_BY_RECORDER,
    BegunMeanwhile: WRONG_NOTES[BegunMeanwhile],
    NotGranted: WRONG_NOTES[NotGranted],
    SheetOutdated: WRONG_NOTES[SheetOutdated],
    OtherLetter: ANOTHER_FIRST,
    IntegrityError: ANOTHER_FIRST,
    NoSuchKey: NO_KEY,
    OldKey: OLD_KEY,
    NotOnSheet: NOT_ON_SHEET,
}


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str) -> HttpResponse:
    """How the name is kept, who has asked for it, and for the two who asked the name itself, still sealed."""
    return _page(request, tip_of(request, tip_id))


propose = signing(ProposalForm, actions.propose_name, WRONG)
agree = signing(AgreementForm, actions.agree_to_name, WRONG)


@form_of("review:name")
@desk_page
@reviewers_only
def take_back(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Let it come to nothing; what two have signed stays, as ended."""
    found = tip_of(request, tip_id)
    try:
        ask_for_name.take_back(found, request.POST.get("asked", ""), request.user.id)
    except TipDestroyed:
        raise NotOpen from None
    except signed_by_two.NothingAsked:
        return _page(request, found, str(GONE), HTTPStatus.CONFLICT)
    except ask_for_name.NotTheirsToEnd:
        return _page(request, found, str(NOT_YOURS_TO_END), HTTPStatus.FORBIDDEN)
    return onward("review:name", tip_id=found.id)


def _page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    name = name_of(tip)
    context = {
        "tip": tip,
        "name": name and _kept(name, tip),
        "asked": _signed(request.user, open_request(tip)),
        "before": [(row, stands(row), answer_of(row)) for row in requests_of(tip) if row.answered],
        "opened": _opened(request.user, tip),
        "duties": [one for one in NameRequest.Ground.choices if one[0] != NameRequest.Ground.CONSENT],
        "limits": charter.current().limits,
        "days": DAYS,
        "recorded_it": recorded_by(tip) == request.user.id,
        "problem": problem,
    }
    return show(request, "review/name.html", context, status)


def _kept(name: SealedName, tip: Tip) -> dict[str, object]:
    """Who guards it, and what a request has to say of it."""
    return {
        "guardians": guardians_of(name),
        "hash": b64(hashlib.sha256(bytes(name.sealed)).digest()),
        "mailbox": b64(conversation_with_tipster(tip).mailbox.verifying_key),
    }


def _signed(staff: Staff, row: NameRequest | None) -> dict[str, object] | None:
    """What was signed and is not answered, for the scripts to look at."""
    if row is None:
        return None
    return {
        **_statement(row),
        "stands": stands(row),
        "opens": row.opens,
        "waits_for_second": not row.second,
        "is_mine": row.first == staff.id,
        "may_end": ask_for_name.may_end(row, staff.id),
    }


def _statement(row: NameRequest) -> dict[str, object]:
    return {
        "id": row.id,
        "row": row,
        "statement": b64(row.statement),
        "signatures": f"{b64(row.first_signature)} {b64(row.second_signature)}".strip(),
    }


def _opened(staff: Staff, tip: Tip) -> dict[str, object] | None:
    """What was sealed to this reader, where they are one of the two; nobody else is handed it."""
    answer = theirs_to_read(tip, staff)
    if answer is None:
        return None
    told = {one: b64(getattr(answer, one)) for one in ("statement", "signature", "sealed")}
    return {**_statement(answer.request), "answer": told, "day": answer.day}
