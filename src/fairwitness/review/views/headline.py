"""What readers write about a tip for one another: its headline, what is alleged, what they have ticked, what they tell one another. The desk's scripts open it, and seal it; here it is cipher."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fairwitness.review import actions
from fairwitness.review.forms import NoteForm
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import DeskRequest, Locked, NotOpen, reviewers_only, tip_of
from fairwitness.review.views.marking import WRONG
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

REFUSALS: Refusals = {
    **WRONG,
    actions.NotTheirs: (
        Why.FORBIDDEN,
        _("This is not signed with your key. Sign out, sign in again, and write it once more."),
    ),
}


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def headline(request: DeskRequest, tip_id: str) -> HttpResponse:
    """Keep it. The same one sent again is the same one. Which of the four it is, the line does not learn but from the address."""
    found = tip_of(request, tip_id)
    form = NoteForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        actions.put_headline(found, request.user, form)
    except TipDestroyed:
        raise NotOpen from None
    except TipLocked:
        raise Locked from None
    except tuple(REFUSALS) as wrong:
        return refused_for(wrong, REFUSALS)
    return JsonResponse({"id": form.note.id})
