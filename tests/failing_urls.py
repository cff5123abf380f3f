"""The real line's addresses and a few more, whose views fail in the ways in which views fail."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from fairwitness.site import urls


@csrf_exempt
def fails(request: HttpRequest, told: str) -> HttpResponse:
    """Whatever was asked stands in the error, and in the frame's variables."""
    body = request.POST.get("text", "")
    raise RuntimeError(told, body, request.META)


def denies(request: HttpRequest) -> HttpResponse:
    """Not for this visitor."""
    raise PermissionDenied(request.path)


def suspects(request: HttpRequest) -> HttpResponse:
    """Nobody's browser sends this."""
    raise SuspiciousOperation(request.path)


urlpatterns = [
    *urls.urlpatterns,
    path("fails/<str:told>/", fails),
    path("denies/", denies),
    path("refuses/", suspects),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
