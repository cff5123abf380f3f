"""Leaving out to hear the person reported on: one reader signs with a reason and an end, another looks at it and signs too."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from fairwitness.review import actions
from fairwitness.review.forms import AgreementForm, ProposalForm
from fairwitness.review.views import ANOTHER_FIRST, NO_KEY, NOT_BY_RECORDER, NOT_ON_SHEET, OLD_KEY
from fairwitness.review.views.hearing import MOVED, hearing_page
from fairwitness.review.views.marking import WRONG as WRONG_NOTES
from fairwitness.review.views.passing_on import WRONG as WRONG_SIGNATURES
from fairwitness.review.views.two_signatures import GONE, signing, taking_back
from fairwitness.sealed.actions import leave_out, signed_by_two
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
from fairwitness.sealed.recorded import RecordedIt
from fairwitness.sealed.refusals import Refusals, Why

WRONG: Refusals = {
    TipDestroyed: (Why.GONE, _("This tip was taken back or destroyed meanwhile. Nothing was signed.")),
    StalePage: (Why.CONFLICT, MOVED),
    leave_out.NoSuchEnd: (
        Why.CONFLICT,
        _("Choose a last day: behind today, and at most ninety days ahead. Nothing was signed."),
    ),
    signed_by_two.AskedBefore: WRONG_SIGNATURES[signed_by_two.AskedBefore],
    signed_by_two.NothingAsked: (Why.CONFLICT, GONE),
    signed_by_two.FirstHasLeft: WRONG_SIGNATURES[signed_by_two.FirstHasLeft],
    signed_by_two.Alone: WRONG_SIGNATURES[signed_by_two.Alone],
    signed_by_two.NotSigned: WRONG_SIGNATURES[signed_by_two.NotSigned],
    actions.NotTheirs: WRONG_SIGNATURES[actions.NotTheirs],
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
propose = signing(ProposalForm, actions.propose_leaving_out, WRONG)
agree = signing(AgreementForm, actions.agree_to_leave_out, WRONG)
take_back = taking_back("review:hearing", leave_out.take_back, hearing_page)
