"""What a reader's browser has sealed and signed, as pages take it up: read what was sent, do one thing with it, and say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self, TypeVar

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from fairwitness.office.models import Staff
from fairwitness.review.views import LETTER, NOT_WHOLE
from fairwitness.review.views.door import DeskRequest, Locked, reviewers_only, still_there
from fairwitness.sealed.actions.letters import TipLocked
from fairwitness.sealed.arriving import takes_bytes
from fairwitness.sealed.models import Tip
from fairwitness.sealed.refusals import Refusals, Why, refused, refused_for


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
