"""Redacting a letter for good: what is left of it is sealed by the desk's script; here it is cipher."""

from __future__ import annotations

from contextlib import suppress

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairwitness.office.models import Staff
from fairwitness.review import actions
from fairwitness.review.redaction_form import MOST, RedactionForm
from fairwitness.review.signed_first import RECORDED_IT
from fairwitness.review.views import NO_KEY, NOT_BY_RECORDER, NOT_ON_SHEET, OLD_KEY
from fairwitness.review.views.door import DeskRequest, desk_page, reviewers_only, show, tip_of
from fairwitness.review.views.due import tip_page
from fairwitness.review.views.hearing import hearing_page
from fairwitness.review.views.two_signatures import signing
from fairwitness.sealed.actions.among_readers import NoSuchKey, NotOnSheet, OldKey
from fairwitness.sealed.actions.destroy import StillRemembered, forget
from fairwitness.sealed.actions.letters import TipDestroyed
from fairwitness.sealed.actions.move import StalePage
from fairwitness.sealed.actions.redact import NoSuchLetter, Waits
from fairwitness.sealed.models import Conversation, Letter, Tip
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.redaction_words import REASONS
from fairwitness.sealed.refusals import Refusals, Why

WRONG: Refusals = {
    RecordedIt: NOT_BY_RECORDER,
    StalePage: (
        Why.CONFLICT,
        _("Somebody has redacted this letter meanwhile. Nothing was changed: load the page again."),
    ),
    Waits: (
        Why.CONFLICT,
        _(
            "Something that a reader has signed rests on this letter. First a colleague says yes or no to that."
        ),
    ),
    NoSuchLetter: (
        Why.CONFLICT,
        _("This letter, or one of its files, is no longer there. Load the page again."),
    ),
    TipDestroyed: (
        Why.GONE,
        _("This tip was taken back or destroyed meanwhile. There is nothing left to redact."),
    ),
    actions.NotTheirs: (
        Why.FORBIDDEN,
        _("This is not signed with your key. Sign out, sign in again, and redact it once more."),
    ),
    NoSuchKey: NO_KEY,
    OldKey: OLD_KEY,
    NotOnSheet: NOT_ON_SHEET,
}
NOT_WHOLE = (
    Why.MALFORMED,
    _("This did not arrive whole, and nothing was redacted. Please press the button again."),
)


@require_safe
@desk_page
@reviewers_only
def page(request: DeskRequest, tip_id: str, letter_id: str) -> HttpResponse:
    """One letter, still sealed, to choose from what goes: the tipster's, or of whoever is reported on."""
    found = tip_of(request, tip_id)
    letter = _letter(found, letter_id)
    if letter is None:
        raise Http404
    is_heard = letter.conversation.party == Conversation.Party.PERSON
    if recorded_by(found) == request.user.id:
        again = hearing_page if is_heard else tip_page
        return again(request, found, str(RECORDED_IT), 409)
    context = {"tip": found, "letter": letter, "reasons": REASONS, "is_heard": is_heard}
    return show(request, "review/redact.html", context)


def _letter(tip: Tip, letter_id: str) -> Letter | None:
    """Of the tipster's conversation, or of one with a person reported on; there not the first, which says nothing and says whose mailbox it is."""
    outside = (Conversation.Party.TIPSTER, Conversation.Party.PERSON)
    found = Letter.objects.filter(pk=letter_id, conversation__tip=tip, conversation__party__in=outside)
    first = found.filter(conversation__party=Conversation.Party.PERSON, position=0)
    return None if first.exists() else found.select_related("conversation").first()


def _redact(tip: Tip, by: Staff, form: RedactionForm) -> None:
    """Put what is left in the place of what was there."""
    actions.redact(tip, by, form)
    with suppress(StillRemembered):  # the worker's next round empties the log
        forget()


redact = signing(RedactionForm, _redact, WRONG, letters=MOST, not_whole=NOT_WHOLE)
