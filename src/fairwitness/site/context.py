"""What every page knows: whose line this is, and its other languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from fairwitness.office.charter import current
from fairwitness.office.texts import HTML_LANGUAGE
from fairwitness.site.languages import same_page


def office(request: HttpRequest) -> dict[str, object]:
    """Name of the office in the language of the page, and the page's address in each other language."""
    code = get_language() or settings.LANGUAGE_CODE
    return {
        "office_name": current().name.in_language(code),
        "html_lang": HTML_LANGUAGE[code],
        "other_languages": [
            {"lang": HTML_LANGUAGE[other], "name": name, "url": same_page(request, other)}
            for other, name in settings.LANGUAGES
            if other != code
        ],
    }
