"""How a reader is told, and the calendar that programs fetch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.notifications import actions
from fairwitness.notifications.calendar import calendar_of
from fairwitness.notifications.forms import SubscriptionForm
from fairwitness.notifications.keys import HAS_PGP
from fairwitness.notifications.models import Hook, Subscription
from fairwitness.notifications.reading import due_days, fed_by, subscription_of
from fairwitness.notifications.servers import servers
from fairwitness.review.views.door import DeskRequest, desk_page, form_of, reviewers_only, show

PAGE = "notifications:page"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
@reviewers_only
def page(request: DeskRequest) -> HttpResponse:
    """What is chosen, and choosing otherwise."""
    if request.method != "POST":
        return _page(request, SubscriptionForm(_chosen(request)))
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    choice = actions.Choice(
        Subscription.How(said["how"]), said["address"], said["key"], get_language() or "en"
    )
    actions.choose(request.user, choice)
    return redirect(PAGE)


@form_of(PAGE)
@desk_page
@reviewers_only
def trial(request: DeskRequest) -> HttpResponse:
    """Send a mail to see whether it comes."""
    actions.try_it(request.user)
    return redirect(PAGE)


@form_of(PAGE)
@desk_page
@reviewers_only
def feed(request: DeskRequest) -> HttpResponse:
    """A new address for the calendar, shown once; or none any more."""
    if request.POST.get("feed") != "open":
        actions.close_feed(request.user)
        return redirect(PAGE)
    secret = actions.open_feed(request.user, get_language() or "en")
    return _page(request, SubscriptionForm(_chosen(request)), feed=secret)


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Due days of whoever made this address; programs that fetch calendars cannot sign in."""
    del request
    found = fed_by(actions.feed_hash(secret))
    if found is None:
        raise Http404
    with override(found.language):
        content = calendar_of(due_days(found.staff), found.salt)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _chosen(request: DeskRequest) -> dict[str, str]:
    found = subscription_of(request.user)
    if found is None:
        return {"how": Subscription.How.NEVER, "address": "", "key": ""}
    return {"how": found.how, "address": found.address, "key": found.key}


def _page(request: DeskRequest, form: SubscriptionForm, *, feed: str = "", status: int = 200) -> HttpResponse:
    told = servers()
    context = {
        "form": form,
        "ways": Subscription.How.choices,
        "found": subscription_of(request.user),
        "hook": Hook.objects.exclude(problem="").first() if told.hook else None,
        "sends_mail": told.mail is not None,
        "hours": [f"{hour:02}:00" for hour in told.hours],
        "has_pgp": HAS_PGP,
        "feed": feed,
        "host": f"{request.scheme}://{request.get_host()}",
    }
    return show(request, "notifications/notifications.html", context, status)
