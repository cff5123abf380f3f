"""What the office says of the quarter that is over, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from fairwitness.journal.entering import Sums, currency_so_far, of_quarter, open_quarter, two_digits
from fairwitness.journal.steps import STEP
from fairwitness.office.currencies import CURRENCIES

DIGITS = 15
WRONG = _("Write digits alone: no point, no comma, no sign.")
NO_STEP = _("Write a multiple of five, and keep what is left over for the next quarter.")
NO_CURRENCY = _("Write the three letters of a currency, like EUR.")
MEANWHILE = _("Another quarter has ended since you opened this page. Look which one these numbers are of.")
ANOTHER = _("The earlier sums are in %(currency)s. Convert these, so that all can be added.")


class WholeNumber(forms.CharField):
    """Digits and nothing else: `500.000` is half a million to one reader and 500 to another."""

    def __init__(self, **kwargs: Any) -> None:
        errors = dict.fromkeys(("required", "invalid", "max_length"), WRONG)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(
            max_length=DIGITS,
            error_messages=errors,
            widget=widget,
            validators=[RegexValidator(r"\A[0-9]+\Z", WRONG)],
            **kwargs,
        )

    def clean(self, value: Any) -> int:
        """As a number."""
        return int(super().clean(value))


class PublishedForm(forms.Form):
    """Reports of retaliation, damage found, money recovered: of the last quarter that is over."""

    quarter = forms.CharField(widget=forms.HiddenInput)
    retaliation = WholeNumber(
        label=_("Reports of retaliation"),
        help_text=_(
            "Of which the readers have told you, in steps of five. Keep what is left over for later."
        ),
    )
    damage = WholeNumber(
        label=_("Damage found"),
        help_text=_("In confirmed tips. Only two digits are kept: 48217 becomes 48000."),
    )
    recovered = WholeNumber(label=_("Money recovered"), help_text=_("The same."))
    currency = forms.CharField(
        label=_("Currency, in three letters"),
        max_length=3,
        error_messages=dict.fromkeys(("required", "max_length"), NO_CURRENCY),
    )

    def __init__(self, data: Any = None) -> None:
        self.of = open_quarter()
        super().__init__(data, initial=self._there())

    def _there(self) -> dict[str, Any]:
        """What was entered of it before, to be put right; else noughts, and the currency of the others."""
        row = of_quarter(self.of)
        numbers = {name: getattr(row, name, 0) for name in ("retaliation", "damage", "recovered")}
        currency = row.currency if row else currency_so_far(self.of)
        return {"quarter": str(self.of), **numbers, "currency": currency}

    def clean_quarter(self) -> str:
        """The one that the page was about: another may have ended since."""
        if self.cleaned_data["quarter"] != str(self.of):
            raise forms.ValidationError(MEANWHILE)
        return str(self.of)

    def clean_retaliation(self) -> int:
        """One report alone would otherwise stand in the database."""
        number: int = self.cleaned_data["retaliation"]
        if number % STEP:
            raise forms.ValidationError(NO_STEP)
        return number

    def clean_damage(self) -> int:
        """What is kept of it."""
        return two_digits(self.cleaned_data["damage"])

    def clean_recovered(self) -> int:
        """What is kept of it."""
        return two_digits(self.cleaned_data["recovered"])

    def clean_currency(self) -> str:
        """The one of the other quarters."""
        currency = str(self.cleaned_data["currency"]).upper()
        if currency not in CURRENCIES:
            raise forms.ValidationError(NO_CURRENCY)
        if (so_far := currency_so_far(self.of)) not in {"", currency}:
            raise forms.ValidationError(ANOTHER % {"currency": so_far})
        return currency

    def sums(self) -> Sums:
        """What was typed, as it is kept."""
        return Sums(**{name: said for name, said in self.cleaned_data.items() if name != "quarter"})
