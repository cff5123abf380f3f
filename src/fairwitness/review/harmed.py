"""Who can have been harmed: a closed list, after the kinds of harm that a line is there for. Nobody is named, and nothing is typed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HARMED = {
    "workers": pgettext_lazy("who was harmed", "Workers"),
    "patients": pgettext_lazy("who was harmed", "Patients, or people in care"),
    "consumers": pgettext_lazy("who was harmed", "Consumers"),
    "public": pgettext_lazy("who was harmed", "The public"),
    "person": pgettext_lazy("who was harmed", "One person, or a few"),
    "who-spoke-up": pgettext_lazy("who was harmed", "Somebody who spoke up"),
    "animals": pgettext_lazy("who was harmed", "Animals"),
    "environment": pgettext_lazy("who was harmed", "The environment"),
    "public-money": pgettext_lazy("who was harmed", "Public money"),
    "honest-firms": pgettext_lazy("who was harmed", "Firms that keep to the rules"),
}
MARK = {
    "harm-sentence": _("The sentence that tells of harm, or of a rule broken"),
    "harmed": _("Who was harmed"),
}
