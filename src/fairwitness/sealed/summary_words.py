"""The parts of a summary for the person reported on: specific enough to answer, and nothing that could show who spoke up."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

SUMMARY: Mapping[str, object] = {  # the slugs stand in sealed letters, and never change their meaning
    "summary-what": _("What is alleged"),
    "summary-when": _("When"),
    "summary-where": _("Where"),
    "summary-rule": _("Which rule it would break"),
}
