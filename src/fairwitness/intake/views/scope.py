"""Screen 2: the scope guide. Whoever is turned away leaves no row and no log line, and every answer has one size."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.crypto.encoding import b64
from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.forms import ScopeForm
from fairwitness.intake.scope import Branch
from fairwitness.intake.views.walking import GONE, Way, as_it_stands, padded, way
from fairwitness.office import charter, reading
from fairwitness.office.charter import ChannelCharter

ASKED_AGAIN = {
    "harm": "harm",
    "press": "pressed",
}  # addresses of the two ways back in, and the answer each stands for


@require_http_methods(["GET", "HEAD", "POST"])
@as_it_stands
def scope(request: HttpRequest, channel: str) -> HttpResponse:
    """Ask what it is about."""
    here = way(request, channel, "scope")
    if here.begins:
        taking_over = _taking_over(here)
        shown = here.first_page({"form": ScopeForm(here.promised), **taking_over}, repr(taking_over))
        return padded(shown, here.promised)
    if not here.is_post:
        return _page(here, _form(here))
    form = ScopeForm(here.promised, request.POST)
    if not form.is_valid() or (_elsewhere(here) and "anew" not in request.POST):
        return _page(here, form, status=422)
    return _go(here, form)


@require_safe
def again(request: HttpRequest, channel: str, answer: str) -> HttpResponse:
    """The guide with an answer chosen: from the page that turns away."""
    here = way(request, channel, "scope")
    return _page(here, ScopeForm(here.promised, initial={"about": ASKED_AGAIN[answer]}))


@require_safe
def aside(request: HttpRequest, channel: str) -> HttpResponse:
    """Turned away, with the reason and the two ways back in."""
    here = way(request, channel, "scope")
    get_token(request)  # the pages with a form bring its cookie, and so does this one
    return padded(here.page({"aside": True}), here.promised)


@require_safe
def which(request: HttpRequest, channel: str) -> HttpResponse:
    """Six examples, and the same answers."""
    here = way(request, channel, "scope")
    context = {"form": ScopeForm(here.promised), "examples": True, **_taking_over(here)}
    return padded(here.page(context), here.promised)


def _go(here: Way, form: ScopeForm) -> HttpResponse:
    """Every answer makes a code and sets a cookie of one size; only what is taken stores anything."""
    if here.draft is not None and here.key is not None:
        key = here.key
        if form.branch is Branch.STORY:
            actions.answer(key, form.answers)
    else:
        key = DraftKey.new()
        if form.branch is Branch.STORY:
            key = actions.begin(key, here.channel, form.answers)
    branch = form.branch
    response = here.to("check" if here.then and branch is Branch.STORY else str(branch))
    key.keep(here.request, response)
    return response


def _form(here: Way) -> ScopeForm:
    return ScopeForm(here.promised, initial=here.draft.answers if here.draft else None)


def _page(here: Way, form: ScopeForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "just_sent": here.is_sent,
        "gone": GONE in here.asked and here.draft is None,
        "elsewhere": _elsewhere(here),
        **_taking_over(here),
    }
    return padded(here.page(context, status=status), here.promised)


def _taking_over(here: Way) -> dict[str, object]:
    """What the script needs that seals in the browser. A draft that was begun on the server goes on there, and a file that was sealed elsewhere begins there."""
    try:
        sheet = reading.current_sheet(here.channel)
    except reading.NoSheetError:
        return {}
    named = {"line": b64(sheet.line), "office": b64(sheet.office), "serial": sheet.serial}
    plain = "plain" in here.asked
    return {
        "takes_over": here.draft is None and not plain,
        "plain": plain,
        "at": here.request.path,
        "sheet": named,
    }


def _elsewhere(here: Way) -> ChannelCharter | None:
    """The channel for which this browser carries an unsent draft: beginning here takes its place, and that is said before."""
    other = here.elsewhere.row.channel if here.elsewhere else None
    return charter.current().channel(other.slug) if other and other.open else None


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone: the same choice again."""
    here = way(request, channel, "scope")
    return padded(
        here.page({"form": ScopeForm(here.promised, request.POST), "expired": True}, status=422),
        here.promised,
    )


scope.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
