"""The one page that belongs to no stage: the door without a language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the first page in the language that the browser asks for; never by address or place."""
    response = redirect("intake:home")
    patch_vary_headers(response, ["Accept-Language"])
    del request
    return response
