"""A tip's page, and what a reader does there about its days: asking for longer once, and closing what was told."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter
from fairwitness.office.charter import Charter
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review import course, reading, sections
from fairwitness.review.alleged import WAYS
from fairwitness.review.harmed import HARMED
from fairwitness.review.letters import letters_of
from fairwitness.review.name_status import status_of
from fairwitness.review.reading import key_of
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
from fairwitness.review.waiting import closed, waiting_for
from fairwitness.sealed import former_keys, people
from fairwitness.sealed.actions import hear
from fairwitness.sealed.actions.extend import ExtendedBefore, NotExternal, NothingDue
from fairwitness.sealed.actions.extend import extend as extend_it
from fairwitness.sealed.actions.feedback import Waits
from fairwitness.sealed.actions.feedback import finish as finish_it
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, WaitsForSecond
from fairwitness.sealed.actions.refer import can_be_passed_on
from fairwitness.sealed.hearing import hearings
from fairwitness.sealed.in_hand import in_hand
from fairwitness.sealed.models import InHand, Tip
from fairwitness.sealed.promises import feedback_due
from fairwitness.sealed.reading import standing
from fairwitness.sealed.recorded import RecordedIt, code_until, is_code_over, recorded, recordings_destroyed
from fairwitness.sealed.states import AWAITS_FEEDBACK, OWNERS, STAGES, By, State


def tip_page(request: DeskRequest, found: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    """The page of a tip; with `problem`, why what was asked for was not done."""
    conversation = reading.conversation_with_tipster(found)
    promised, letters = charter.current(), list(conversation.letters.all())
    stands, heard = standing(found, promised.deadlines), hearings(found)
    context = {
        "tip": found,
        "mailbox": conversation.mailbox,
        "letters": letters,
        "checklist": course.checklist(found, letters),
        "to_do": (to_do := course.to_do(found, letters)),
        "can_tick": any(task.by is By.READERS for task, _ in to_do),
        "ways": WAYS.items(),
        "timeline": course.timeline(found, letters),
        "stands": stands,
        "limits": promised.limits,
        "problem": problem,
        "stage": STAGES[State(found.state)],
        "owner": OWNERS[STAGES[State(found.state)].owner],
        "to_be_marked": found.state == State.SCOPE_CHECK,
        "harmed": HARMED,
        "next": sections.next_for(request.user, stands),
        "can_be_passed_on": can_be_passed_on(found),
        "export_waits": found.exports.filter(second="").exists(),
        "can_be_heard": found.state in hear.BEGINS_IN or bool(heard),
        "person_answered": any(one.answered for one in heard),
        "name_stands": status_of(found),
        "waiting": waiting_for(request.user, found),
        "closed": closed(found),
        **_offered(found, promised),
        **letters_of(request.user, found, conversation, letters),
        **_people(request.user, found),
        **_recorded(request.user, found),
    }
    return show(request, "review/tip.html", context, status)


def _recorded(staff: Staff, tip: Tip) -> dict[str, object]:
    """How it came another way, who wrote it down, and what became of that."""
    row = recorded(tip)
    if row is None:
        return {}
    names = dict(Staff.objects.filter(pk=row.by).values_list("pk", "shown_name"))
    return {
        "recorded": row,
        "recorded_by": names.get(row.by, row.by),
        "recorded_it": row.by == staff.id,
        "code_is_over": is_code_over(row),
        "code_until": code_until(row),
        "recordings": row.recordings.filter(destroyed=None).count(),
        "recordings_destroyed": recordings_destroyed(tip),
        "gone": row.recordings.exclude(destroyed=None),
        "to_be_marked": tip.state == State.SCOPE_CHECK and row.by != staff.id,
    }


def _people(staff: Staff, tip: Tip) -> dict[str, object]:
    """Who has it in hand, who reads it, and who could."""
    row = in_hand(tip)
    reading_it = people.readers(tip)
    by_former = not people.writes(tip, staff) and former_keys.opens_with_former_keys(staff)
    return {
        "in_hand": row,
        "is_mine": row is not None and row.staff_id == staff.id,
        "seen_hand": row.staff_id if row else "",
        "steps": InHand.Step.choices,
        "today": today(),
        "readers": reading_it,
        "colleagues": [one for one in reading_it if one.id != staff.id],
        "may_join": [] if by_former else [(one, b64(key_of(one).holder)) for one in people.may_join(tip)],
        "reads_by_former_keys": by_former,
        "next_key": bool(people.to_renew(tip)) and not by_former,
    }


def _offered(tip: Tip, promised: Charter) -> dict[str, object]:
    """What a reader may do about its days."""
    state = State(tip.state)
    is_told_next = State.FEEDBACK_GIVEN in STAGES[state].after
    due = feedback_due(tip, promised.deadlines)
    may_extend = promised.is_external and not tip.extended and state in AWAITS_FEEDBACK and today() <= due
    return {
        "extensions": Tip.Extension.choices if may_extend else [],
        "extended_to": due + (due - tip.received),
        "feedback": state.value if is_told_next else "",
        "may_finish": state is State.FEEDBACK_GIVEN or (tip.no_answer and is_told_next),
        "ends": state in (State.CLOSED, State.OUT_OF_SCOPE),
    }


@form_of("review:tip")
@desk_page
@reviewers_only
def extend(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Take longer, once, and have the line tell the tipster why."""
    found = tip_of(request, tip_id)
    reason = request.POST.get("reason", "")
    if reason not in Tip.Extension.values:
        return tip_page(request, found, _("Choose why more time is needed."), 422)
    try:
        extend_it(found.id, Tip.Extension(reason), by=request.user.id)
    except NotExternal:
        return tip_page(request, found, _("Only an authority outside may take longer than it promised."), 409)
    except ExtendedBefore:
        return tip_page(request, found, _("More time was taken already, and that is possible once."), 409)
    except NothingDue:
        return tip_page(
            request, found, _("More time can be taken before the day is over, and not after."), 409
        )
    return onward("review:tip", tip_id=found.id)


@form_of("review:tip")
@desk_page
@reviewers_only
def finish(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Close what was told."""
    found = tip_of(request, tip_id)
    seen = request.POST.get("seen", "")
    try:
        finish_it(found, seen=State(seen) if seen in State.values else State.RECEIVED, by=request.user.id)
    except Waits:
        sentence = _(
            "The tipster has written since. Answer first: perhaps it is an objection, or about retaliation."
        )
        return tip_page(request, found, sentence, 409)
    except RecordedIt:
        return tip_page(request, found, str(RECORDED_IT), 409)
    except WaitsForSecond:
        return tip_page(request, found, str(answer_first(found, request.user) or ""), 409)
    except (StalePage, NoSuchMove):
        return tip_page(request, found, _("This tip stands elsewhere by now. Nothing was changed."), 409)
    return onward("review:tip", tip_id=found.id)
