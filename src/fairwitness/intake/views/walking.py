"""Walking through the screens: which comes next, what this browser carries, and keeping what was answered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.office import charter, reading
from fairwitness.office.charter import ChannelCharter
from fairwitness.office.models import Channel
from fairwitness.office.still import still_form
from fairwitness.sealed.actions.commit import DraftGone
from fairwitness.sealed.arriving import Plan
from fairwitness.sealed.drafting import OpenDraft
from fairwitness.sealed.files import plan_for

SCREENS = ("home", "scope", "story", "files", "you", "check", "sent")
CARRIED = ("story", "files", "you")  # screens with something to type: whatever leads away takes it along
ELSEWHERE = {
    "home": "intake:home",
    "about": "office:about",
    "charter": "office:charter",
}  # pages that a screen leads to, and takes its words along: they are buttons of its form
BESIDE = {"yourself": "files"}  # a page that stands beside a screen, and is left towards it
GONE = "gone"  # asked of the guide: whoever comes there had written something, or wants to read it, and it is not here
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
    elsewhere: OpenDraft | None = field(default=None, repr=False)  # an unsent one, of another channel

    @property
    def is_post(self) -> bool:
        """Whether something was sent."""
        return self.request.method == "POST"

    def to(self, screen: str) -> HttpResponse:
        """On to another screen."""
        return redirect(address(screen, self.channel.slug))

    def lost(self) -> HttpResponse:
        """Where this browser carries no draft: on to what it has sent, or back to the guide, which says that nothing is here any more."""
        return self.to("sent") if self.is_sent else redirect(f"{address('scope', self.channel.slug)}?{GONE}")

    def again(self) -> HttpResponse:
        """The same screen once more, and from there to where it would have led."""
        return redirect(self._here)

    def page(self, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """Show the screen."""
        return render(self.request, self._template, self._shown(context), status=status)

    def first_page(self, context: Mapping[str, Any], shows: Hashable) -> HttpResponse:
        """Show the screen to somebody who begins: it is the same for everybody. `shows` as for `still_form`."""
        return still_form(self.request, self._template, self._shown(context), shows)

    @property
    def begins(self) -> bool:
        """Whether this browser carries nothing, and has asked for the screen itself."""
        return not self.is_post and not self.request.GET and self.key is None and self.elsewhere is None

    @property
    def _template(self) -> str:
        return f"intake/{self.screen}.html"

    def _shown(self, context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **about_screen(self.screen, self.promised),
            "back": self._back,
            "then": self.then,
            "carries": "everywhere" if self.screen in CARRIED and not self.is_sent else "",
            **context,
        }

    def keep(self, answers: Mapping[str, str], text: str | None = None) -> HttpResponse:
        """Seal the answers into the draft, and go on. What was answered without a draft begins one: nothing typed is lost.

        ChangedMeanwhile where another tab kept something that these would overwrite.
        """
        key, pressed = self.key, self.request.POST
        answers = {**answers, actions.PLACE: self.screen if "keep" in pressed else ""}
        if key is None or self.draft is None:
            key = actions.begin(DraftKey.new(), self.channel, answers, text or "")
        elif actions.says_more(self.draft, answers, text):
            actions.answer(key, answers, text, began_from=pressed.get("version", ""))
        response = redirect(self._onward)
        key.keep(self.request, response)
        return response

    def onward_or(self, screen: str) -> HttpResponse:
        """Where the button leads that was pressed on a screen, or on to this one."""
        is_pressed = not self.request.POST.keys().isdisjoint({"go", "keep"})
        return redirect(self._onward) if is_pressed else self.to(screen)

    def version(self, questions: Iterable[str], text: str | None = None, *, seen: bool = False) -> str:
        """Names what the draft held for this screen when somebody last saw it, so that another tab's answers are not overwritten unseen.

        A form that is shown again goes on from what it began with, unless what is kept now is `seen` beside it.
        """
        if (began_from := self.request.POST.get("version")) and not seen:
            return began_from
        if self.key is None or self.draft is None:
            return ""
        return actions.version(self.key, self.draft, questions, text)

    @property
    def guards(self) -> list[str]:
        """Who guards names here, as the key sheet of today calls them."""
        return reading.who_guards(self.channel)

    @property
    def stopped_at(self) -> str:
        """The address of the screen on which somebody chose to keep it for later; empty where they have gone on since."""
        screen = self.draft.answers.get(actions.PLACE) if self.draft else None
        return address(screen, self.channel.slug) if screen else ""

    @property
    def is_sent(self) -> bool:
        """Whether what this browser carries was sent already."""
        return self.draft is None and self.key is not None and self.key.is_sent()

    @property
    def then(self) -> bool:
        """Whether somebody came from the last look to change one answer."""
        return self.asked.get("then") == "check"

    @property
    def asked(self) -> QueryDict:
        """What came with the address, or with the form."""
        return self.request.POST if self.is_post else self.request.GET

    @property
    def _onward(self) -> str:
        """Where the button leads that was pressed: none of them loses what is in the form."""
        pressed = self.request.POST
        go = pressed.get("go", "")
        if go in ELSEWHERE:
            return reverse(ELSEWHERE[go])
        if go in BESIDE:
            return address(go, self.channel.slug)
        if go == "back":
            return self._back
        if go == "here":
            return self._here
        return address("keep" if "keep" in pressed else self._next, self.channel.slug)

    @property
    def _next(self) -> str:
        return "check" if self.then else SCREENS[SCREENS.index(self.screen) + 1]

    @property
    def _back(self) -> str:
        slug = self.channel.slug
        return address("check", slug) if self.then else before(self.screen, slug)

    @property
    def _here(self) -> str:
        return address(self.screen, self.channel.slug) + ("?then=check" if self.then else "")


def way(request: HttpRequest, channel: str, screen: str) -> Way:
    """Where this request stands; 404 for a channel that the charter has not got."""
    key = DraftKey.read(request)
    draft, elsewhere = key.open() if key else None, None
    if draft is not None and draft.row.channel.slug != channel:
        key, draft, elsewhere = None, None, draft
    found = draft.row.channel if draft else reading.channel(channel)
    if found is None or not found.open:
        raise Http404
    return Way(request, found, charter.current().channel(channel), screen, key, draft, elsewhere)


def about_screen(screen: str, channel: ChannelCharter) -> dict[str, object]:
    """What every screen says: where it stands among the seven, and what comes before it."""
    return {
        "channel": channel,
        "screen": screen,
        "number": SCREENS.index(BESIDE.get(screen, screen)) + 1,
        "screens": len(SCREENS),
        "back": before(screen, channel.slug),
        "limits": charter.current().limits,
    }


def before(screen: str, channel: str) -> str:
    """The address of the screen that comes before this one."""
    one = BESIDE.get(screen) or SCREENS[SCREENS.index(screen) - 1]
    return reverse("intake:home") if one == "home" else address(one, channel)


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
