"""Typing a code, and writing an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.codes import CodeError, TipCode
from fairwitness.mailbox.code_errors import sentence
from fairwitness.office.fields import random_id
from fairwitness.sealed.forms import WrittenForm


class CodeForm(forms.Form):
    """Twelve words, their numbers, or the Chinese characters, in any mixture."""

    use_required_attribute = False
    unknown = _(
        "This code opens nothing here. Check each word against your note. If the note is right, the tip may have "
        "been destroyed after its time."
    )

    code = forms.CharField(
        max_length=2000,
        widget=forms.Textarea,
        error_messages={
            "required": _("Type your twelve words, or their numbers."),
            "max_length": _(
                "This is too long for a code. Type the twelve words, or their numbers, and nothing else."
            ),
        },
    )

    def clean_code(self) -> TipCode:
        """A code that can be one; nothing is looked up before it is."""
        try:
            return TipCode.read(self.cleaned_data["code"])
        except CodeError as error:
            raise forms.ValidationError(sentence(error)) from None


class AnswerForm(WrittenForm):
    """A letter from the tipster. `letter` makes the same letter sent twice one letter."""

    no_key = _(
        "Your letter was not sent: the key of this mailbox is damaged, so nothing can be sealed with it. What you wrote is still in the box: "
        "copy it, and send it as a new tip."
    )
    sent_before = _(
        "A letter was sent with this form already. What you wrote now is still in the box: send it as another letter."
    )

    letter = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}\Z", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"letter": random_id()}, **kwargs)

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken; the next sending is another letter."""
        self.data = {**dict(self.data.items()), "letter": random_id()}
        self.add_error(None, sentence)
