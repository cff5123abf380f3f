"""Recording a tip that somebody told by phone, in a letter or in person. What they told is sealed in the reader's browser; here it is cipher."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.intake.forms import LINE, PARAGRAPH, ScopeForm, YouForm, story_form
from fairwitness.intake.wire import MOST_BYTES
from fairwitness.intake.wire import REFUSALS as OF_A_TIP
from fairwitness.office import charter, reading
from fairwitness.office.clock import today
from fairwitness.office.models import Channel, Staff
from fairwitness.office.rows import only
from fairwitness.review.actions import NotTheirs, signer_of
from fairwitness.review.answers import KNOWN
from fairwitness.review.reading import key_of, tip_for
from fairwitness.review.recording_forms import RecordedForm
from fairwitness.review.views import ANOTHER_FIRST, NOT_ON_SHEET, NOT_WHOLE
from fairwitness.review.views.door import DeskRequest, desk_page, reviewers_only, show
from fairwitness.sealed.actions.among_readers import NotOnSheet
from fairwitness.sealed.actions.commit_sealed import NobodyElse, commit_sealed
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Conversation, Recorded
from fairwitness.sealed.recorded import CODE_DAYS, EARLIEST, earliest_day
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for
from fairwitness.sealed.showing import blank_code


class NotThatDay(Exception):
    """Ahead, or too long ago."""


class NoConsent(Exception):
    """A recording that nobody has agreed to."""


WRONG: Refusals = {
    **OF_A_TIP,
    NotThatDay: (
        Why.MALFORMED,
        _("Choose the day on which it came: not ahead, and at most 30 days ago. Nothing was stored."),
    ),
    NoConsent: (
        Why.MALFORMED,
        _("Without their consent there is no recording. Take it out. Nothing was stored."),
    ),
    NobodyElse: (
        Why.CONFLICT,
        _(
            "Nobody but you would read it, and whoever records a tip does not sign it. It belongs to a body outside. Nothing was stored."
        ),
    ),
    NotTheirs: (
        Why.FORBIDDEN,
        _("This is not signed with your key. Sign out, sign in again, and send it once more."),
    ),
    NotOnSheet: NOT_ON_SHEET,
    IntegrityError: ANOTHER_FIRST,
}
LANGUAGES = ("en", "zh-hans")


@require_safe
@desk_page
@reviewers_only
def begin(request: DeskRequest) -> HttpResponse:
    """The reader's own ways in; where there is one, straight there."""
    mine = {one.slug for one in _mine(request.user)}
    found = [one for one in charter.current().channels if one.slug in mine]
    if len(found) == 1:
        return redirect("review:record", channel=found[0].slug)
    return show(request, "review/record_begin.html", {"channels": found})


@require_safe
@desk_page
@reviewers_only
def record(request: DeskRequest, channel: str) -> HttpResponse:
    """The scope guide; what can be typed comes with it in a template, and is made once the guide leads there."""
    found = _channel(request.user, channel)
    promised, limits = charter.current().channel(channel), charter.current().limits
    sheet, own = reading.current_sheet(found), key_of(request.user).holder
    context = {
        "channel": promised,
        "form": ScopeForm(promised),
        "story": story_form(promised, limits),
        "you": YouForm(promised),
        "known": KNOWN.items(),
        "ways": Recorded.Way.choices,
        "consents": Recorded.Consent.choices,
        "earliest": earliest_day(),
        "today": today(),
        "days": EARLIEST,
        "limits": limits,
        "line_chars": LINE,
        "paragraph": PARAGRAPH,
        "sheets": [b64(one) for one in _sheets(found)],
        "office": b64(found.office.verifying_key),
        "readers": [
            (role, " ".join(map(b64, holders))) for role, holders in reading.holders_by_role(found).items()
        ],
        "is_alone": all(one.recipient.holder == own for one in sheet.reviewers),
        "outside": charter.current().about.outside,
        "papers": [{"language": one, **blank_code(one)} for one in LANGUAGES],
        "code_days": CODE_DAYS,
        "addresses": charter.current().addresses,
    }
    return show(request, "review/record.html", context)


@require_POST
@takes_bytes(MOST_BYTES)
@reviewers_only
def keep(request: DeskRequest, channel: str) -> HttpResponse:
    """Take it up, whole or not at all, with the mark that it was recorded and by whom. The same bytes again get the same answer."""
    found, form = _channel(request.user, channel), RecordedForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    try:
        conversation = _keep(request.user, found, form)
    except tuple(WRONG) as wrong:
        return refused_for(wrong, WRONG)
    return JsonResponse(_told(request.user, conversation))


def _keep(by: Staff, channel: Channel, form: RecordedForm) -> Conversation:
    if signer_of(channel.slug, by, form).holder not in {
        one.recipient.holder for one in reading.current_sheet(channel).reviewers
    }:
        raise NotOnSheet
    if not form.is_in_time:
        raise NotThatDay
    if form.lacks_consent:
        raise NoConsent
    return commit_sealed(channel, form.sent_by(by.id))


def _told(by: Staff, conversation: Conversation) -> dict[str, object]:
    """Which tip it is, if whoever recorded it was not left out; and what its caller has to know."""
    tip = conversation.tip
    return {
        "tip": tip.id if tip_for(by, tip.id) else "",
        "answer_by": tip.answer_due.isoformat() if tip.answer_due else "",
        "feedback_by": tip.feedback_due.isoformat() if tip.feedback_due else "",
        "until": (tip.recorded.day + timedelta(days=CODE_DAYS)).isoformat(),
    }


def _mine(staff: Staff) -> list[Channel]:
    """The open ways in that this reader reads."""
    return list(Channel.objects.filter(staff=staff, open=True, sheets__isnull=False).distinct())


def _channel(staff: Staff, slug: str) -> Channel:
    """One of them; Http404 for any other, as if it did not exist."""
    mine = Channel.objects.select_related("office").filter(staff=staff, open=True, sheets__isnull=False)
    found = only(mine.filter(slug=slug).distinct())
    if found is None:
        raise Http404
    return found


def _sheets(channel: Channel) -> list[bytes]:
    return list(channel.sheets.order_by("serial").values_list("published", flat=True))
