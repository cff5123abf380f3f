"""What a reader says of how to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from fairwitness.notifications.keys import NotAKey, SecretKey, read_key
from fairwitness.notifications.models import Subscription

KEY = 50_000  # characters; a PGP key with many signatures has some ten thousand


class SubscriptionForm(forms.Form):
    """How often, where to, and sealed to what."""

    how = forms.ChoiceField(
        choices=Subscription.How.choices,
        error_messages={
            "required": _("Choose how often."),
            "invalid_choice": _("Choose how often."),
        },
    )
    address = forms.CharField(
        required=False,
        max_length=254,
        validators=[EmailValidator(message=_("This is no mail address. Write it like name@example.org."))],
        error_messages={"max_length": _("This is no mail address. Write it like name@example.org.")},
    )
    key = forms.CharField(
        required=False,
        max_length=KEY,
        error_messages={"max_length": _("This key is too long. Export it without signatures of others.")},
    )

    def clean_key(self) -> str:
        """A public key, or none."""
        text: str = self.cleaned_data["key"]
        if not text:
            return ""
        try:
            return read_key(text)
        except SecretKey:
            raise forms.ValidationError(
                _("That was a secret key. It was not kept. Make a new one, and paste its public half.")
            ) from None
        except NotAKey:
            raise forms.ValidationError(
                _("Nothing can be sealed to this key. Paste a public key whose time is not over.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Mail needs an address."""
        cleaned = super().clean() or {}
        wants_mail = cleaned.get("how", Subscription.How.NEVER) != Subscription.How.NEVER
        if wants_mail and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write where the mail goes."))
        return cleaned

    @property
    def key_again(self) -> str:
        """What comes back into the box: whatever was typed, but never a secret key."""
        typed = str(self["key"].value() or "")
        return "" if "key" in self.errors and _is_secret(typed) else typed


def _is_secret(text: str) -> bool:
    try:
        read_key(text)
    except SecretKey:
        return True
    except NotAKey:
        return False
    return False
