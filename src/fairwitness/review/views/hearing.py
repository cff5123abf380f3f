"""Hearing the other side: a reader writes a summary and hands over a code, reads what the person reported on answers, and goes on when that is in. All of it is cipher here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.handed_over import HandedOver
from fairwitness.office import charter
from fairwitness.office.clock import today
from fairwitness.office.models import Staff
from fairwitness.review import actions, reading
from fairwitness.review.forms import AnswerForm
from fairwitness.review.hearing_forms import HandedOverForm, HearingForm
from fairwitness.review.views import (
    ANOTHER_FIRST,
    FORMER_KEYS,
    LETTER,
    NO_KEY,
    NOT_BY_RECORDER,
    NOT_ON_SHEET,
    NOT_WHOLE,
    OLD_KEY,
    letters_of,
)
from fairwitness.review.views.door import (
    DeskRequest,
    Locked,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.marking import WRONG as WRONG_NOTES
from fairwitness.review.views.passing_on import WRONG as WRONG_SIGNATURES
from fairwitness.review.views.two_signatures import signing
from fairwitness.sealed.actions import hear, leave_out, signed_by_two
from fairwitness.sealed.actions.among_readers import NotOnSheet, OldKey
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.actions.commit_sealed import NotGranted, SheetOutdated
from fairwitness.sealed.actions.files import FilesGone
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, WaitsForSecond
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.advising import adviser_of
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.hearing import (
    FURTHEST,
    code_until,
    hearings,
    is_code_over,
    is_over,
    left_out,
    open_leaving_out,
    waits_for,
)
from fairwitness.sealed.models import Conversation, Grant, Letter, Mailbox, Tip
from fairwitness.sealed.models_of_hearing import Hearing, LeftOut
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for
from fairwitness.sealed.showing import blank_code
from fairwitness.sealed.states import State
from fairwitness.sealed.summary_words import SUMMARY

LANGUAGES = ("en", "zh-hans")
MOVED = _("This tip stands elsewhere by now. Nothing was changed: load the page again.")
WRONG: Refusals = {
    StalePage: (Why.CONFLICT, MOVED),
    NoSuchMove: (Why.CONFLICT, MOVED),
    WaitsForSecond: (Why.CONFLICT, _("A colleague has signed something about this tip. Answer that first.")),
    RecordedIt: NOT_BY_RECORDER,
    NotGranted: WRONG_NOTES[NotGranted],
    SheetOutdated: WRONG_NOTES[SheetOutdated],
    LocatorTaken: (Why.TAKEN, _("This code cannot be used. Take another one.")),
    actions.NotTheirs: (
        Why.FORBIDDEN,
        _("This is not signed with your key. Sign out, sign in again, and send it once more."),
    ),
    NotOnSheet: NOT_ON_SHEET,
    IntegrityError: ANOTHER_FIRST,
}
TOLD: Mapping[str, Any] = {
    Hearing.Ended.UNFOUND: _("It ended without a finding."),
    Hearing.Ended.CONFIRMED: _("It was confirmed, and is about them."),
    Hearing.Ended.NOT_CONFIRMED: _("It was not confirmed, as far as they are concerned."),
    Hearing.Ended.REFERRED: _("The readers have finished here."),
}
WRONG_HANDING: Refusals = {
    TipDestroyed: (Why.GONE, _("This tip was taken back or destroyed meanwhile. Nothing was signed.")),
    StalePage: (Why.CONFLICT, MOVED),
    hear.NoSuchDay: (
        Why.CONFLICT,
        _(
            "Choose the day on which it was handed over: at most a week ago, and not before the code was made. Nothing was signed."
        ),
    ),
    hear.TakenBefore: (
        Why.CONFLICT,
        _(
            "Somebody has taken a new code with it before that day, so perhaps it was not who it is for. Nothing was signed: ask anew, with another code."
        ),
    ),
    signed_by_two.Alone: (
        Why.CONFLICT,
        _("You have made this code. Another reader signs that it was handed over."),
    ),
    signed_by_two.NothingAsked: (
        Why.CONFLICT,
        _("Somebody has signed this meanwhile, or it has ended. Nothing was changed: load the page again."),
    ),
    signed_by_two.NotSigned: WRONG_SIGNATURES[signed_by_two.NotSigned],
    SheetOutdated: WRONG_NOTES[SheetOutdated],
    RecordedIt: NOT_BY_RECORDER,
    NotOnSheet: NOT_ON_SHEET,
}
WRONG_LETTER: Refusals = {
    Grant.DoesNotExist: NO_KEY,
    NotOnSheet: NOT_ON_SHEET,
    actions.FormerKeysAlone: FORMER_KEYS,
    OldKey: OLD_KEY,
    FilesGone: (Why.FILES, _("A file of this letter is no longer there. Please choose it again.")),
}


@dataclass(frozen=True)
class Heard:
    """One of those who were asked, for the page."""

    row: Hearing
    by: str  # a name
    handed_by: str  # a name, or nothing yet
    can_sign: bool  # whoever looks at the page
    letters: Sequence[Letter]  # without the first, which says nothing but whose code it was

    @property
    def conversation(self) -> Conversation:
        """With the person reported on."""
        return self.row.conversation

    @property
    def statement(self) -> str:
        """That the code was handed over, as it was signed, for the browser to check."""
        return b64(self.row.statement)

    @property
    def signature(self) -> str:
        """Under it."""
        return b64(self.row.signature)

    @property
    def adviser(self) -> Mailbox | None:
        """Of whoever advises them now."""
        return adviser_of(self.conversation)

    @property
    def is_over(self) -> bool:
        """Their time."""
        return is_over(self.row)

    @property
    def wrote_before(self) -> bool:
        """A letter, and then asked for more time, and did not write since."""
        own_from = self.row.own_from
        wrote = any(
            not one.from_office and not one.wordless and one.position > (own_from or 0)
            for one in self.letters
        )
        return wrote and self.row.more is not None

    @property
    def first_day(self) -> Any:
        """On which it can have been handed over at the earliest."""
        return max(self.row.day, today() - timedelta(days=hear.LATEST))

    @property
    def told(self) -> Any:
        """What the person reads who was asked."""
        return TOLD[self.row.ended]

    @property
    def too_late(self) -> bool:
        """Nobody has signed in time that it was handed over: nobody is waited for any more."""
        return self.row.handed is None and today() > code_until(self.row)

    @property
    def code_is_over(self) -> bool:
        """Nobody used the code in time."""
        return is_code_over(self.row)

    @property
    def code_until(self) -> Any:
        """A day."""
        return code_until(self.row)


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Who was asked, what they answered, and the box for a summary."""
    return hearing_page(request, tip_of(request, tip_id))


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def begin(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Let somebody answer. The same bytes again are the same hearing."""
    found, form = tip_of(request, tip_id), HearingForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        row = _begin(found, request.user, form)
    except TipDestroyed:
        raise Http404 from None
    except tuple(WRONG) as wrong:
        return refused_for(wrong, WRONG)
    days = {"code_until": code_until(row).isoformat()}
    return JsonResponse({"tip": found.id, **days})


def _begin(tip: Tip, by: Staff, form: HearingForm) -> Hearing:
    return hear.begin(tip, actions.signer_of(tip.id, by, form), form.summary)


@require_safe
@reviewers_only
def sealed(request: DeskRequest, tip_id: str, conversation_id: str) -> HttpResponse:
    """The conversation with the person reported on as cipher, with this reviewer's grants."""
    found = tip_of(request, tip_id)
    actions.hand_out(found, request.user)
    told = told_of(request.user, _conversation(found, conversation_id))
    tip_of(request, tip_id)  # what was locked since the first look is not handed out
    return JsonResponse(told)


def _hand_over(tip: Tip, by: Staff, form: HandedOverForm) -> None:
    told = HandedOver(bytes(tip.office.line), tip.id, form.asked, form.way, form.day)
    hear.hand_over(tip, Signer.of(reading.key_of(by)), told, form.signature)


hand_over = signing(HandedOverForm, _hand_over, WRONG_HANDING)


def told_of(staff: Staff, conversation: Conversation) -> dict[str, object]:
    """In the form of a tipster's. What is there before they took a code of their own could be a reader's."""
    tip, letters = conversation.tip, letters_of(conversation)
    since = conversation.hearing.own_from
    return {
        "conversation": conversation.id,
        "channel": tip.channel.slug,
        "office": b64(tip.office.verifying_key),
        "line": b64(tip.office.line),
        "sheets": [b64(published) for published in reading.sheets_of(tip)],
        "grants": [
            {"n": grant.number, "sealed": b64(grant.sealed)}
            for grant in reading.grants_for(staff, conversation)
        ],
        "letters": letters,
        "own_from": len(letters) if since is None else since + 1,
    }


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def letters(request: DeskRequest, tip_id: str, conversation_id: str) -> HttpResponse:
    """Put a sealed letter to the person reported on in its place. The same letter sent again is the same letter."""
    conversation = _conversation(tip_of(request, tip_id), conversation_id)
    form = AnswerForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        actions.answer_person(conversation, request.user, form)
    except IntegrityError:
        is_same = conversation.letters.filter(pk=form.id, sealed=form.sealed).exists()
        return JsonResponse({"id": form.id}) if is_same else refused(*ANOTHER_FIRST)
    except TipDestroyed:
        raise Http404 from None
    except TipLocked:
        raise Locked from None
    except tuple(WRONG_LETTER) as why:
        return refused_for(why, WRONG_LETTER)
    return JsonResponse({"id": form.id})


@form_of("review:hearing")
@desk_page
@reviewers_only
def go_on(request: DeskRequest, tip_id: str) -> HttpResponse:
    """To the second review, once nobody is waited for."""
    found = tip_of(request, tip_id)
    try:
        hear.go_on(found.id, by=request.user.id)
    except hear.StillWaits:
        sentence = _("Their time is not over, and they have not answered. Nothing was changed.")
        return hearing_page(request, found, str(sentence), 409)
    except RecordedIt:
        return hearing_page(request, found, str(NOT_BY_RECORDER[1]), 409)
    except (StalePage, NoSuchMove, WaitsForSecond):
        return hearing_page(request, found, str(MOVED), 409)
    return onward("review:hearing", tip_id=found.id)


def hearing_page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    """The page; with `problem`, why what was asked for was not done."""
    promised, rows = charter.current(), hearings(tip)
    known = {who for one in rows for who in (one.by, one.handed_by)}
    names = dict(Staff.objects.filter(pk__in=known).values_list("pk", "shown_name"))
    can_write = recorded_by(tip) != request.user.id
    context = {
        "tip": tip,
        "heard": [
            Heard(
                one,
                names.get(one.by, "?"),
                names.get(one.handed_by, "?") if one.handed_by else "",
                can_write and one.by != request.user.id and State(tip.state) in hear.BEGINS_IN,
                list(one.conversation.letters.filter(position__gt=0)),
            )
            for one in rows
        ],
        "recorded_it": not can_write,
        "may_begin": can_write and State(tip.state) in hear.BEGINS_IN,
        "may_go_on": can_write and tip.state == State.REPLY and not any(map(waits_for, rows)),
        "names_the_way": promised.channel(tip.channel.slug).name_here if len(promised.channels) > 1 else "",
        "asked": [(slug, name) for slug, name in SUMMARY.items()],
        "limits": promised.limits,
        "ways": Hearing.Way.choices,
        "day": today(),
        "papers": [
            {
                "language": one,
                "addresses": _addresses(promised.addresses, one),
                "concerned": _addresses(promised.addresses, one, "concerned"),
                **blank_code(one),
            }
            for one in LANGUAGES
        ],
        "problem": problem,
        **_left_out(request.user, tip, can_write=can_write),
    }
    return show(request, "review/hearing.html", context, status)


def _left_out(staff: Staff, tip: Tip, *, can_write: bool) -> dict[str, object]:
    """What was signed about not hearing them yet, for the scripts to look at; and whether it can be asked for."""
    row = open_leaving_out(tip) or left_out(tip)
    is_done = row is not None and row.second != ""
    shown = row and {
        "id": row.id,
        "statement": b64(row.statement),
        "signatures": f"{b64(row.first_signature)} {b64(row.second_signature)}".strip(),
        "until": row.until,
        "is_done": is_done,
        "is_over": row.until < today(),
        "is_mine": row.first == staff.id,
    }
    is_open = row is None or (is_done and row.until < today())
    return {
        "unheard": shown,
        "may_leave_out": can_write and is_open and State(tip.state) in leave_out.LEAVES_OUT_IN,
        "grounds": LeftOut.Ground.choices,
        "today": today(),
        "tomorrow": today() + timedelta(days=1),
        "furthest": today() + timedelta(days=FURTHEST),
    }


def _addresses(addresses: Sequence[str], language: str, page: str = "reply") -> Sequence[str]:
    """Of the page where such a code is typed, which a tipster's mailbox does not open; or of another page."""
    return [f"{one.rstrip('/')}/{language}/{page}/" for one in addresses]


def _conversation(tip: Tip, conversation_id: str) -> Conversation:
    """One of those with a person reported on; Http404 for any other."""
    row = next((one for one in hearings(tip) if one.conversation_id == conversation_id), None)
    if row is None:
        raise Http404
    return row.conversation
