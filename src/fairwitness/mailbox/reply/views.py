"""The pages of the person reported on, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from fairwitness.crypto.codes import FirstRow, TipCode
from fairwitness.crypto.encoding import b64
from fairwitness.intake.drafts import seed_of
from fairwitness.intake.views.walking import ELSEWHERE, PAGE, filled_up
from fairwitness.mailbox import actions
from fairwitness.mailbox.cookies import NEXT_OF_ADVISER, NEXT_OF_REPLY, InsideReply, keep_next, next_code
from fairwitness.mailbox.forms import AnswerForm, CodeForm, pressed
from fairwitness.mailbox.reply import reading
from fairwitness.mailbox.reply.actions import end_adviser, give_adviser
from fairwitness.mailbox.reply.forms import TAKEN, ReplyCodeForm
from fairwitness.mailbox.reply.inside import back, closed, gone, inside_only, kept, opened, signed_out
from fairwitness.mailbox.reply.standing import is_ended, stands
from fairwitness.mailbox.views.enter import DIGITS, OWN, UNKNOWN
from fairwitness.mailbox.views.sending import is_sent
from fairwitness.office import charter
from fairwitness.office.cookies import SecretCookie
from fairwitness.office.reading import line_id
from fairwitness.office.views import PLAIN
from fairwitness.sealed import not_confirmed
from fairwitness.sealed.actions.advise import NobodyAdvises, SomebodyAdvises
from fairwitness.sealed.actions.commit import LocatorTaken
from fairwitness.sealed.actions.hear import NoMoreTime, ask_for_more
from fairwitness.sealed.actions.letters import CodeWasSeen, TipDestroyed, mark_opened_on_server, mark_seen
from fairwitness.sealed.advising import as_adviser
from fairwitness.sealed.arriving import Plan, arrived, takes_files
from fairwitness.sealed.files import plan_for
from fairwitness.sealed.hearing import was_taken
from fairwitness.sealed.models import Mailbox
from fairwitness.sealed.opening import OpenMailbox
from fairwitness.sealed.reading import mailbox_at
from fairwitness.sealed.sealing import Words
from fairwitness.sealed.showing import code_on_page

OURS = {
    "code": "reply:code",
    "letter": "reply:letter",
    "adviser": "reply:adviser",
    "adviser-end": "reply:adviser-end",
    "back": "reply:letters",
}
FILE = 'attachment; filename="not-confirmed.txt"'
HAPPENED = ("sent", "code", "more", "late", "seen", "given", "ended")


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The code, typed or put together from buttons."""
    if request.method == "POST" and (key := request.POST.get("press")):
        form: CodeForm = ReplyCodeForm(initial={"code": pressed(request.POST.get("code", ""), key)})
        return _entering(request, form, pad=True)
    form = ReplyCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _entering(request, form, status=422 if form.is_bound else 200)
    code = form.cleaned_data["code"]
    if isinstance(code, FirstRow):
        return _glance(request, form, code)
    inside = _opens(code)
    return _inside(request, inside) if inside else _unknown(request, form, code.locator(line_id()))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Forget this mailbox in this browser. Whoever only follows a link here forgets nothing."""
    return signed_out(request) if request.method == "POST" else redirect("reply:enter")


def _opens(code: TipCode) -> InsideReply | None:
    """Derived for a known locator only."""
    mailbox = mailbox_at(code.locator(line_id()), InsideReply.party)
    inside = InsideReply(mailbox.locator, seed_of(code)) if mailbox else None
    if mailbox is None or inside is None or inside.open() is None:
        return None
    mark_opened_on_server(mailbox)
    return inside


def _inside(request: HttpRequest, inside: InsideReply) -> HttpResponse:
    """What was typed in a browser that could not seal comes with the code, and stands in its box."""
    mailbox, text = inside.open(), request.POST.get("text", "")
    if mailbox and text and not is_ended(mailbox.conversation):
        try:
            actions.keep_words(mailbox, {"text": text})
        except (TipDestroyed, actions.MailboxMoved):
            return redirect("reply:letters")  # which says so
    response = redirect("reply:letters")
    inside.keep(request, response)
    return response


def _glance(request: HttpRequest, form: CodeForm, row: FirstRow) -> HttpResponse:
    """Row 1 alone shows the last day of this person's time, or that it has ended, and nothing else."""
    locator = row.locator(line_id())
    found = mailbox_at(locator, InsideReply.party)
    if found is None or found.opens is None:
        return _unknown(request, form, locator)
    if is_ended(found.opens):
        return gone(request, found.opens)
    context = {"until": stands(found, found.opens).until}
    return filled_up(render(request, "reply/glance.html", context), PAGE)


def _unknown(request: HttpRequest, form: CodeForm, locator: bytes) -> HttpResponse:
    form.add_error("code", TAKEN if was_taken(locator) else form.unknown)
    response = _entering(request, form, status=422)
    response.held_back = UNKNOWN.turn()  # type: ignore[attr-defined]  # read by the front, which holds the answer
    return response


def _entering(request: HttpRequest, form: CodeForm, status: int = 200, *, pad: bool = False) -> HttpResponse:
    plain = "plain" in (request.POST if request.method == "POST" else request.GET)
    context = {
        "form": form,
        "here": reverse("reply:enter"),
        "takes_over": not plain,
        "plain": plain,
        "digits": DIGITS,
        "pad": pad,
        "line": b64(line_id()),
        "brought": [(name, text) for name, text in request.POST.items() if name not in OWN],
    }
    return render(request, "reply/enter.html", context, status=status)


def plan(request: HttpRequest) -> Plan:
    """Files are taken up only inside an open mailbox, as a tipster's are."""
    mailbox, limits = opened(request), charter.current().limits
    key = mailbox.key_for_files() if mailbox and not is_ended(mailbox.conversation) else None
    if mailbox is None or key is None:
        return plan_for(limits, None)
    return plan_for(limits, key.identity.recipient, partial(actions.add_file, mailbox, key, limits))


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(plan)
@inside_only
def letters(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Read what is alleged, answer, and ask for more time."""
    if remove := request.POST.get("remove", ""):
        actions.drop_file(mailbox, remove)
    form = _form(request, mailbox)
    if not form.is_bound or not form.is_valid():
        return _page(request, mailbox, form, status=422 if form.is_bound else 200)
    if form.is_left:
        return _go_on(request, mailbox, form)
    if form.is_added_to:
        return _page(request, mailbox, form)
    try:
        if not is_sent(mailbox, form, Words(form.cleaned_data["text"]), takes_files=True):
            return _page(request, mailbox, form, status=422)
    except CodeWasSeen:
        actions.keep_words(mailbox, form.typed)
        return back(request, "seen")
    return back(request, "sent")


def _go_on(request: HttpRequest, mailbox: OpenMailbox, form: AnswerForm) -> HttpResponse:
    """Keep what stands in the box, and do what the button says."""
    actions.keep_words(mailbox, form.typed)
    if "again" in request.POST:
        return _more(request, mailbox)
    go = request.POST.get("go", "")
    if go == "out":
        return signed_out(request)
    places = {**ELSEWHERE, **OURS}
    return kept(request, redirect(reverse(places[go]) if go in places else request.path))


def _more(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    try:
        ask_for_more(mailbox.conversation, mailbox.mailbox)
    except NoMoreTime:
        return back(request, "late")
    return back(request, "more")


@require_safe
def file(request: HttpRequest, file_id: str) -> HttpResponseBase:
    """A file of one of the letters, opened as it is sent; always a download."""
    mailbox = opened(request)
    found = mailbox.file(file_id) if mailbox and not is_ended(mailbox.conversation) else None
    if found is None:
        raise Http404
    entry, content = found
    name = content_disposition_header(as_attachment=True, filename=entry.name) or "attachment"
    headers = {"Content-Disposition": name, "Content-Length": str(entry.size)}
    return StreamingHttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def code(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Show the next code first; it takes the place of the old one when its owner says that this very code is written down."""
    confirmed = request.POST.get("shown", "")
    if confirmed and confirmed == b64(mailbox.mailbox.locator):  # in another tab, a moment ago
        return back(request, "code")
    return _with_next(request, mailbox, OWN_CODE)


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def adviser(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Show a code to be handed to an adviser first; it opens this conversation when its owner says that this very code is written down."""
    if not stands(mailbox.mailbox, mailbox.conversation).may_be_advised:
        return back(request)
    return _with_next(request, mailbox, ADVISER_CODE)


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def adviser_end(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Ask once more, and take the adviser's mailbox away."""
    if stands(mailbox.mailbox, mailbox.conversation).adviser is None:
        return back(request)
    if request.method != "POST":
        return kept(request, render(request, "reply/adviser_end.html"))
    with suppress(NobodyAdvises, actions.NoKey):  # in another tab, or the page of letters says why
        end_adviser(mailbox)
    return back(request, "ended")


@dataclass(frozen=True)
class Made:
    """A code that is shown before it is in force: on which page, and what it is for."""

    template: str
    cookie: SecretCookie
    use: Callable[[HttpRequest, OpenMailbox, TipCode], HttpResponse]


def _with_next(request: HttpRequest, mailbox: OpenMailbox, what: Made) -> HttpResponse:
    made = next_code(request, mailbox.mailbox, what.cookie)
    if request.method != "POST":
        return _next(request, mailbox.mailbox, made or TipCode.generate(), what)
    if made is None or request.POST.get("shown", "") != b64(made.locator(line_id())):
        return _next(request, mailbox.mailbox, made or TipCode.generate(), what, again=True)
    try:
        return what.use(request, mailbox, made)
    except actions.NoKey:
        return redirect("reply:letters")  # which says so
    except LocatorTaken:
        return _next(request, mailbox.mailbox, TipCode.generate(), what, again=True)


def _give(request: HttpRequest, mailbox: OpenMailbox, made: TipCode) -> HttpResponse:
    try:
        give_adviser(mailbox, made)
    except (SomebodyAdvises, CodeWasSeen):  # in another tab
        return back(request)
    response = back(request, "given")
    NEXT_OF_ADVISER.forget(request, response)
    return response


def _use(request: HttpRequest, mailbox: OpenMailbox, made: TipCode) -> HttpResponse:
    seed = actions.use_new_code(mailbox, made)
    response = redirect(reverse("reply:letters") + "?code")
    InsideReply(made.locator(line_id()), seed).keep(request, response)
    NEXT_OF_REPLY.forget(request, response)
    return response


OWN_CODE = Made("reply/code.html", NEXT_OF_REPLY, _use)
ADVISER_CODE = Made("reply/adviser.html", NEXT_OF_ADVISER, _give)


def _next(
    request: HttpRequest, mailbox: Mailbox, made: TipCode, what: Made, *, again: bool = False
) -> HttpResponse:
    """With `again`, it is another code than the one that was written down."""
    shown = {"shown": b64(made.locator(line_id())), "again": again}
    context = {**code_on_page(made, get_language() or ""), **shown}
    response = render(request, what.template, context)
    keep_next(request, response, mailbox, made, what.cookie)
    return kept(request, response)


@require_http_methods(["GET", "HEAD", "POST"])
@inside_only
def letter(request: HttpRequest, mailbox: OpenMailbox) -> HttpResponse:
    """Say what it is for, and make it when the button is pressed: to look at, or as a file. Where something else came of it there is no such page."""
    is_adviser = as_adviser(mailbox.mailbox) is not None
    if is_adviser or not not_confirmed.may_have_it(mailbox.conversation):
        return back(request)
    text = not_confirmed.signed(mailbox.conversation) if request.method == "POST" else ""
    if request.POST.get("as") == "file":
        return kept(request, HttpResponse(text, content_type=PLAIN, headers={"Content-Disposition": FILE}))
    return kept(request, filled_up(render(request, "reply/not_confirmed.html", {"text": text}), PAGE))


def _form(request: HttpRequest, mailbox: OpenMailbox) -> AnswerForm:
    posted = request.method == "POST"
    came = arrived(request) if posted else None
    waiting = [one.entry for one in mailbox.waiting()]
    limits, data = charter.current().limits, request.POST if posted else None
    return AnswerForm(waiting, limits, came, data=data, unsent=None if posted else mailbox.unsent())


def _page(request: HttpRequest, mailbox: OpenMailbox, form: AnswerForm, status: int = 200) -> HttpResponse:
    promised, page = charter.current(), reading.page(mailbox)
    mark_seen(mailbox.mailbox, len(page.letters))
    happened = {name: name in request.GET and not form.is_bound for name in HAPPENED}
    context = {
        "page": page,
        "form": form,
        "limits": promised.limits,
        "carries": "everywhere",
        "complaints": promised.about.complaints,
        "letters_place": "reply:letters",
        "file_place": "reply:file",
        "happened": happened,
    }
    return kept(request, render(request, "reply/letters.html", context, status=status))


letters.shown_again = closed  # type: ignore[attr-defined]  # read by site.errors.stale_form
code.shown_again = closed  # type: ignore[attr-defined]  # the same
letter.shown_again = closed  # type: ignore[attr-defined]  # the same
adviser.shown_again = closed  # type: ignore[attr-defined]  # the same
adviser_end.shown_again = closed  # type: ignore[attr-defined]  # the same
