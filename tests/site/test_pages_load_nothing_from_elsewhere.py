from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from administrator import Administrator, ada_runs_the_line, code_now
from bodies import asked_as
from builders import Told, answered, told
from builders import closed as ended
from closings import in_hand, locked, staff
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client
from guarding import AskingForAName, bo_guards_names, told_with_a_name
from hearing import asked
from made_up_office import FOLDER
from marking import Marking
from pages import Page
from recording import recorded
from referring import a_tip_in
from reviewer import Reviewer
from tipster import Tipster

import fairwitness
from fairwitness.crypto.codes import TipCode
from fairwitness.crypto.letters import Answer
from fairwitness.office import app_codes
from fairwitness.office.clock import today
from fairwitness.office.fields import random_id
from fairwitness.office.models import Channel, Seat
from fairwitness.review import closing
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.models import Draft, Tip
from fairwitness.sealed.passing_on import QUESTION
from fairwitness.sealed.states import State
from fairwitness.site.headers import HEADERS

pytestmark = pytest.mark.usefixtures("office")
PACKAGE = Path(fairwitness.__file__).parent
TELL = "/tell/public/"
OPEN = {
    "home": "/",
    "about": "/about/",
    "charter": "/charter/",
    "compare": "/compare/",
    "concerned_person": "/concerned/",
    "check_receipt": "/receipt/",
    "numbers": "/numbers/",
    "scope": f"{TELL}scope/",
    "scope: harm": f"{TELL}scope/harm/",
    "scope: press": f"{TELL}scope/press/",
    "scope: aside": f"{TELL}aside/",
    "scope: which": f"{TELL}which/",
    "screens: every one of them": f"{TELL}screens/",
    "yourself": f"{TELL}yourself/",
    "enter": "/mailbox/",
    "closed": "/mailbox/letters/",
    "404": "/no/",
}
INSIDE = {
    "pass_on": "/mailbox/pass-on/",
    "withdraw": "/mailbox/withdraw/",
    "code": "/mailbox/code/",
    "receipt": "/mailbox/receipt/",
    "say: meeting": "/mailbox/say/meeting/",
    "say: retaliation": "/mailbox/say/retaliation/",
    "say": "/mailbox/say/questions/",
}
LOADING = ("src", "href", "action", "srcset", "poster", "data", "formaction", "ping", "background")
PARTS = {
    "base",
    "proposing",
    "screen",
    "on",
    "kept",
    "waiting",
    "not_sent",
    "outside",
    "tier",
    "way",
    "errors",
    "days",
    "desk",
    "views",
    "wrong_codes",
    "empty",
    "headline",
    "allegations",
    "to_do",
    "own_keys",
    "seal_anew",
    "keys",
    "in_sight",
    "course",
    "search",
    "due",
    "list",
    "letter",
    "out",
    "top",
    "words",
    "file_words",
    "files_box",
    "texts",
    "questions",
    "rewards",
    "start",
    "swapped",
    "standing",
    "stage",
    "mark",
    "marked",
    "pages",
    "again",
    "others",
    "asked",
    "of_name",
    "to_the_answer",
    "signed",
    "signed_step",
    "make",
    "next",
    "brief",
    "ask_tipster",
    "refer",
    "people",
    "key_form",
    "cover",
    "frame",
    "wrong",
    "field",
    "fields",
    "rule",
    "change",
    "history",
    "guide",
    "examples",
    "record_form",
    "record_paper",
    "record_done",
    "recorded",
    "written",
    "kept_draft",
    "before_sending",
    "waiting_letters",
    "starting",
    "hearing_paper",
    "leaving_out",
    "advised",
    "ask_name",
    "name_asked",
}
REFUSALS = {
    "400",
    "403",
    "405",
    "413",
    "500",
    "503",
    "stale",
    "left",
}  # rendered elsewhere, from the same base


def pages(language: str) -> dict[str, str]:
    """Every page in this language, as it comes, by its template and what is special about it."""
    tip = told(files={"exit.txt": b"locked"})
    answered(tip.conversation, answers=[Answer(QUESTION, asked_as("labour-inspectorate"))])
    return (
        open_pages(language)
        | telling_pages(language)
        | mailbox_pages(language, tip)
        | desk_pages(language, tip)
        | recording_pages(language)
        | pages_of_a_name(language)
        | reply_pages(language)
    )


def seen(lin: Tipster, paths: Mapping[str, str]) -> dict[str, str]:
    """What somebody sees who goes to all of these."""
    found = {}
    for name, path in paths.items():
        lin.goes_to(path)
        found[name] = lin.response.content.decode()
    return found


def open_pages(language: str) -> dict[str, str]:
    lin = Tipster(language)
    shown = seen(lin, OPEN)
    lin.chooses("harm", "")
    shown["scope: a kind is missing"] = lin.response.content.decode()
    return shown


def telling_pages(language: str) -> dict[str, str]:
    lin = Tipster(language)
    lin.chooses()
    shown = seen(lin, {"check: nothing told": f"{TELL}check/"})
    lin.goes_to(f"{TELL}story/")
    form = lin.page.forms[-1]
    lin.writes("The alarm is off.", where="x" * 301)
    shown["story: too long"] = lin.response.content.decode()
    lin.writes("The alarm is off.", known=["saw"])
    lin.attaches({"alarm.jpg": b"a photo"})
    shown |= seen(lin, {"yourself: may hand in": f"{TELL}yourself/"})
    shown |= seen(
        lin, {name: f"{TELL}{name}/" for name in ("story", "files", "you", "without", "keep", "check")}
    )
    shown["damaged"] = damaged_page(language)
    code = lin.page.code
    lin.goes_on()
    shown["sent"] = lin.response.content.decode()
    lin.sends(form, text="One word more.")
    shown["story: sent before"] = lin.response.content.decode()
    lin.client.cookies.clear()
    lin.sends(form, text="The alarm is off.")
    shown["story: expired"] = lin.response.content.decode()
    return shown | dates_pages(language, code)


def damaged_page(language: str) -> str:
    lin = Tipster(language)
    lin.chooses()
    row = Draft.objects.get(code_shown=False)
    sealed = bytes(row.sealed)
    Draft.objects.filter(pk=row.pk).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    lin.writes("The alarm is off.")
    return str(lin.response.content.decode())


def dates_pages(language: str, code: str) -> dict[str, str]:
    """Row 1 alone; and what a code opens when everything is destroyed."""
    lin = Tipster(language)
    lin.comes_back(" ".join(f"{number:04}" for number in TipCode.read(code).numbers[:4]))
    shown = {"glance": lin.response.content.decode()}
    lin.comes_back(code)
    lin.goes_to("/mailbox/withdraw/")
    lin.goes_on()
    return shown | {"dates": lin.response.content.decode()}


def mailbox_pages(language: str, tip: Told) -> dict[str, str]:
    lin = Tipster(language)
    lin.comes_back("not a code")
    shown = {"enter: no code": lin.response.content.decode()}
    lin.comes_back(" ".join(tip.code.words))
    shown |= {"letters": lin.response.content.decode()} | seen(lin, INSIDE)
    lin.goes_on()
    return shown | {"say: nothing said": lin.response.content.decode()}


def desk_pages(language: str, tip: Told) -> dict[str, str]:
    amara = Reviewer("amara").client
    kept = f"tips/{ended(told('The alarm is off.')).id}/kept/"
    passing = f"tips/{a_tip_in(State.CONFIRMED).tip.id}/passing-on/"
    shut = f"tips/{tip.tip.id}/passing-on/"
    paths = {"tips": "", "tip": f"tips/{tip.tip.id}/", "keeping": kept, "sign_in": "sign-in/"}
    paths |= {"notifications": "notifications/", "join": "join/"}
    at = f"tips/{tip.tip.id}"
    paths |= {"take_off": f"{at}/readers/{staff('noor').id}/off/", "concerned": f"{at}/concerned/"}
    paths |= {
        "security": "security/",
        "returned": "returned/",
        "later": "later/",
        "record": "record/public/",
        "export": f"{at}/export/",
        "decision": f"{at}/decision/",
        "knowing": f"{at}/knowing/",
    }
    paths |= {"redact": f"{at}/letters/{tip.conversation.letters.get(position=0).id}/"}
    paths |= {"passing_on": passing, "passing_on: not possible": shut}
    shown = {name: amara.get(f"/{language}/desk/{path}").content.decode() for name, path in paths.items()}
    shown |= notifications_pages(language) | closing_pages(language) | office_pages(language)
    return shown | name_pages(language)  # last: his sheet is in the database alone


def name_pages(language: str) -> dict[str, str]:
    """What two readers and whoever guards names see of one, before it is asked for and after."""
    bo_guards_names()
    asking = AskingForAName(told_with_a_name())
    desk, amara, bo = f"/{language}/desk/", Reviewer("amara").client, Reviewer("bo").client
    name = f"{desk}tips/{asking.tip.tip.id}/name/"
    shown = {"name": amara.get(name), "names": bo.get(f"{desk}names/")}
    row = asking.by_two()
    asking.says()
    shown |= {"name: asked": amara.get(name), "names: asked": bo.get(f"{desk}names/")}
    shown |= {"name_answering": bo.get(f"{desk}names/{row.id}/?to=open")}
    shown |= {"outsider": bo.get(f"{desk}outsider/")}
    shown |= {"name_gone": bo.get(f"{desk}names/{'A' * 22}/")}
    return {page: answer.content.decode() for page, answer in shown.items()}


def office_pages(language: str) -> dict[str, str]:
    """What Ada sees, who runs the line; nothing of it is published."""
    try:
        ada = Administrator(ada_runs_the_line())
    finally:
        (FOLDER.staff / "ada.json").unlink()
    office = f"/{language}/desk/office/"
    paths = {"versions": "", "office_texts": "texts/", "channels": "channels/", "channel": "channels/public/"}
    paths |= {"close_channel": "channels/public/close/", "deadlines": "deadlines/", "presets": "presets/"}
    paths |= {"office_people": "people/", "take_out": f"people/{staff('amara').id}/out/"}
    paths |= {"invitations": "invitations/", "own": "signing-in/", "published": "published/"}
    found = {name: ada.client.get(office + path).content.decode() for name, path in paths.items()}
    ada.fills("deadlines/", feedback_days=60)
    found["shown"] = ada.client.get(f"{office}deadlines/?shown").content.decode()
    shown = {}
    for name, path in {"preview": "texts/", "preview_channel": "channels/public/"}.items():
        told = {field.html_name: field.value() for field in ada.gets(path).context["form"] if field.value()}
        shown[name] = (path, {**told, "do": f"preview-{language}"})
    ada.client.handler.enforce_csrf_checks = False
    for name, (path, fields) in shown.items():
        found[name] = ada.client.post(office + path, fields).content.decode()
    new = ada.client.post(f"{office}signing-in/", {"do": "new", "words": ada.made.passphrase})
    app = new.context
    code = code_now(app_codes.of_text(app["text"].replace(" ", "")))
    added = ada.client.post(f"{office}signing-in/", {"do": "add", "app": app["app"], "code": code})
    found |= {"own_app": new.content.decode(), "own_codes": added.content.decode()}
    signed_out = Client().get(f"{office}sign-in/").content.decode()
    ended = Client().post(f"{office}texts/").content.decode()
    return {**found, "sign_in: of the office": signed_out, "ended": ended}


def pages_of_a_name(language: str) -> dict[str, str]:
    """Where somebody says whether a name that two keys guard may be opened: Bo is here already."""
    asking = AskingForAName(told_with_a_name())
    asking.by_two()
    lin = Tipster(language)
    lin.comes_back(" ".join(asking.tip.code.words))
    return seen(lin, {"name: of the mailbox": "/mailbox/name/"})


def recording_pages(language: str) -> dict[str, str]:
    """Where Amara chooses between two ways in, and where whoever told her looks at what she wrote down."""
    amara = Reviewer("amara")
    lin = Tipster(language)
    lin.comes_back(" ".join(recorded(amara).code.words))
    shown = seen(lin, {"written_down": "/mailbox/written-down/"})
    workers = Channel.objects.get(slug="workers")
    Seat.objects.create(office=workers.office, channel=workers, staff=staff("amara"), reader="board")
    return shown | {"record_begin": amara.client.get(f"/{language}/desk/record/").content.decode()}


def reply_pages(language: str) -> dict[str, str]:
    """Where somebody answers who is reported on, and where a reader hears them."""
    asking = asked()
    at = f"/{language}/desk/tips/{asking.tip.tip.id}/hearing/"
    shown = {"hearing": Reviewer("amara").client.get(at).content.decode()}
    kim = Tipster(language)
    shown |= seen(kim, {"enter: of a reply": "/reply/", "closed: of a reply": "/reply/letters/"})
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words[:4]))
    shown["glance: of a reply"] = kim.response.content.decode()
    kim.goes_to("/reply/")
    kim.sends(kim.page.forms[0], code=" ".join(asking.code.words))
    shown |= seen(kim, {"letters: of a reply": "/reply/letters/", "code: of a reply": "/reply/code/"})
    kim.goes_on()
    shown |= seen(kim, {"adviser": "/reply/adviser/"})
    kim.goes_on()
    shown |= seen(kim, {"letters: advised": "/reply/letters/", "adviser_end": "/reply/adviser/end/"})
    Tip.objects.filter(pk=asking.tip.tip.pk).update(outcome="not-confirmed", outcome_since=today())
    shown |= seen(kim, {"not_confirmed": "/reply/not-confirmed/"})
    destroy(asking.tip.tip, Tip.Outcome.WITHDRAWN)
    return shown | seen(kim, {"gone": "/reply/letters/"})


def notifications_pages(language: str) -> dict[str, str]:
    amara = Reviewer("amara").client
    amara.handler.enforce_csrf_checks = False
    refused = amara.post(f"/{language}/desk/notifications/", {"how": "fixed"})
    return {"notifications: will not do": refused.content.decode()}


def closing_pages(language: str) -> dict[str, str]:
    """Asked before, answered after, and what is locked."""
    amara, open_, shut, marked = Reviewer("amara"), in_hand(), locked(), in_hand()
    amara.marks(marked.tip, Marking(marked).request())
    closing.lock(marked.tip.id, seen=State.TRIAGE, by=staff("noor"))
    amara.client.handler.enforce_csrf_checks = False
    box = {"tip": f"{open_.tip.id} scope-check", "do": "insufficient"}
    ends = f"tips/{a_tip_in(State.SECOND_REVIEW).tip.id}/decision/step/"
    step = {"seen": "second-review", "to": "not-confirmed"}
    desk = f"/{language}/desk/"
    html = {"Accept": "text/html"}
    return {
        "tips: nothing ticked": amara.client.post(f"{desk}chosen/", headers=html).content.decode(),
        "close": amara.client.post(f"{desk}chosen/", box, headers=html).content.decode(),
        "end": amara.client.post(desk + ends, step, headers=html).content.decode(),
        "protected": amara.client.get(f"{desk}tips/{open_.tip.id}/protected/", headers=html).content.decode(),
        "about_harm": amara.client.get(f"{desk}tips/{marked.tip.id}/harm/", headers=html).content.decode(),
        "done": amara.client.post(f"{desk}chosen/", {**box, "sure": "yes"}, headers=html).content.decode(),
        "locked": amara.client.get(f"{desk}tips/{shut.tip.id}/", headers=html).content.decode(),
        "not_open": amara.client.get(f"{desk}tips/{random_id()}/", headers=html).content.decode(),
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_reaches_elsewhere_or_has_a_script_or_style_inside(language: str) -> None:
    for name, html in pages(language).items():
        for tag, told_of in Page(html).tags:
            assert tag not in {"style", "svg", "iframe", "object", "embed", "base"}, name
            assert tag != "script" or told_of["src"].startswith(settings.STATIC_URL), name
            assert not [attribute for attribute in told_of if attribute.startswith("on")], name
            assert "style" not in told_of, name
            reached = [told_of[attribute] for attribute in LOADING if told_of.get(attribute)]
            assert all(re.match(r"/(?!/)|#", address) for address in reached), (name, reached)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_of_the_tipster_s_pages_only_those_where_something_begins_have_a_script(language: str) -> None:
    found = pages(language)

    with_script = {name for name, html in found.items() if "<script" in html}

    scope = {name for name in found if name.startswith("scope") and name != "scope: aside"}
    desk = {
        "tips",
        "tips: nothing ticked",
        "tip",
        "keeping",
        "later",
        "take_off",
        "decision",
        "export",
        "redact",
        "record",
        "record_begin",
        "concerned",
        "passing_on",
        "passing_on: not possible",
        "hearing",
        "join",
        "notifications",
        "notifications: will not do",
        "end",
        "sign_in",
        "security",
        "returned",
        "names",
        "knowing",
        "outsider",
        "names: asked",
        "name",
        "name: asked",
        "name_answering",
        "name_gone",
        "close",
        "protected",
        "about_harm",
        "done",
        "locked",
        "not_open",
    }
    assert with_script == {*desk, "enter", "enter: no code", "enter: of a reply", *scope}


def test_a_draft_that_was_begun_without_a_script_goes_on_without_one() -> None:
    lin = Tipster()
    lin.chooses()

    lin.goes_to(f"{TELL}scope/")

    assert not [tag for tag, _ in lin.page.tags if tag == "script"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_that_there_is_was_looked_at(language: str) -> None:
    served = [path for path in PACKAGE.glob("*/templates/*/*.html") if "demo" not in path.parts]
    templates = {path.stem for path in served}

    looked_at = {name.partition(":")[0] for name in pages(language)}

    assert templates - looked_at == PARTS | REFUSALS


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_of_these_pages_is_another_one(language: str) -> None:
    found = pages(language)

    titles = {name: re.findall(r"<h1>(.*?)</h1>", html) for name, html in found.items() if ":" not in name}

    assert not [name for name, told_of in titles.items() if len(told_of) != 1]
    assert len(set(found.values())) == len(found)


def test_no_template_has_a_script_or_style_inside() -> None:
    sources = list(PACKAGE.glob("*/templates/*/*.html"))

    written = re.sub(r"{%.*?%}", "", "".join(source.read_text("utf-8") for source in sources))

    assert len(sources) > 20
    assert not re.search(
        r"<style|\bstyle=|\son\w+=|javascript:|<svg|<script(?! type=\"module\" src=)", written
    )


@pytest.mark.parametrize("folder", ["site/static/site", "sealed/static/sealed", "review/static/review"])
def test_no_style_sheet_reaches_elsewhere(folder: str) -> None:
    sheets = list((PACKAGE / folder).glob("*.css"))

    assert sheets
    assert not [sheet for sheet in sheets if re.search(r"url\(|@import", sheet.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("site/site.css", "text/css"),
        ("review/desk.js", "text/javascript"),
        ("crypto/browser/age.js", "text/javascript"),
        ("site/icon.png", "image/png"),
    ],
)
def test_a_static_file_is_kept_for_ever_and_brings_no_cookie(client: Client, name: str, kind: str) -> None:
    answer = client.get(settings.STATIC_URL + name)

    assert answer.status_code == 200
    assert answer.getvalue() == Path(str(find(name))).read_bytes()
    assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer["Content-Type"].split(";")[0] == kind
    assert not answer.cookies
    assert {name: answer[name] for name in HEADERS if name != "Cache-Control"} == {
        name: value for name, value in HEADERS.items() if name != "Cache-Control"
    }
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Content-Security-Policy"]


def test_a_static_file_under_an_old_fingerprint_is_not_there(client: Client) -> None:
    answer = client.get("/static/000000000000/site/site.css")

    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
