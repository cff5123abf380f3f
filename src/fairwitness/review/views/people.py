"""The people on a tip: who has it in hand, who reads it, and who says that it concerns them. Keys come sealed from the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from fairwitness.office import charter
from fairwitness.review import actions
from fairwitness.review.people_forms import AddForm, HandOverForm, RenewForm
from fairwitness.review.views import LETTER, NO_KEY, NOT_WHOLE
from fairwitness.review.views.door import (
    DeskRequest,
    Locked,
    NotOpen,
    desk_page,
    form_of,
    reviewers_only,
    tip_of,
)
from fairwitness.review.views.due import tip_page
from fairwitness.review.views.marking import WRONG as WRONG_NOTES
from fairwitness.review.views.signed_steps import ask_first, is_signed
from fairwitness.sealed.actions import assign, readers
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet
from fairwitness.sealed.actions.assign import DayIsOver, NextStep, NoReader, OtherHand
from fairwitness.sealed.actions.commit_sealed import NotGranted
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.readers import LastReader, RenewedMeanwhile
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import InHand, Tip
from fairwitness.sealed.people import reads_it
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

CHOOSE = _("Choose a colleague first. Nothing was changed.")
NOT_THEIRS = _("This colleague does not read this tip. Nothing was changed.")
CANNOT_JOIN = _("This colleague cannot be added to this tip. Nothing was changed.")
OTHER_HAND = _("Somebody else has this tip in hand by now, or nobody. Nothing was changed.")
LAST = _(
    "Nobody else reads this tip, so it would be lost to everybody. Add a colleague first. If there is none, it belongs to a body outside:"
)
NOT_ON_SHEET = _("You are not on this channel's key sheet of today. Nothing was changed.")
STEP_AND_DAY = _("Choose what is next, and a day that is not over. Nothing was changed.")
SAID: Mapping[type[Exception], Any] = {
    OtherHand: OTHER_HAND,
    NoReader: NOT_THEIRS,
    NotOnSheet: NOT_ON_SHEET,
    DayIsOver: STEP_AND_DAY,
    LastReader: LAST,
}
WRONG: Refusals = {
    **WRONG_NOTES,
    OtherHand: (Why.CONFLICT, OTHER_HAND),
    NoReader: (Why.CONFLICT, CANNOT_JOIN),
    RenewedMeanwhile: (
        Why.CONFLICT,
        _("A colleague’s browser has made the next key already. Press the button again."),
    ),
    NoSuchKey: NO_KEY,
    NotGranted: (
        Why.CONFLICT,
        _(
            "The keys were not sealed to exactly those who read this tip today. Nothing was changed: load the page again."
        ),
    ),
}


@form_of("review:tip")
@desk_page
@reviewers_only
def hand(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Take it, give it to a colleague, or give it back."""
    found, by, to = tip_of(request, tip_id), request.user.id, request.POST.get("to", "")
    way = request.POST.get("do", "")
    if way == "take":
        return _done(request, found, lambda: assign.take(found.id, by=by))
    if way == "back":
        return _done(request, found, lambda: assign.give_back(found.id, by=by))
    if not to:
        return tip_page(request, found, str(CHOOSE), 422)
    seen = request.POST.get("seen", "")
    return _done(request, found, lambda: assign.assign(found.id, to, seen=seen, by=by))


@form_of("review:tip")
@desk_page
@reviewers_only
def plan(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Say what is next, and by when; or nothing any more."""
    found, step = tip_of(request, tip_id), request.POST.get("step", "")
    due = _day(request.POST.get("day", ""))
    if step and (step not in InHand.Step.values or due is None):
        return tip_page(request, found, str(STEP_AND_DAY), 422)
    next_step = NextStep(InHand.Step(step), due) if step and due else None
    return _done(request, found, lambda: assign.plan(found.id, next_step, by=request.user.id))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def take_off(request: DeskRequest, tip_id: str, staff_id: str) -> HttpResponse:
    """Ask first, then take a colleague's keys away."""
    found = tip_of(request, tip_id)
    if staff_id == request.user.id:  # whom it concerns says so, and is not added again
        raise Http404
    if request.method == "POST" and is_signed(request, request.user, "take-off", found, staff_id):
        return _done(request, found, lambda: readers.take_off(found.id, staff_id, by=request.user.id))
    colleague = reads_it(found, staff_id)
    if colleague is None:
        raise Http404
    return ask_first(request, "review/take_off.html", {"tip": found, "colleague": colleague})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def concerned(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Ask once, then give up this tip for good."""
    found = tip_of(request, tip_id)
    if request.method != "POST" or not is_signed(request, request.user, "concerned", found):
        return ask_first(request, "review/concerned.html", {"tip": found})
    return _done(request, found, lambda: readers.recuse(found.id, by=request.user.id), onward="review:tips")


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def hand_over(request: DeskRequest, tip_id: str) -> HttpResponse:
    """To a colleague, with a sealed word. The same again is the same."""
    found, form = tip_of(request, tip_id), HandOverForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    return answer_to_script(
        request,
        found,
        form.word,
        lambda by: assign.hand_over(found.id, form.to, form.word.note, by=by.id),
    )


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def add(request: DeskRequest, tip_id: str) -> HttpResponse:
    """A colleague, with every key that whoever adds them holds."""
    found, form = tip_of(request, tip_id), AddForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    return answer_to_script(
        request, found, form.signed, lambda by: readers.add(found.id, form.holder, form.keys, by=by.id)
    )


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def renew(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The next keys, once somebody reads the tip no more."""
    found, form = tip_of(request, tip_id), RenewForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    return answer_to_script(
        request, found, form.signed, lambda by: readers.renew(found.id, form.keys, by=by.id)
    )


def _done(request: DeskRequest, tip: Tip, what: Callable[[], None], onward: str = "") -> HttpResponse:
    """Back to the tip, or to the tips where it is this reader's no more; or the tip's page, which says why not."""
    try:
        what()
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except tuple(SAID) as wrong:
        sentence = str(SAID[type(wrong)])
        if isinstance(wrong, LastReader):
            sentence = f"{sentence} {charter.current().about.outside.here}"
        return tip_page(request, tip_of(request, tip.id), sentence, 409)
    return redirect(onward) if onward else redirect("review:tip", tip_id=tip.id)


def answer_to_script(
    request: DeskRequest, tip: Tip, sent: actions.SignedForm, what: Callable[[Signer], None]
) -> HttpResponse:
    """To a script, about something that whoever is signed in has signed."""
    try:
        what(actions.signer_of(tip.id, request.user, sent))
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except tuple(WRONG) as wrong:
        return refused_for(wrong, WRONG)
    return JsonResponse({})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
