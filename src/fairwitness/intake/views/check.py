"""Screen 6: the code, a last look, and *send*."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.intake.forms import TWO_KEYS, guard_of
from fairwitness.intake.turns import LATER, TooMany, turn_of
from fairwitness.intake.views.told import told
from fairwitness.intake.views.walking import Way, as_it_stands, way
from fairwitness.office import charter
from fairwitness.sealed.actions.drafts import last_day, show_code
from fairwitness.sealed.drafting import OpenDraft
from fairwitness.sealed.showing import code_on_page


@require_http_methods(["GET", "HEAD", "POST"])
@as_it_stands
def check(request: HttpRequest, channel: str) -> HttpResponse:
    """From here on the code opens the draft, in any browser."""
    here = way(request, channel, "check")
    if here.draft is None or here.key is None:
        return here.lost()
    if not here.is_post:
        return _page(here, here.key, here.draft)
    return _send(here, here.key, here.draft)


@require_http_methods(["GET", "HEAD"])
def without(request: HttpRequest, channel: str) -> HttpResponse:
    """What is lost by sending without a code."""
    here = way(request, channel, "check")
    if here.draft is None:
        return here.lost()
    shown = {"guarded": guard_of(here.draft.answers) == TWO_KEYS, "guards": here.guards}
    return here.page({"without": True, "guarded_by": actions.guarded_by(here.draft), **shown})


def _send(here: Way, key: DraftKey, draft: OpenDraft) -> HttpResponse:
    try:
        if actions.is_complete(draft) and (held := turn_of(here.request, draft.row.pk.encode())):
            return held
        shown = here.request.POST.get("guards", "")
        actions.send(key, no_answer="without" in here.request.POST, guards=shown)
    except (actions.NothingToSend, actions.NobodyGuards):
        return _page(here, key, draft, status=422)
    except actions.OthersGuard:
        return _page(here, key, draft, status=422, others_guard=True)
    except actions.NobodyLeft:
        return _page(here, key, draft, status=422, nobody_left=True)
    except TooMany:
        return _page(here, key, draft, status=429, later=LATER)
    response = here.to("sent")
    key.keep(here.request, response)
    return response


def _page(here: Way, key: DraftKey, draft: OpenDraft, status: int = 200, **said: object) -> HttpResponse:
    complete = actions.is_complete(draft)
    if complete:
        show_code(draft.row)
    is_apart = guard_of(draft.answers) == TWO_KEYS
    context = {
        "draft": draft,
        "complete": complete,
        "nobody_guards": is_apart and not here.guards,
        "guards": here.guards if is_apart else (),
        "guarded_by": actions.guarded_by(draft),
        "go_on": here.stopped_at,
        "told": told(here.promised, draft),
        "outside": charter.current().about.outside,
        "until": last_day(draft.row).isoformat(),
        **(code_on_page(key.code, get_language() or "") if complete else {}),
        **said,
    }
    return here.page(context, status=status)


def _shown_again(request: HttpRequest, channel: str) -> HttpResponse:
    """The form token is gone: look once more, and send."""
    here = way(request, channel, "check")
    if here.draft is None or here.key is None:
        return here.lost()
    return _page(here, here.key, here.draft, status=422, expired=True)


check.shown_again = _shown_again  # type: ignore[attr-defined]  # read by site.errors.stale_form
