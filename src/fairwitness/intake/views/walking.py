"""Walking through the screens: which comes next, what this browser carries, and keeping what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.office import charter, reading
from fairwitness.office.charter import ChannelCharter
from fairwitness.office.models import Channel
from fairwitness.sealed.actions.commit import DraftGone
from fairwitness.sealed.arriving import Plan
from fairwitness.sealed.drafting import OpenDraft
from fairwitness.sealed.files import plan_for

SCREENS = ("home", "scope", "story", "files", "you", "check", "sent")
View = Callable[[HttpRequest, str], HttpResponse]
PAGE = (
    16 * 1024
)  # bytes: the pages after the scope guide are padded to twice the room that these need, or more
TAGS = 400  # bytes around a question or an option, at most


@dataclass(frozen=True)
class Way:
    """One request on its way: the channel, and the draft that this browser carries, if it is of this channel and unsent."""

    request: HttpRequest
    channel: Channel
    promised: ChannelCharter
    screen: str
    key: DraftKey | None = field(repr=False)
    draft: OpenDraft | None = field(repr=False)

    @property
    def is_post(self) -> bool:
        """Whether something was sent."""
        return self.request.method == "POST"

    def to(self, screen: str) -> HttpResponse:
        """On to another screen."""
        return redirect(address(screen, self.channel.slug))

    def again(self) -> HttpResponse:
        """The same screen once more, and from there to where it would have led."""
        return redirect(address(self.screen, self.channel.slug) + ("?then=check" if self._then else ""))

    def page(self, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """Show the screen."""
        shown = {**about_screen(self.screen, self.promised), "then": self._then, **context}
        return render(self.request, f"intake/{self.screen}.html", shown, status=status)

    def keep(self, answers: Mapping[str, str], text: str | None = None) -> HttpResponse:
        """Seal the answers into the draft, and go on. What was answered without a draft begins one: nothing typed is lost."""
        key = self.key
        if key is None or self.draft is None:
            key = actions.begin(DraftKey.new(), self.channel, answers, text or "")
        elif actions.says_more(self.draft, answers, text):
            actions.answer(key, answers, text)
        response = self.to(self._next)
        key.keep(self.request, response)
        return response

    @property
    def is_sent(self) -> bool:
        """Whether what this browser carries was sent already."""
        return self.draft is None and self.key is not None and self.key.is_sent()

    @property
    def _next(self) -> str:
        if "keep" in self.request.POST:
            return "keep"
        return "check" if self._then else SCREENS[SCREENS.index(self.screen) + 1]

    @property
    def _then(self) -> bool:
        """Whether somebody came from the last look to change one answer."""
        asked = self.request.POST if self.is_post else self.request.GET
        return asked.get("then") == "check"


def way(request: HttpRequest, channel: str, screen: str) -> Way:
    """Where this request stands; 404 for a channel that the charter has not got."""
    key = DraftKey.read(request)
    draft = key.open() if key else None
    if draft is not None and draft.row.channel.slug != channel:
        key = draft = None
    found = draft.row.channel if draft else reading.channel(channel)
    if found is None or not found.open:
        raise Http404
    return Way(request, found, charter.current().channel(channel), screen, key, draft)


def about_screen(screen: str, channel: ChannelCharter) -> dict[str, object]:
    """What every screen says: where it stands among the seven, and what comes before it."""
    number = SCREENS.index(screen) if screen in SCREENS else 1
    before = SCREENS[number - 1]
    return {
        "channel": channel,
        "number": number + 1,
        "screens": len(SCREENS),
        "back": reverse("intake:home") if before == "home" else address(before, channel.slug),
        "limits": charter.current().limits,
    }


def as_it_stands(view: View) -> View:
    """Another tab may send or destroy the draft while a view works with it: then the view is called again, and finds it so."""

    @wraps(view)
    def once_more(request: HttpRequest, channel: str) -> HttpResponse:
        try:
            return view(request, channel)
        except (actions.DraftLost, DraftGone):
            return view(request, channel)

    return once_more


def address(screen: str, channel: str) -> str:
    """The address of a screen."""
    return reverse(f"intake:{screen}", args=[channel])


def words_only(request: HttpRequest) -> Plan:
    """A screen that takes up no file."""
    del request
    return plan_for(charter.current().limits, None)


def padded(response: HttpResponse, channel: ChannelCharter) -> HttpResponse:
    """Fill a page up, so that its size does not tell which it is, however much the office asks on one of them."""
    return filled_up(response, PAGE * (1 + _asked(channel) // (PAGE // 2)))


def filled_up(response: HttpResponse, size: int) -> HttpResponse:
    """Fill a page up to a multiple of `size` bytes."""
    missing = -(len(response.content) + len(b"<!---->")) % size
    response.content = response.content + b"<!--" + b" " * missing + b"-->"
    return response


def _asked(channel: ChannelCharter) -> int:
    """How many bytes of a page the office's own questions take, at most."""
    texts = [text for question in channel.questions for text in (question.text, *question.options)]
    return sum(TAGS + sum(len(escape(words).encode()) for _, words in text) for text in texts)
