"""Letters that are not sent yet: what was typed, and what waits for its day. Both are cipher here."""

from __future__ import annotations

from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.review import reading
from fairwitness.review.letters import foretold
from fairwitness.review.letters_forms import DraftForm, put_by_in
from fairwitness.review.views import (
    ANOTHER_FIRST,
    LETTER,
    MOVED,
    NO_KEY,
    NOT_ON_SHEET,
    NOT_WAITING,
    NOT_WHOLE,
    OLD_KEY,
)
from fairwitness.review.views.door import (
    DeskRequest,
    Locked,
    NotOpen,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.due import tip_page
from fairwitness.sealed.actions import answer_drafts, later
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet, OldKey
from fairwitness.sealed.actions.gone import forget_gone, letters_gone
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Tip
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

REFUSALS: Refusals = {
    later.WrongDay: (
        Why.CONFLICT,
        _("Choose a day from tomorrow on, and at most 90 days ahead. Nothing was sent."),
    ),
    later.OneWaits: (
        Why.CONFLICT,
        _("A letter of yours waits in this tip already. Take it back first, then put this one by."),
    ),
    later.WrittenMeanwhile: (
        Why.CONFLICT,
        _("Somebody has written in this tip meanwhile. Read it first; what you wrote stays."),
    ),
    NoSuchKey: NO_KEY,
    NotOnSheet: NOT_ON_SHEET,
    OldKey: OLD_KEY,
    StalePage: (Why.CONFLICT, MOVED),
    IntegrityError: ANOTHER_FIRST,
}


@require_http_methods(["GET", "HEAD", "POST"])
@takes_bytes(LETTER)
@reviewers_only
def drafts(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Hand out what this reader has typed here, or keep it."""
    found = tip_of(request, tip_id)
    if request.method != "POST":
        return JsonResponse(_kept(found, request.user.id))
    form = DraftForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        if form.sealed is None:
            answer_drafts.empty_draft(found, form.box, by=request.user.id)
        else:
            answer_drafts.keep_draft(found.id, form.box, form.sealed, by=request.user.id)
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except tuple(REFUSALS) as why:
        return refused_for(why, REFUSALS)
    return JsonResponse({"box": form.box.value})


def _kept(tip: Tip, staff: str) -> dict[str, object]:
    """As cipher that its author alone opens: by box, and of letters that wait for a day or did not go."""
    letters = later.later_letters_of(tip, staff)
    own = [(bool(one.stopped), {"id": one.id, "sealed": b64(one.draft)}) for one in letters]
    typed = sorted(answer_drafts.drafts_of(tip, staff).items())
    return {
        "drafts": [{"box": box, "sealed": b64(sealed)} for box, sealed in typed],
        "stopped": [told for is_stopped, told in own if is_stopped],
        "waiting": [told for is_stopped, told in own if not is_stopped],
    }


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def put_by(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Let a sealed letter wait for its day. The same letter sent again is the same letter."""
    found = tip_of(request, tip_id)
    letter = put_by_in(request.body)
    if letter is None:
        return refused(*NOT_WHOLE)
    try:
        later.put_by(found.id, letter, by=request.user.id)
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except tuple(REFUSALS) as why:
        return refused_for(why, REFUSALS)
    return JsonResponse({"id": letter.id})


@form_of("review:tip")
@desk_page
@reviewers_only
def take_back(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Stop one's own letter; its text is in the box again."""
    found = tip_of(request, tip_id)
    try:
        later.take_back(found, request.POST.get("letter", ""), by=request.user.id)
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except later.NothingWaits:
        return tip_page(request, found, str(NOT_WAITING), 409)
    return onward("review:tip", tip_id=found.id)


@form_of("review:tip")
@desk_page
@reviewers_only
def seen(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Forget a letter that did not go; its author has read why."""
    found = tip_of(request, tip_id)
    later.forget_stopped(found, request.POST.get("letter", ""), by=request.user.id)
    return onward("review:tip", tip_id=found.id)


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest) -> HttpResponse:
    """A reader's own letters that wait for their day, and those that did not go."""
    letters = foretold(reading.later_letters_for(request.user))
    return show(request, "review/later.html", {"letters": letters, "gone": letters_gone(request.user.id)})


@form_of("review:later")
@desk_page
@reviewers_only
def gone(request: DeskRequest) -> HttpResponse:
    """Forget that letters went with their tips; their author has read it."""
    forget_gone(request.user.id)
    return onward("review:later")
