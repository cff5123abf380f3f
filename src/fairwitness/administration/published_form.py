"""What the office says of a quarter that is over, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.journal.entering import Sums
from fairwitness.journal.quarters import Quarter
from fairwitness.office.clock import today

BACK = 8  # quarters that can still be entered, or put right
MOST = 10**15
WRONG = _("Write a whole number, without signs between its digits.")


def quarters_that_are_over() -> list[Quarter]:
    """The newest first."""
    now = Quarter.of(today())
    begin = Quarter(now.year - BACK // 4, now.number)
    return list(begin.until(now))[::-1]


class PublishedForm(forms.Form):
    """Reports of retaliation, damage found, money recovered."""

    retaliation = forms.IntegerField(
        label=_("Reports of retaliation"),
        help_text=_("How many the readers say they were told of. Published in steps of five."),
        min_value=0,
        max_value=100_000,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG),
    )
    damage = forms.IntegerField(
        label=_("Damage found"),
        help_text=_("In tips that were confirmed. Published for a whole year, with two digits."),
        min_value=0,
        max_value=MOST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG),
    )
    recovered = forms.IntegerField(
        label=_("Money recovered"),
        min_value=0,
        max_value=MOST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG),
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Currency, in three letters"),
        max_length=3,
        error_messages=dict.fromkeys(
            ("required", "invalid", "max_length"), _("Write three capital letters, like EUR.")
        ),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.over = {str(one): one for one in quarters_that_are_over()}
        choices = [(name, name) for name in self.over]
        self.fields["quarter"] = forms.ChoiceField(label=_("Quarter"), choices=choices)
        self.order_fields(["quarter"])

    def entered(self) -> tuple[Quarter, Sums]:
        """What was typed, of which quarter."""
        said = dict(self.cleaned_data)
        return self.over[said.pop("quarter")], Sums(**said)
