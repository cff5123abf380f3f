"""New keys: a reader makes their own, and seals anew what the former ones open; or a colleague does it for one who has lost their words."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.office import rotating
from fairwitness.office.inviting import KeysTaken
from fairwitness.office.models import Staff
from fairwitness.office.reading import has_keys_of_another
from fairwitness.office.rotating import KeysWait, OnSheet
from fairwitness.review import reading
from fairwitness.review.actions import NotTheirs
from fairwitness.review.forms import NewKeysForm
from fairwitness.review.people_forms import AddForm
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import DeskRequest, desk_page, reviewers_only, show, tip_of
from fairwitness.review.views.people import answer_to_script
from fairwitness.review.views.security import with_words
from fairwitness.sealed import former_keys
from fairwitness.sealed.actions import readers
from fairwitness.sealed.actions.signed_by_two import Signer
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Tip
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

PAGE = 50  # tips that a browser is told of at once
REFUSALS: Refusals = {
    KeysWait: (Why.CONFLICT, _("New keys wait already. Drop them first, if they are not yours.")),
    KeysTaken: (Why.TAKEN, _("These keys are known already. Nothing was changed: make others.")),
    OnSheet: (
        Why.CONFLICT,
        _("The office key has signed them already. They come when the line starts again."),
    ),
}


@with_words
def make(request: DeskRequest) -> HttpResponse:
    """Keep new keys until a signed sheet names them; those of today go on until then."""
    form = NewKeysForm.read(request.POST)
    if form is None:
        return refused(Why.MALFORMED, _("The line could not read what your browser sent."))
    if former_keys.needs_former_keys(request.user):
        sentence = _("Your earlier keys still open something. Seal that anew first, and then make new keys.")
        return refused(Why.CONFLICT, sentence)
    try:
        if has_keys_of_another("", form.made.recipient.holder, form.made.key):
            raise KeysTaken
        kept = rotating.put_by(settings.FOLDER, request.user.sign_in_name, form.made, form.former_seed)
    except tuple(REFUSALS) as wrong:
        return refused_for(wrong, REFUSALS)
    return JsonResponse({"fingerprint": kept.fingerprint})


@with_words
def drop(request: DeskRequest) -> HttpResponse:
    """Go on with the keys of today alone."""
    try:
        rotating.drop(settings.FOLDER, request.user.sign_in_name)
    except OnSheet as wrong:
        return refused_for(wrong, REFUSALS)
    return JsonResponse({})


@require_safe
@reviewers_only
def own(request: DeskRequest) -> HttpResponse:
    """A page of the tips that are still to be sealed anew, behind the one that was last."""
    waiting = own_tips(request.user)
    return _page(waiting, request.GET.get("after", ""), "review:seal-anew")


@require_POST
@takes_bytes(LETTER)
@reviewers_only
def seal_anew(request: DeskRequest, tip_id: str) -> HttpResponse:
    """One of them, with the keys that its reader's own browser has sealed."""
    found, form = tip_of(request, tip_id), AddForm.read(request.body)
    if form is None:
        return refused(*NOT_WHOLE)
    return answer_to_script(request, found, form.signed, lambda by: _seal_anew(found, form, by))


def _seal_anew(tip: Tip, form: AddForm, by: Signer) -> None:
    if form.holder != by.holder:
        raise NotTheirs
    readers.seal_anew(tip.id, form.keys, by=by.id)


@require_safe
@desk_page
@reviewers_only
def returned(request: DeskRequest) -> HttpResponse:
    """Colleagues who have lost their words, and how much of what they could read this reader can give them back."""
    waiting = [
        (one, b64(reading.key_of(one).holder), tips_of(request.user, one).count()) for one in lost(request)
    ]
    has_former = former_keys.opens_tips_with_former_keys(request.user)
    return show(request, "review/returned.html", {"waiting": waiting, "has_former": has_former})


@require_safe
@reviewers_only
def theirs(request: DeskRequest, staff_id: str) -> HttpResponse:
    """A page of what one of them could read, and this reader can."""
    for one in lost(request):
        if one.id == staff_id:
            return _page(tips_of(request.user, one), request.GET.get("after", ""), "review:add-reader")
    raise Http404


def lost(request: DeskRequest) -> list[Staff]:
    """Of this reader's colleagues."""
    return former_keys.lost(request.user)


def own_tips(staff: Staff) -> QuerySet[Tip]:
    """What a reader has still to seal anew."""
    return former_keys.still_sealed_to_former_keys(staff, reading.tips_for(staff))


def tips_of(staff: Staff, other: Staff) -> QuerySet[Tip]:
    """What both could read: nothing that either is kept away from, and nothing says so. Nor what this reader has to seal anew first."""
    return former_keys.still_sealed_to_former_keys(other, reading.written_by(staff, reading.tips_for(staff)))


def standing(staff: Staff) -> Mapping[str, object]:
    """For the page about somebody's own keys."""
    return {
        "waiting_keys": rotating.waiting(settings.FOLDER, staff.sign_in_name),
        "has_former": former_keys.needs_former_keys(staff),
        "own_holder": b64(reading.key_of(staff).holder),
        "to_seal_anew": own_tips(staff).count(),
    }


def _page(tips: QuerySet[Tip], after: str, to: str) -> HttpResponse:
    behind = tips.filter(pk__gt=after)
    told = [
        {
            "tip": one,
            "sealed": reverse("review:sealed", kwargs={"tip_id": one}),
            "notes": reverse("review:notes", kwargs={"tip_id": one}),
            "to": reverse(to, kwargs={"tip_id": one}),
        }
        for one in behind.values_list("pk", flat=True)[:PAGE]
    ]
    return JsonResponse({"tips": told, "left": behind.count()})
