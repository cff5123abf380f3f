"""The desk's pages: what is sealed goes to the browser sealed."""

from __future__ import annotations

from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.review import actions, reading
from fairwitness.review.forms import AnswerForm
from fairwitness.review.signed_first import RECORDED_IT, answer_first
from fairwitness.review.views.door import (
    DeskRequest,
    Locked,
    NotOpen,
    desk_page,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.due import tip_page
from fairwitness.review.views.queueing import queue_page
from fairwitness.sealed.actions.among_readers import NotOnSheet, OldKey
from fairwitness.sealed.actions.files import FilesGone
from fairwitness.sealed.actions.later import NothingWaits
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.move import NoSuchMove, StalePage, WaitsForSecond
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Conversation, Grant, Tip
from fairwitness.sealed.recorded import own_from
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for
from fairwitness.sealed.states import State

LETTER = 4 * 1024 * 1024  # bytes of a letter's request, base64 included
MOVED = _("Somebody has moved this tip meanwhile, so your letter was not sent. Open it again.")
NO_KEY = Why.FORBIDDEN, _("You hold no key with this number.")
NOT_BY_RECORDER = Why.FORBIDDEN, RECORDED_IT
NOT_ON_SHEET = Why.FORBIDDEN, _("You are not on this channel's key sheet of today, so you cannot write here.")
NOT_WHOLE = Why.MALFORMED, _("This letter did not arrive whole. Please send it again.")
ANOTHER_FIRST = Why.CONFLICT, _("Another letter came first. Please send yours again.")
NOT_WAITING = _("This letter does not wait any more: it was sent, or stopped. Nothing was changed.")
OLD_KEY = (
    Why.CONFLICT,
    _(
        "A colleague reads this tip no more, so a new key comes first. Nothing was sent, and what you wrote stays: press the button again."
    ),
)
FORMER_KEYS = (
    Why.FORBIDDEN,
    _(
        "This tip is still sealed to your former keys: you can read it, and not write. Seal your keys anew first."
    ),
)
REFUSALS: Refusals = {
    Grant.DoesNotExist: NO_KEY,
    NotOnSheet: NOT_ON_SHEET,
    OldKey: OLD_KEY,
    actions.FormerKeysAlone: FORMER_KEYS,
    StalePage: (Why.CONFLICT, MOVED),
    NoSuchMove: (Why.CONFLICT, MOVED),
    NothingWaits: (Why.CONFLICT, NOT_WAITING),
    FilesGone: (Why.FILES, _("A file of this letter is no longer there. Please choose it again.")),
}


@require_safe
@desk_page
@reviewers_only
def tips(request: DeskRequest) -> HttpResponse:
    """A page of the queue, and on the first what is to be seen before anything else. Whatever is due first stands first."""
    return show(request, "review/tips.html", queue_page(request))


@require_safe
@desk_page
@reviewers_only
def tip(request: DeskRequest, tip_id: str) -> HttpResponse:
    """One tip: its letters, still sealed, and a box for the answer."""
    return tip_page(request, tip_of(request, tip_id))


@require_safe
@reviewers_only
def sealed(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The whole conversation as cipher, with this reviewer's grants and the sheets that say who may write."""
    found = tip_of(request, tip_id)
    conversation = reading.conversation_with_tipster(found)
    actions.hand_out(found, request.user)
    told, since = letters_of(conversation), own_from(found)
    handed_out = {
        "conversation": conversation.id,
        "channel": found.channel.slug,
        "office": b64(found.office.verifying_key),
        "line": b64(found.office.line),
        "sheets": [b64(published) for published in reading.sheets_of(found)],
        "grants": [
            {"n": grant.number, "sealed": b64(grant.sealed)}
            for grant in reading.grants_for(request.user, conversation)
        ],
        "letters": told,
        "own_from": len(told) if since is None else since,
    }
    tip_of(request, tip_id)  # what was locked since the first look is not handed out
    return JsonResponse(handed_out)


def letters_of(conversation: Conversation) -> list[dict[str, object]]:
    """Every letter of a conversation as cipher, in order."""
    return [
        {
            "id": letter.id,
            "n": letter.number,
            "from_office": letter.from_office,
            "day": letter.day.isoformat(),
            "sealed": b64(letter.sealed),
        }
        for letter in conversation.letters.all()
    ]


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def letters(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Put a sealed answer in its place. The same letter sent again is the same letter."""
    found = tip_of(request, tip_id)
    form = AnswerForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        actions.answer(
            found,
            request.user,
            form.number,
            form.sealed,
            form.uploads,
            form.id,
            feedback=State(form.feedback) if form.feedback else None,
            box=form.box,
            instead=form.instead,
        )
    except IntegrityError:
        return _already_there(found, form)
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except WaitsForSecond:
        return refused(Why.CONFLICT, answer_first(found, request.user) or MOVED)
    except tuple(REFUSALS) as why:
        return refused_for(why, REFUSALS)
    return JsonResponse({"id": form.id})


def _already_there(tip: Tip, form: AnswerForm) -> HttpResponse:
    """The same letter, or another one under the same id."""
    conversation = reading.conversation_with_tipster(tip)
    if conversation.letters.filter(pk=form.id, sealed=form.sealed).exists():
        return JsonResponse({"id": form.id})
    return refused(*ANOTHER_FIRST)
