"""Django, called with a body that has arrived whole."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import ResolverMatch, resolve, set_script_prefix
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt

from fairwitness.sealed.arriving import Plan, Room
from fairwitness.site.front.environ import Environ

BYTES = "fairwitness.bytes"  # the body, where it is no multipart form
FIELDS = "fairwitness.fields"  # the fields of a multipart form: pairs of name and text
INSTEAD = "fairwitness.instead"  # a view to call instead of the one at the address
View = Callable[[HttpRequest], HttpResponseBase]


class FrontRequest(WSGIRequest):
    """A request whose body is in memory, or has been read as a form already."""

    def __init__(self, environ: Environ) -> None:
        super().__init__(environ)
        self._body = environ.get(BYTES, b"")

    def _load_post_and_files(self) -> None:
        fields = self.META.get(FIELDS)
        if fields is None:
            super()._load_post_and_files()
            return
        self._post = QueryDict(mutable=True)
        for name, text in fields:
            self._post.appendlist(name, text)
        self._post._mutable = False  # noqa: SLF001 - as Django's own parser does it
        self._files: MultiValueDict[str, Any] = MultiValueDict()


class Handler(BaseHandler):
    """Middleware, view and answer, in a thread. What a view raises has become a page when it returns."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def respond(self, environ: Environ) -> HttpResponseBase:
        """Answer a request. A streaming answer has to be closed by whoever sends it; any other is closed already."""
        set_script_prefix("/")
        request_started.send(sender=type(self), environ=environ)
        response = self.get_response(FrontRequest(environ))
        if not response.streaming:
            response.close()
        return response

    def respond_with(self, view: View, environ: Environ) -> HttpResponseBase:
        """Let another view answer, behind the same middleware."""
        return self.respond({**environ, INSTEAD: view})

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Find the view."""
        instead = request.META.get(INSTEAD)
        if instead is None:
            return super().resolve_request(request)
        request.resolver_match = ResolverMatch(instead, (), {})
        return request.resolver_match


class Takes(HttpResponse):
    """What the view at an address takes up: an answer to the front, and never sent."""

    def __init__(self, files: Plan | None, most_bytes: int, room: Room | None) -> None:
        super().__init__()
        self.files = files
        self.most_bytes = most_bytes
        self.room = room


@csrf_exempt
def what_it_takes(request: HttpRequest) -> HttpResponseBase:
    """Ask the view at this address, before the body; an unknown address is the usual 404."""
    found = resolve(request.path_info)
    view = found.func
    room: Room | None = getattr(view, "takes_sealed", None)
    if room is not None and (refused := room.may(request, **found.kwargs)) is not None:
        return refused
    plan = getattr(view, "takes_files", None)
    is_form = request.content_type == "multipart/form-data"
    return Takes(plan(request) if plan and is_form else None, getattr(view, "takes_bytes", 0), room)


def refusal(status: HTTPStatus) -> View:
    """Return a view that shows our page for this status."""

    @csrf_exempt
    def refused(request: HttpRequest) -> HttpResponse:
        return render(request, f"site/{status.value}.html", status=status)

    return refused
