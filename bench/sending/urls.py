"""A line's addresses, that page, and where its figures go."""

from __future__ import annotations

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from fairwitness.site import urls as line
from fairwitness.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

PAGE = """<!doctype html>
<html lang="en">
<title>A page that sends a file</title>
<script type="module" src="{script}"></script>
<p>Sending.</p>
</html>
"""


def page(request: HttpRequest) -> HttpResponse:
    """The page: how much it sends stands in its address."""
    del request
    return HttpResponse(PAGE.format(script=static("bench/send.js")))


@csrf_exempt
def figures(request: HttpRequest) -> HttpResponse:
    """What the page has measured, into the file that waits for it."""
    Path(os.environ["FIGURES"]).write_bytes(request.body)
    return HttpResponse()


urlpatterns = [*line.urlpatterns, path("bench/", page), path("bench/figures/", figures)]
