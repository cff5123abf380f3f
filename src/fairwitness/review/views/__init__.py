"""The desk's pages: what is sealed goes to the browser sealed."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office import charter
from fairwitness.review import actions, reading
from fairwitness.review.forms import AnswerForm
from fairwitness.review.views.door import DeskRequest, desk_page, reviewers_only, show
from fairwitness.sealed.actions.files import FilesGone
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Conversation, Grant, Tip
from fairwitness.sealed.reading import standing

LETTER = 4 * 1024 * 1024  # bytes of a letter's request, base64 included


@require_safe
@desk_page
@reviewers_only
def tips(request: DeskRequest) -> HttpResponse:
    """What is overdue, what waits, and what does not; whatever is due first stands first."""
    deadlines = charter.current().deadlines
    standings = [standing(tip, deadlines) for tip in reading.tips_for(request.user)]
    found = sorted(standings, key=lambda one: one.due or date.max)
    in_time = [one for one in found if not one.is_late]
    context = {
        "late": [one for one in found if one.is_late],
        "waiting": [one for one in in_time if one.waits_for_office],
        "others": [one for one in in_time if not one.waits_for_office],
    }
    return show(request, "review/tips.html", context)


@require_safe
@desk_page
@reviewers_only
def tip(request: DeskRequest, tip_id: str) -> HttpResponse:
    """One tip: its letters, still sealed, and a box for the answer."""
    found = _tip(request, tip_id)
    conversation = reading.conversation_with_tipster(found)
    promised = charter.current()
    context = {
        "tip": found,
        "mailbox": conversation.mailbox,
        "letters": conversation.letters.all(),
        "stands": standing(found, promised.deadlines),
        "limits": promised.limits,
    }
    return show(request, "review/tip.html", context)


@require_safe
@reviewers_only
def sealed(request: DeskRequest, tip_id: str) -> HttpResponse:
    """The whole conversation as cipher, with this reviewer's grants and the sheets that say who may write."""
    found = _tip(request, tip_id)
    conversation = reading.conversation_with_tipster(found)
    actions.hand_out(found, request.user)
    return JsonResponse(
        {
            "conversation": conversation.id,
            "channel": found.channel.slug,
            "office": b64(found.office.verifying_key),
            "line": b64(found.office.line),
            "sheets": [b64(published) for published in reading.sheets_of(found)],
            "grants": [
                {"n": grant.number, "sealed": b64(grant.sealed)}
                for grant in reading.grants_for(request.user, conversation)
            ],
            "letters": _letters(conversation),
        }
    )


def _letters(conversation: Conversation) -> list[dict[str, object]]:
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
    found = _tip(request, tip_id)
    form = AnswerForm.read(request.body)
    if form is None:
        return _refused(_("This letter did not arrive whole. Please send it again."), 400)
    try:
        actions.answer(found, request.user, form.number, form.sealed, form.uploads, form.id)
    except IntegrityError:
        return _already_there(found, form)
    except Grant.DoesNotExist:
        return _refused(_("You hold no key with this number."), 403)
    except actions.NotOnSheet:
        return _refused(_("You are not on this channel's key sheet of today, so you cannot write here."), 403)
    except TipDestroyed:
        raise Http404 from None
    except FilesGone:
        return _refused(_("A file of this letter is no longer there. Please choose it again."), 409)
    return JsonResponse({"id": form.id})


def _already_there(tip: Tip, form: AnswerForm) -> HttpResponse:
    """The same letter, or another one under the same id."""
    conversation = reading.conversation_with_tipster(tip)
    if conversation.letters.filter(pk=form.id, sealed=form.sealed).exists():
        return JsonResponse({"id": form.id})
    return _refused(_("Another letter came first. Please send yours again."), 409)


def _refused(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)


def _tip(request: DeskRequest, tip_id: str) -> Tip:
    found = reading.tip_for(request.user, tip_id)
    if found is None:
        raise Http404
    return found
