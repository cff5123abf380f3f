"""What every form has that somebody writes a letter with: one box, and files that were sealed on the way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.office.charter import Limits
from fairwitness.sealed.arriving import Arrived

TOO_LONG = _("This is %(show_value)s characters long; %(limit_value)s fit. Make it shorter.")


class ArrivedForm(forms.Form):
    """Tells what went wrong with what came; whatever is wrong, what was typed stays in its box."""

    use_required_attribute = False

    def __init__(self, limits: Limits, came: Arrived | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits
        self.came = came

    def clean(self) -> dict[str, Any]:
        """What went wrong on the way."""
        for problem in self.came.problems if self.came else ():
            self.add_error(None, problem.sentence)
        return self.cleaned_data


class TextForm(ArrivedForm):
    """One box, within the limits."""

    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)

    def clean_text(self) -> str:
        """Too long is said with the numbers."""
        text: str = self.cleaned_data["text"]
        if len(text) > self.limits.text_chars:
            raise forms.ValidationError(
                _("This is %(length)s characters long; %(limit)s fit. Shorten it, or send it as a file."),
                params={"length": len(text), "limit": self.limits.text_chars},
            )
        return text


class WrittenForm(TextForm):
    """A letter: a sentence or a file."""

    nothing_told = _("Write one sentence, or add a file. Either is enough.")

    @property
    def has_files(self) -> bool:
        """Whether a file came with it."""
        return bool(self.came and self.came.files)

    def clean(self) -> dict[str, Any]:
        """Whether anything was told at all."""
        super().clean()
        if not self.errors and not self.has_files and not self.cleaned_data["text"].strip():
            self.add_error("text", self.nothing_told)
        return self.cleaned_data
