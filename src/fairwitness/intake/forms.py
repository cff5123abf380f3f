"""The one plain form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.letters import Answer
from fairwitness.office.charter import ChannelCharter
from fairwitness.office.kinds import KINDS
from fairwitness.sealed.forms import WrittenForm


class TellForm(WrittenForm):
    """A kind from the channel's list, and what happened."""

    kind = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what comes closest. We can change it later together."),
            "invalid_choice": _("Choose one of the kinds that are listed."),
        },
    )
    field_order = ["kind", "text"]

    def __init__(self, channel: ChannelCharter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel = channel
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(slug, KINDS[slug]) for slug in channel.kinds]

    @property
    def answers(self) -> list[Answer]:
        """What was chosen, as the letter keeps it."""
        return [Answer(question="kind", text=self.cleaned_data["kind"])]
