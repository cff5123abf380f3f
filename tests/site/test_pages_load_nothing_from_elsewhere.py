from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import Told, answered, told
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.test import Client
from pages import Page
from reviewer import Reviewer
from tipster import Tipster

import fairwitness
from fairwitness.crypto.codes import TipCode
from fairwitness.site.headers import HEADERS

pytestmark = pytest.mark.usefixtures("office")
PACKAGE = Path(fairwitness.__file__).parent
TELL = "/tell/public/"
OPEN = {
    "home": "/",
    "about": "/about/",
    "charter": "/charter/",
    "check_receipt": "/receipt/",
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
    "screen",
    "on",
    "kept",
    "waiting",
    "not_sent",
    "outside",
    "tier",
    "way",
    "errors",
    "desk",
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
    "start",
    "swapped",
    "standing",
    "pages",
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
    answered(tip.conversation)
    return (
        open_pages(language)
        | telling_pages(language)
        | mailbox_pages(language, tip)
        | desk_pages(language, tip)
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
    code = lin.page.code
    lin.goes_on()
    shown["sent"] = lin.response.content.decode()
    lin.sends(form, text="One word more.")
    shown["story: sent before"] = lin.response.content.decode()
    lin.client.cookies.clear()
    lin.sends(form, text="The alarm is off.")
    shown["story: expired"] = lin.response.content.decode()
    return shown | dates_pages(language, code)


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
    paths = {"tips": "", "tip": f"tips/{tip.tip.id}/", "sign_in": "sign-in/"}
    return {name: amara.get(f"/{language}/desk/{path}").content.decode() for name, path in paths.items()}


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
    assert with_script == {"tips", "tip", "sign_in", "enter", "enter: no code", *scope}


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
