from __future__ import annotations

import re
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
from fairwitness.site.headers import HEADERS

pytestmark = pytest.mark.usefixtures("office")
PACKAGE = Path(fairwitness.__file__).parent
LOADING = ("src", "href", "action", "srcset", "poster", "data", "formaction", "ping", "background")


def pages(language: str) -> dict[str, str]:
    """Every page in this language, as it comes."""
    tip = told(files={"exit.txt": b"locked"})
    answered(tip.conversation)
    lin = Tipster(language)
    shown = {}
    for name, path in (
        ("home", "/"),
        ("about", "/about/"),
        ("charter", "/charter/"),
        ("enter", "/mailbox/"),
        ("closed", "/mailbox/letters/"),
        ("404", "/no/"),
    ):
        lin.goes_to(path)
        shown[name] = lin.response.content.decode()
    lin.tells("")
    shown["tell"] = lin.response.content.decode()
    lin.tells("The alarm is off.")
    shown["sent"] = lin.response.content.decode()
    lin.comes_back(" ".join(tip.code.words))
    shown["letters"] = lin.response.content.decode()
    return shown | desk_pages(language, tip)


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
def test_a_tipster_s_page_has_no_script_at_all(language: str) -> None:
    found = pages(language)

    with_script = {name for name, html in found.items() if "<script" in html}

    assert with_script == {"tips", "tip", "sign_in"}


def test_every_page_that_there_is_was_looked_at() -> None:
    served = [path for path in PACKAGE.glob("*/templates/*/*.html") if "demo" not in path.parts]
    templates = {path.stem for path in served}

    looked_at = set(pages("en")) | {
        "400",
        "403",
        "413",
        "500",
        "503",
        "stale",
    }  # rendered elsewhere, from the same base

    assert templates - looked_at == {
        "base",
        "desk",
        "tier",
        "code",
        "list",
        "top",
        "words",
        "texts",
        "questions",
    }


def test_no_template_has_a_script_or_style_inside() -> None:
    sources = list(PACKAGE.glob("*/templates/*/*.html"))

    written = "".join(source.read_text("utf-8") for source in sources)

    assert len(sources) > 20
    assert not re.search(
        r"<style|\bstyle=|\son\w+=|javascript:|<svg|<script(?! type=\"module\" src=)", written
    )


@pytest.mark.parametrize("folder", ["site/static/site", "review/static/review"])
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
