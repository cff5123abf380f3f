"""What a reader types who wants a tip kept longer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.sealed.models import Keeping


class KeepingForm(forms.Form):
    """A reason of the list, and the last day."""

    reason = forms.ChoiceField(
        choices=Keeping.Reason.choices,
        error_messages={
            "required": _("Choose why it is kept longer."),
            "invalid_choice": _("Choose why it is kept longer."),
        },
    )
    until = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Write the last day."),
            "invalid": _("Write the last day as year, month and day: 2027-03-31."),
        },
    )
