"""Which language a page is in: its address says so, and only an address without one asks the browser."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

# Django has no Cantonese, and takes zh-yue for simplified Chinese; its readers read traditional characters.
TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-yue", "yue")


class LanguageOfTheAddress(LocaleMiddleware):
    """Django's, with a first guess of our own for addresses without a language: never by address or place, never kept."""

    def process_request(self, request: HttpRequest) -> None:
        """Turn the language on."""
        named = translation.get_language_from_path(request.path_info)
        asked = request.headers.get("Accept-Language", "")
        language = named or first_guess(asked, dict(settings.LANGUAGES))
        translation.activate(language)
        request.LANGUAGE_CODE = language


def first_guess(asked: str, languages: Collection[str]) -> str:
    """The best of these languages for what a browser asks for; English where it asks for none of them."""
    found = (_closest(tag, languages) for tag, _ in parse_accept_lang_header(asked.lower()))
    return next(filter(None, found), settings.LANGUAGE_CODE)


def _closest(tag: str, languages: Collection[str]) -> str | None:
    """Chinese in the characters that were asked for, or else in the ones that there are; of the others the language alone."""
    language = tag.partition("-")[0]
    if language not in {"zh", "yue"}:
        return language if language in languages else None
    traditional = tag.startswith(TRADITIONAL)
    wanted = ("zh-hant", "zh-hans") if traditional else ("zh-hans", "zh-hant")
    return next((script for script in wanted if script in languages), None)


def same_page(request: HttpRequest, language: str) -> str:
    """Where this page is read in another language: after a form, the page that the form stands on; where there is none, the first page."""
    there = translate_url(request.path, language)
    with translation.override(language):
        return there if there != request.path else reverse("intake:home")
