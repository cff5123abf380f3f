"""The smallest site behind the real front: it tells what reached it, and keeps files in a folder in the clear.

It stands in for nobody: the front knows no other site than the one it is given, and this one shows what it got.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fairwitness.crypto.parts import FileFacts
from fairwitness.sealed.arriving import Plan, arrived, takes_bytes, takes_files

PLACE = Path(os.environ.get("SMALL_LINE", "."))
MIB = 1024 * 1024

SECRET_KEY = "small"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "small_line"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
CSRF_COOKIE_NAME = "form"
DATABASES: dict[str, dict[str, str]] = {}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
PAGES = {f"site/{status}.html": f"our page {status}" for status in (400, 403, 413, 500, 503)}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", PAGES)]},
    }
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"content_free": {"()": "fairwitness.site.logs.ContentFree"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "content_free"}},
    "root": {"handlers": ["errors"], "level": "ERROR"},
    "loggers": {"django": {"handlers": ["errors"], "level": "ERROR", "propagate": False}},
}


class KeptFile:
    """A file in the folder, as it came."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        self._hash = hashlib.sha256()
        self._size = 0
        self._file = (PLACE / f"{self.id}.kept").open("wb")

    def write(self, data: bytes | memoryview) -> None:
        if (PLACE / "full").exists():
            raise OSError(28, "No space left on device")
        self._hash.update(data)
        self._size += len(data)
        self._file.write(data)

    def finish(self) -> FileFacts:
        self._file.close()
        return FileFacts(size=self._size, sha256=self._hash.digest(), parts=(self._hash.digest(),))

    def discard(self) -> None:
        self._file.close()
        (PLACE / f"{self.id}.kept").unlink(missing_ok=True)


def plan(request: HttpRequest) -> Plan:
    has_place = "nowhere" not in request.GET
    return Plan(
        max_files=10, max_file_bytes=2 * MIB, max_text_bytes=1000, begin=KeptFile if has_place else None
    )


@csrf_exempt
@require_http_methods(["POST"])
@takes_files(plan)
def tell(request: HttpRequest) -> HttpResponse:
    """What reached the view; files are claimed when nothing is wrong and the sender asks for it."""
    (PLACE / "called").touch()
    came = arrived(request)
    if "fault" in request.POST:
        raise RuntimeError(request.POST["text"])
    if "claim" in request.POST and not came.problems:
        for file in came.files:
            file.claim()
    return JsonResponse(
        {
            "fields": dict(request.POST.lists()),
            "files": [[file.name, file.type, file.facts.size] for file in came.files],
            "problems": [problem.kind for problem in came.problems],
            "sentences": [problem.sentence for problem in came.problems],
        }
    )


@csrf_exempt
def plain(request: HttpRequest) -> HttpResponse:
    """A view that takes no files."""
    (PLACE / "called").touch()
    return JsonResponse(
        {
            "fields": dict(request.POST.lists()),
            "size": len(request.body),
            "told": sorted(
                name for name in request.META if name.startswith("HTTP_") or name == "REMOTE_ADDR"
            ),
            "secure": request.is_secure(),
        }
    )


@csrf_exempt
@takes_bytes(8 * MIB)
def part(request: HttpRequest) -> HttpResponse:
    """A view that takes a sealed part."""
    return JsonResponse({"size": len(request.body), "sha256": hashlib.sha256(request.body).hexdigest()})


def held_back(request: HttpRequest) -> HttpResponse:
    """An answer that waits, and no thread with it."""
    response = HttpResponse("held back")
    response.held_back = float(request.GET["seconds"])  # type: ignore[attr-defined]  # read by the front
    return response


def download(request: HttpRequest) -> HttpResponseBase:
    """Pieces without end, or to the fault that the sender asks for. What is left of it: how it ended."""

    def pieces() -> Iterator[bytes]:
        try:
            for number in range(100_000):
                if "fault" in request.GET and number == 20:
                    raise RuntimeError
                yield b"x" * 16_384
        finally:
            (PLACE / "closed").touch()

    (PLACE / "called").touch()
    return StreamingHttpResponse(pieces())


def slow(request: HttpRequest) -> HttpResponse:
    """A view that takes its time."""
    del request
    time.sleep(0.5)
    return HttpResponse("slow")


urlpatterns = [
    path("tell", tell),
    path("plain", plain),
    path("part", part),
    path("held-back", held_back),
    path("download", download),
    path("slow", slow),
]
