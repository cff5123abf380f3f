"""Screen 3: what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fairwitness.intake.actions import ChangedMeanwhile
from fairwitness.intake.forms import StoryForm, story_form
from fairwitness.intake.views.told import told
from fairwitness.intake.views.walking import Way, as_it_stands, padded, way, words_only
from fairwitness.office import charter
from fairwitness.sealed.arriving import arrived, takes_files


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(words_only)
@as_it_stands
def story(request: HttpRequest, channel: str) -> HttpResponse:
    """One box, and what belongs to it."""
    here = way(request, channel, "story")
    if not here.is_post:
        return _first(here)
    form = sent(here)
    if here.is_sent or not form.is_valid():
        return page(here, form, status=422)
    try:
        return here.keep(form.answers, form.cleaned_data["text"])
    except ChangedMeanwhile as other:
        return changed(here, form, other)


def changed(
    here: Way, form: StoryForm, other: ChangedMeanwhile, carried: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """What another tab has kept, beside what was typed here. What is `carried` was typed on other screens, and comes along."""
    kept = told(here.promised, other.opened)
    return page(replace(here, draft=other.opened), form, status=422, changed=kept, carried=carried)


def _first(here: Way) -> HttpResponse:
    if here.draft is None:
        return here.lost()
    initial = StoryForm.initial_from(here.draft.answers, here.draft.letter.text)
    return page(here, story_form(here.promised, charter.current().limits, initial=initial))


def sent(here: Way) -> StoryForm:
    """The form, as it came."""
    request = here.request
    return story_form(here.promised, charter.current().limits, arrived(request), data=request.POST)


def page(here: Way, form: StoryForm, status: int = 200, **said: object) -> HttpResponse:
    """The screen."""
    context = {
        "form": form,
        "version": here.version(form.own, text="", seen="changed" in said),
        "sent_before": here.is_sent,
        **said,
    }
    return padded(here.page(context, status=status), here.promised)


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone, but not what was typed."""
    here = way(request, channel, "story")
    return page(here, sent(here), status=422, expired=True)


story.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
