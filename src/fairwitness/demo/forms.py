"""What a visitor of the demo can choose."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.demo.moved_clock import STEPS
from fairwitness.demo.thief import SHORTEST

BACK = "today"


class ClockForm(forms.Form):
    """One of the steps, or back."""

    to = forms.ChoiceField(choices=[(BACK, ""), *((str(step), "") for step in STEPS)])


class SearchForm(forms.Form):
    """A sentence; it goes into the answer to this one request and nowhere else."""

    too_short = _(
        "Write at least six letters or two Chinese characters: less is found in any cipher by chance."
    )

    sentence = forms.CharField(max_length=1000, error_messages={"required": too_short})

    def clean_sentence(self) -> str:
        """Refuse what would be found in any cipher by chance."""
        sentence: str = self.cleaned_data["sentence"]
        if len(sentence.encode()) < SHORTEST:
            raise forms.ValidationError(self.too_short)
        return sentence
