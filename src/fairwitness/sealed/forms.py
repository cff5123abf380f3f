"""What every form has that somebody writes a letter with: one box, and files that were sealed on the way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import Limits
from fairwitness.sealed.arriving import Arrived


class WrittenForm(forms.Form):
    """Whole, within the limits, and with a sentence or a file in it; whatever is wrong, the text stays in the box."""

    use_required_attribute = False
    nothing_told = _("Write one sentence, or add a file. Either is enough.")

    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)

    def __init__(self, limits: Limits, came: Arrived | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        self.came = came

    def clean_text(self) -> str:
        """Too long is said with the numbers."""
        text: str = self.cleaned_data["text"]
        if len(text) > self.limits.text_chars:
            raise forms.ValidationError(
                _("This is %(length)s characters long; %(limit)s fit. Shorten it, or send it as a file."),
                params={"length": len(text), "limit": self.limits.text_chars},
            )
        return text

    def clean(self) -> dict[str, Any]:
        """What went wrong on the way, and whether anything was told at all."""
        for problem in self.came.problems if self.came else ():
            self.add_error(None, problem.sentence)
        has_files = bool(self.came and self.came.files)
        if not self.errors and not has_files and not self.cleaned_data["text"].strip():
            self.add_error("text", self.nothing_told)
        return self.cleaned_data
