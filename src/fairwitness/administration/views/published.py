"""What the office enters of a quarter for the public numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from fairwitness.administration.published_form import PublishedForm, quarters_that_are_over
from fairwitness.administration.views.door import OfficeRequest, administrators_only, onward
from fairwitness.journal.entering import enter, of_quarter
from fairwitness.office.models import Office

PAGE = "administration:published"


@administrators_only
def published(request: OfficeRequest) -> HttpResponse:
    """What was entered, and a form for one quarter more, or once more."""
    form = PublishedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        quarter, sums = form.entered()
        enter(Office.objects.get(), quarter, sums, by=request.user.id)
        return onward(PAGE)
    there = [(one, of_quarter(one)) for one in quarters_that_are_over()]
    context = {"form": form, "there": [(str(one), row) for one, row in there if row]}
    return render(request, "administration/published.html", context, status=422 if form.errors else 200)
