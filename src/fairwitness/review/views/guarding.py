"""Whoever guards names: a desk of their own, with no queue and no tip."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fairwitness.office.reading import numbers_to_read_out
from fairwitness.review.views.door import DeskRequest, custodians_only, desk_page, show


@require_safe
@desk_page
@custodians_only
def names(request: DeskRequest) -> HttpResponse:
    """What is asked of them."""
    return show(request, "review/names.html", {"numbers": numbers_to_read_out(request.user)})
