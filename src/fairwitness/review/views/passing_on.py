"""Passing a tip on to a body outside: one reader signs, another looks at it again and signs too. What they write about it is cipher here."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.crypto.referrals import CONFIRMED, DANGER
from fairwitness.office import charter
from fairwitness.office.models import Staff
from fairwitness.review import actions
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.views import (
    ANOTHER_FIRST,
    NO_KEY,
    NOT_BY_RECORDER,
    NOT_ON_SHEET,
    OLD_KEY,
)
from fairwitness.review.views.door import (
    DeskRequest,
    desk_page,
    reviewers_only,
    show,
    tip_of,
)
from fairwitness.review.views.marking import WRONG as WRONG_NOTES
from fairwitness.review.views.two_signatures import GONE, signing, taking_back
from fairwitness.sealed import referrals
from fairwitness.sealed.actions import refer, signed_by_two
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
from fairwitness.sealed.models import Referral, Tip
from fairwitness.sealed.recorded import RecordedIt, recorded_by
from fairwitness.sealed.refusals import Refusals, Why
from fairwitness.sealed.states import State

NOT_YOURS = (
    Why.FORBIDDEN,
    _("This is not signed with your key. Sign out, sign in again, and send it once more."),
)
OWN_WORDS = _(
    "Without the tipster’s yes, tell the body of the danger in your own words, and nothing that could point to who told you."
)
WRONG: Refusals = {
    TipDestroyed: (
        Why.GONE,
        _("This tip was taken back or destroyed meanwhile. Nothing was signed, and nothing is passed on."),
    ),
    StalePage: (
        Why.CONFLICT,
        _(
            "This tip stands elsewhere by now. What you wrote stays here; load the page again to see what is possible."
        ),
    ),
    signed_by_two.AskedBefore: (
        Why.CONFLICT,
        _("A colleague has signed already. Load the page again to see what, and say yes or no."),
    ),
    signed_by_two.NothingAsked: (Why.CONFLICT, GONE),
    signed_by_two.FirstHasLeft: (
        Why.CONFLICT,
        _(
            "Whoever signed first does not read this tip any more. Say no, and begin anew with another colleague."
        ),
    ),
    signed_by_two.SignedElsewhere: (
        Why.CONFLICT,
        _("A second name stands there that passed nothing on. Say no, and begin anew."),
    ),
    signed_by_two.Alone: (Why.CONFLICT, _("You have signed it first. Somebody else has to sign too.")),
    refer.OtherCharter: (
        Why.CONFLICT,
        _("The charter has changed since, or names no such body. Load the page again and choose anew."),
    ),
    refer.NoConsent: (Why.CONFLICT, _("The tipster’s letter that is to say yes is not there.")),
    signed_by_two.NotSigned: NOT_YOURS,
    actions.NotTheirs: NOT_YOURS,
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
    """What may be passed on, to whom, and who has signed."""
    return _page(request, tip_of(request, tip_id))


propose = signing(ProposalForm, actions.propose, WRONG)
agree = signing(AgreementForm, actions.agree, WRONG)  # with that the tip is passed on


def _page(request: DeskRequest, tip: Tip, problem: str = "", status: int = 200) -> HttpResponse:
    promised = charter.current()
    grounds = refer.grounds_in(State(tip.state))
    context = {
        "tip": tip,
        "bodies": promised.bodies,
        "may_confirm": CONFIRMED in grounds,
        "is_possible": bool(grounds),
        "referral": _signed(request.user, referrals.asked_for(tip) or referrals.done(tip), tip),
        "charter": b64(charter.hash_of(settings.FOLDER.in_force)),
        "limits": promised.limits,
        "own_words": OWN_WORDS,
        "recorded_it": recorded_by(tip) == request.user.id,
        "problem": problem,
    }
    return show(request, "review/passing_on.html", context, status)


def _signed(staff: Staff, referral: Referral | None, tip: Tip) -> dict[str, object] | None:
    """What was signed, for the scripts to look at."""
    if referral is None:
        return None
    return {
        "id": referral.id,
        "statement": b64(referral.statement),
        "signatures": f"{b64(referral.first_signature)} {b64(referral.second_signature)}".strip(),
        "is_danger": referral.ground == DANGER,
        "is_done": referrals.is_passed_on(tip),
        "is_mine": referral.first == staff.id,
    }


take_back = taking_back("review:passing-on", refer.take_back, _page)
