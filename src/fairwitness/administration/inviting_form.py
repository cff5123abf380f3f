"""Whom to invite, and where they read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.codes import SIGN_IN_NAME
from fairwitness.office.charter import Charter
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.inviting import DAYS, is_administrator_of
from fairwitness.office.names import was_somebody
from fairwitness.office.staff_files import GUARDS, LONGEST_NAME, is_shown_name, shown_as, staff_records

NAME = _("Use 1 to 32 small letters, digits, dots and hyphens.")
MOST_DAYS = 30
SEAT = _("Choose where they read or guard names, and in which role.")


class InvitationForm(forms.Form):
    """One person, one place."""

    name = forms.RegexField(
        rf"^(?:{SIGN_IN_NAME.pattern})$",
        label=_("Name to sign in with"),
        help_text=NAME,
        error_messages={"required": NAME, "invalid": NAME},
    )
    shown_name = forms.CharField(
        label=_("Name that others see"),
        max_length=LONGEST_NAME,
        error_messages=dict.fromkeys(("required", "max_length"), _("Write a name of at most 80 characters.")),
    )
    seat = forms.ChoiceField(
        label=_("Reads, or guards names"), error_messages={"required": SEAT, "invalid_choice": SEAT}
    )
    days = forms.IntegerField(
        label=_("Days for which it counts"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number of days from 1 to 30.")
        ),
    )
    again = forms.BooleanField(
        required=False, label=_("They are here already, and have lost their eight words")
    )

    def __init__(self, folder: OfficeFolder, promised: Charter, data: Any = None) -> None:
        super().__init__(data)
        self.folder = folder
        seats = [
            (f"{channel.slug} {reader.role}", f"{channel.name_here} · {reader.name_here}")
            for channel in promised.channels
            for reader in channel.readers
        ]
        seats += [
            (
                f"{channel.slug} {GUARDS}",
                gettext("%(channel)s · guards names, and reads no tip") % {"channel": channel.name_here},
            )
            for channel in promised.channels
        ]
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]  # a ChoiceField's

    def clean_shown_name(self) -> str:
        """What pages can show."""
        name: str = self.cleaned_data["shown_name"]
        if not is_shown_name(name):
            raise ValidationError(gettext("This name has a character that nobody sees. Take it out."))
        return name

    def clean(self) -> dict[str, Any]:
        """Somebody new, or somebody who is here and has lost their words."""
        found: dict[str, Any] = super().clean() or {}
        name, again = found.get("name", ""), found.get("again", False)
        before = next((one for one in staff_records(self.folder) if one.sign_in_name == name), None)
        here, guards = before is not None, found.get("seat", "x").endswith(f" {GUARDS}")
        if name and is_administrator_of(self.folder, name):
            self.add_error(
                "name", gettext("Whoever has this name runs the line, and reads nothing. Choose another.")
            )
        elif name and here and not again:
            self.add_error(
                "name", gettext("There is somebody of this name. Choose another, or tick the last box.")
            )
        elif before and "seat" in found and before.guards is not guards:
            self.add_error(
                "seat", gettext("Nobody reads tips and guards names. Choose what this person does already.")
            )
        elif name and was_somebody(self.folder, name):
            self.add_error(
                "name",
                gettext(
                    "Somebody had this name who is here no more, and what they signed stays under it. Choose another."
                ),
            )
        elif shown_as(self.folder, name, found.get("shown_name", "")):
            self.add_error(
                "shown_name", gettext("A colleague is shown by this name already. Choose another.")
            )
        elif name and again and not here:
            self.add_error("again", gettext("Nobody of this name is here. Take this tick out."))
        return found
