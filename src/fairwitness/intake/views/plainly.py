"""From a browser that could not seal to the plain form: what was typed there is sealed here, as it arrives, and stands in its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.forms import ScopeForm, StoryForm, YouForm
from fairwitness.intake.scope import Branch
from fairwitness.intake.views import story, you
from fairwitness.intake.views.walking import CARRIED, Way, address, as_it_stands, way, words_only
from fairwitness.sealed.arriving import takes_files

ANOTHER = "another"  # no version of anything that is kept: nothing of it is overwritten unseen
ELSEWHERE = ("screen", *ScopeForm.own, *YouForm.own)  # what stands in no box of the story's
Carried = Sequence[tuple[str, str]]  # boxes of other screens, and what was typed in each


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(words_only)
@as_it_stands
def plainly(request: HttpRequest, channel: str) -> HttpResponse:
    """Somebody has chosen this: begin a draft with what they had typed, or add it to the one that this browser carries."""
    here = way(request, channel, "story")
    if not here.is_post:
        return redirect(f"{address('scope', channel)}?plain")
    guide = ScopeForm(here.promised, request.POST)
    if guide.is_valid() and guide.branch is not Branch.STORY:
        return here.to(str(guide.branch))
    told, about = story.sent(here), you.form_of(here, request.POST)
    key = here.key if here.draft else None
    if key is None:
        key = actions.begin(DraftKey.new(), here.channel, _answered(guide, told, about), _text(told))
        clash, clash_of_you = None, None
    else:
        clash_of_you = _clash(key, _answered(about))  # first, and at once: whom to leave out is never lost
        clash = _clash_of_story(request, key, guide, told)
    now = replace(here, key=key, draft=key.open())
    carried = _carried(request) if clash_of_you or not about.is_valid() else ()
    response = (
        _story_again(now, told, clash, carried) or _you_again(now, about, clash_of_you) or _on(now, key)
    )
    key.keep(request, response)
    return response


def _clash_of_story(
    request: HttpRequest, key: DraftKey, guide: ScopeForm, told: StoryForm
) -> actions.ChangedMeanwhile | None:
    """What another tab has kept in its place; none where it stood beside the boxes before they were sent."""
    version = _version(request)
    if version == ANOTHER or not told.is_valid():
        return _clash(key, _answered(guide, told), _text(told) or None)
    _clash(key, _answered(guide))
    return _clash(key, told.answers, _text(told), version)


def _clash(
    key: DraftKey, answers: dict[str, str], text: str | None = None, began_from: str = ANOTHER
) -> actions.ChangedMeanwhile | None:
    try:
        actions.answer(key, answers, text, began_from=began_from)
    except actions.ChangedMeanwhile as other:
        return other
    return None


def _answered(*forms: ScopeForm | StoryForm | YouForm) -> dict[str, str]:
    """An empty box takes nothing back that was kept before."""
    valid = [form for form in forms if form.is_valid()]
    return {question: text for form in valid for question, text in form.answers.items() if text}


def _text(told: StoryForm) -> str:
    text: str = told.cleaned_data.get("text", "") if told.is_valid() else ""
    return text


def _carried(request: HttpRequest) -> Carried:
    """What was typed on other screens, for a page that shows the story's boxes alone: it comes here once more with them."""
    return [(name, text) for name in ELSEWHERE for text in request.POST.getlist(name)]


def _version(request: HttpRequest) -> str:
    return request.POST.get("version", "") or ANOTHER


def _story_again(
    here: Way, told: StoryForm, clash: actions.ChangedMeanwhile | None, carried: Carried
) -> HttpResponse | None:
    if clash:
        return story.changed(here, told, clash, carried)
    version = _version(here.request)
    return None if told.is_valid() else story.page(here, told, 422, carried=carried, version=version)


def _you_again(here: Way, about: YouForm, clash: actions.ChangedMeanwhile | None) -> HttpResponse | None:
    here = replace(here, screen="you")
    if clash:
        return you.changed(here, about, clash)
    return None if about.is_valid() else you.page(here, about, 422, version=ANOTHER)


def _on(here: Way, key: DraftKey) -> HttpResponse:
    if "keep" in here.request.POST:
        actions.answer(key, {actions.PLACE: here.screen})
    return here.onward_or(_screen(here.request))


def _screen(request: HttpRequest) -> str:
    """On which they were."""
    named = request.POST.get("screen", "")
    return named if named in (*CARRIED, "check") else "story"


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone, but not what was typed."""
    here = way(request, channel, "story")
    told = {"carried": _carried(request), "version": _version(request)}
    return story.page(here, story.sent(here), status=422, expired=True, **told)


plainly.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
