"""Taking in hand, closing many at a time, opening again, a second look, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.office.rows import only
from fairwitness.review import closing, reading
from fairwitness.review.closing import CLOSES, IN_HAND, NEW, NotForYou
from fairwitness.review.forms import Chosen, chosen
from fairwitness.review.signed_first import RECORDED_IT, answer_first
from fairwitness.review.views.door import (
    DeskRequest,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.last_reader import last_reader
from fairwitness.review.views.queueing import queue_page
from fairwitness.review.views.signed_steps import ask_first, is_signed
from fairwitness.sealed.actions.among_readers import NotOnSheet
from fairwitness.sealed.actions.assign import NoReader, OtherHand, assign
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, WaitsForSecond
from fairwitness.sealed.actions.readers import LastReader
from fairwitness.sealed.actions.reopen import TooLate
from fairwitness.sealed.locking import ends_at_once, has_come_further, who_could_look
from fairwitness.sealed.models import Notice, Tip
from fairwitness.sealed.notices import SAYS, said
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.resting import SHUT, asks_first, kept_for, last_day, rests_until
from fairwitness.sealed.states import State

WAYS: Mapping[str, Callable[..., Tip]] = {
    "take": closing.take_in_hand,
    **{outcome.value: partial(closing.close, outcome=outcome) for outcome in SHUT},
}
REFUSALS = (
    StalePage,
    NoSuchMove,
    WaitsForSecond,
    NotForYou,
    TooLate,
    TipDestroyed,
    TipLocked,
    Tip.DoesNotExist,
    OtherHand,
    NoReader,
    NotOnSheet,
    RecordedIt,
)
TAKE_FIRST = _("Nobody has taken it in hand. Do that first, then it can be closed.")
YOURS = _("You have closed it yourself. The second look is another reader’s.")
OVER = _("The last day on which it could be opened again is over.")
NOT_FROM_THERE = _(
    "It cannot be closed so from where it stands, and is left. What nobody has taken in hand is taken in hand first."
)
SAID: Mapping[type[Exception], Any] = {
    RecordedIt: RECORDED_IT,
    NotForYou: YOURS,
    TooLate: OVER,
    OtherHand: _("Somebody else has it in hand by now."),
    NoReader: _("Whoever you chose does not read this tip."),
    NotOnSheet: _("You are not on this channel's key sheet of today, so you cannot give it to anybody."),
}
TICK_FIRST = _("Tick the tips first that you want to take in hand, to give or to close. Nothing was changed.")
ELSEWHERE = _("It stands elsewhere by now: somebody else was faster.")


@dataclass(frozen=True)
class Left:
    """A tip to which nothing was done, and why."""

    tip: Tip
    why: Any

    @property
    def can_be_chosen(self) -> bool:
        """Whether it is still to be taken in hand or closed."""
        return self.tip.state in (*NEW, *CLOSES)


@dataclass(frozen=True)
class Asked:
    """A tip on the page that asks first, and why it cannot be closed as it stood when it was ticked; nothing where it can."""

    box: Chosen
    tip: Tip
    why: Any


@dataclass
class Result:
    """What became of each that was chosen."""

    way: str
    done: list[Tip] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    gone: int = 0  # that this reader is not handed any more, or never was

    @property
    def drawn(self) -> int:
        """On how many of them the lot fell."""
        return sum(tip.second_look != "" for tip in self.done)

    @property
    def may_choose_again(self) -> bool:
        """Whether anything that was left is still to be done."""
        return any(one.can_be_chosen for one in self.left)


@form_of("review:tips")
@desk_page
@reviewers_only
def choose(request: DeskRequest) -> HttpResponse:
    """Take in hand or close what was ticked; closing asks first, and what is left keeps its tick."""
    ticked, way = chosen(request.POST), request.POST.get("do", "")
    action = _action(request, way)
    if not ticked or action is None or "back" in request.POST:
        return _list(request, ticked, is_asked_back="back" in request.POST)
    if way in SHUT and "sure" not in request.POST:
        return _sure(request, State(way), ticked)
    result = Result(way)
    for one in ticked:
        _try(result, request, one.tip, partial(action, one))
    if (
        "here" in request.POST and result.done and not result.left
    ):  # from the page of the tip, which says who has it now
        return onward("review:tip", tip_id=result.done[0].id)
    return _told(request, result)


def _action(request: DeskRequest, way: str) -> Callable[[Chosen], Tip] | None:
    """What is done with each; None for what no button of ours says."""
    by = request.user
    if way in WAYS:
        return lambda one: WAYS[way](one.tip, seen=one.seen, by=by)
    to = only(reading.colleagues_of(by).filter(pk=request.POST.get("to", "")))
    if way != "assign" or to is None:
        return None
    return lambda one: _give(one, to, by)


def _give(one: Chosen, to: Staff, by: Staff) -> Tip:
    assign(one.tip, to.id, seen=one.hand, by=by.id)
    return Tip.objects.select_related("channel").get(pk=one.tip)


@form_of("review:tip")
@desk_page
@reviewers_only
def open_again(request: DeskRequest, tip_id: str) -> HttpResponse:
    """One click."""
    found, result = tip_of(request, tip_id), Result("again")
    _try(result, request, found.id, lambda: closing.reopen(found.id, by=request.user))
    return onward("review:tip", tip_id=tip_id) if result.done else _told(request, result, status=409)


@form_of("review:tip")
@desk_page
@reviewers_only
def agree(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The second look ends as the first."""
    found, result = tip_of(request, tip_id), Result("agree")
    _try(result, request, found.id, lambda: closing.agree(found.id, by=request.user))
    return onward("review:tips") if result.done else _told(request, result, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def protected(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Say what happens, then lock."""
    found = tip_of(request, tip_id)
    seen = request.POST.get("seen", found.state)
    if found.state in IN_HAND and (
        why := _not_yours(found, request.user) or answer_first(found, request.user)
    ):
        return _told(request, Result("protected", left=[Left(found, why)]), status=409)
    try:
        if request.method == "POST" and is_signed(request, request.user, "protected", found):
            closing.lock(found.id, seen=State(seen), by=request.user)
            return onward("review:tips")
        if found.state not in IN_HAND:
            raise NoSuchMove
    except LastReader:
        return show(request, "review/protected.html", _before_locking(found, request.user), status=409)
    except (*REFUSALS, ValueError) as refused:
        why = _why(refused, found, request.user)
        return _told(request, Result("protected", left=[Left(found, why or ELSEWHERE)]), status=409)
    return ask_first(request, "review/protected.html", _before_locking(found, request.user))


def _before_locking(tip: Tip, by: Staff) -> dict[str, object]:
    """What the page says that asks first."""
    ends = ends_at_once(tip)
    alone = not tip.locked_by and not who_could_look(tip, without=by.id)
    return {
        "tip": tip,
        "told": said(Notice.Template.PROTECTED_CONDUCT, today(), kept_for(tip)),
        "until": last_day(State.PROTECTED_CONDUCT, today(), kept_for(tip)),
        "ends": ends,
        "alone": last_reader() if alone else "",
        "colleagues": not tip.locked_by and has_come_further(tip),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def about_harm(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Say of a tip that a colleague has locked past the scope check that it is about harm; nothing of it is shown before."""
    found = next((one for one in reading.to_speak_up_for(request.user) if one.id == tip_id), None)
    if found is None:
        tip_of(request, tip_id)  # of one that is locked to them, or none of theirs, it says that
        return onward("review:tip", tip_id=tip_id)  # a colleague was faster
    if request.method == "POST":
        result = Result("harm")
        _try(result, request, tip_id, lambda: closing.speak_up(tip_id, by=request.user))
        return onward("review:tip", tip_id=tip_id) if result.done else _told(request, result, status=409)
    return show(request, "review/about_harm.html", {"tip": found, "until": rests_until(found)})


def _try(result: Result, request: DeskRequest, tip_id: str, action: Callable[[], Tip]) -> None:
    """Each by itself: what is refused takes nothing of the others back."""
    try:
        result.done.append(action())
    except REFUSALS as refused:
        found = reading.tip_for(request.user, tip_id)
        if found is None:
            result.gone += 1
        else:
            result.left.append(Left(found, _why(refused, found, request.user)))


def _why(refused: Exception, tip: Tip, staff: Staff) -> Any:
    if isinstance(refused, WaitsForSecond) and (why := answer_first(tip, staff)):
        return why
    if isinstance(refused, NoSuchMove) and tip.state in NEW:
        return TAKE_FIRST
    return SAID.get(type(refused), ELSEWHERE)


def _list(request: DeskRequest, ticked: Sequence[Chosen], *, is_asked_back: bool) -> HttpResponse:
    context = {
        **queue_page(request),
        "ticked": {one.tip for one in ticked},
        "nothing_ticked": "" if is_asked_back else TICK_FIRST,
    }
    return show(request, "review/tips.html", context, status=200 if is_asked_back else 422)


def _sure(request: DeskRequest, outcome: State, ticked: Sequence[Chosen]) -> HttpResponse:
    mine = {tip.id: tip for tip in reading.tips_for(request.user).filter(pk__in=[one.tip for one in ticked])}
    rows = [
        Asked(one, mine[one.tip], _why_not(one.seen, outcome, mine[one.tip], request.user))
        for one in ticked
        if one.tip in mine
    ]
    kept = {kept_for(one.tip) for one in rows}  # tips of an earlier charter may have been promised less
    context = {
        "outcome": outcome,
        "rows": rows,
        "count": sum(not one.why for one in rows),
        "told": sorted(said(SAYS[outcome], today(), one) for one in kept),
        "until": min((last_day(outcome, today(), one) for one in kept), default=today()),
        "asks": any(asks_first(outcome, one) for one in kept),
    }
    return show(request, "review/close.html", context)


def _why_not(seen: State, outcome: State, tip: Tip, staff: Staff) -> Any:
    if not closing.may_close(seen, outcome):
        return NOT_FROM_THERE
    return _not_yours(tip, staff) or answer_first(tip, staff)


def _not_yours(tip: Tip, staff: Staff) -> Any:
    """Why somebody else closes it: this reader wrote it down."""
    return RECORDED_IT if recorded_by(tip) == staff.id else None


def _told(request: DeskRequest, result: Result, status: int = 200) -> HttpResponse:
    return show(request, "review/done.html", {"result": result}, status=status)
