"""What a reader's browser has sealed and signed, as pages take it up: read what was sent, do one thing with it, and say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol, Self, TypeVar

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fairwitness.office.models import Staff
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import (
    DeskRequest,
    Locked,
    NotOpen,
    desk_page,
    form_of,
    onward,
    reviewers_only,
    still_there,
    tip_of,
)
from fairwitness.sealed.actions.letters import TipDestroyed, TipLocked
from fairwitness.sealed.actions.signed_by_two import NothingAsked
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Tip
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for

GONE = _("This was taken back or signed meanwhile. Nothing was changed: load the page again.")


class Sent(Protocol):
    """What a browser has sealed and signed."""

    @classmethod
    def read(cls, body: bytes) -> Self | None:
        """None for anything else."""

    @property
    def asked(self) -> str:
        """The id of what it is about."""


Form = TypeVar("Form", bound=Sent)


def signing(
    form: type[Form],
    do: Callable[[Tip, Staff, Form], None],
    wrong: Refusals,
    *,
    letters: int = 1,
    not_whole: tuple[Why, Promise | str] = NOT_WHOLE,
) -> Callable[..., HttpResponseBase]:
    """A view that does this with what is sent, which holds so many letters at most. The same sent again is the same."""

    @require_POST
    @takes_bytes(letters * LETTER)
    @reviewers_only
    def view(request: DeskRequest, tip_id: str) -> HttpResponse:
        try:
            found = still_there(request, tip_id)
            sent = form.read(request.body)
            if sent is None:
                return refused(*not_whole)
            do(found, request.user, sent)
        except TipLocked:
            raise Locked from None
        except tuple(wrong) as why:
            return refused_for(why, wrong)
        return JsonResponse({"id": sent.asked})

    return view


def taking_back(
    page: str,
    do: Callable[[Tip, str, str], None],
    again: Callable[[DeskRequest, Tip, str, int], HttpResponse],
    *,
    gone: Promise | str = GONE,
) -> Callable[..., HttpResponseBase]:
    """A view that lets come to nothing what one reader has signed: by whoever signed, or by the colleague who says no. Then on to that page, or to the page `again`, which says why not."""

    @form_of(page)
    @desk_page
    @reviewers_only
    def view(request: DeskRequest, tip_id: str) -> HttpResponse:
        found = tip_of(request, tip_id)
        try:
            do(found, request.POST.get("asked", ""), request.user.id)
        except TipDestroyed:
            raise NotOpen from None
        except NothingAsked:
            return again(request, found, str(gone), HTTPStatus.CONFLICT)
        return onward(page, tip_id=found.id)

    return view
