"""What the office enters of a quarter for the public numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from fairwitness.administration.published_form import PublishedForm
from fairwitness.administration.views.door import OfficeRequest, administrators_only, onward
from fairwitness.journal.entering import enter, every, is_final, of_quarter
from fairwitness.office.models import Office

PAGE = "administration:published"


@administrators_only
def published(request: OfficeRequest) -> HttpResponse:
    """What was entered, and a form for the last quarter that is over."""
    form = PublishedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        enter(Office.objects.get(), form.of, form.sums(), by=request.user.id)
        return onward(PAGE)
    context = {
        "form": form,
        "quarter": str(form.of),
        "until": form.of.next.last,
        "is_entered": of_quarter(form.of) is not None,
        "there": [(str(one), row, is_final(one)) for one, row in every()],
    }
    return render(request, "administration/published.html", context, status=422 if form.errors else 200)
