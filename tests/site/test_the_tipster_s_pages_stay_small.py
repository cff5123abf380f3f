"""What an old phone has to load before it can seal: counted in the bytes that are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from modules import with_imports

import fairwitness
from fairwitness.site.static_files import packed

PACKAGE = Path(fairwitness.__file__).parent
NAMED = re.compile(r"{% static ['\"]([^'\"]+\.(?:js|css))['\"] %}")
DESK = {"review", "decisions", "administration", "demo"}
TABLES = {"journal"}
EVERYWHERE = "site/site.css"
WITHOUT_SCRIPTS = "site/unheld.css"  # in <noscript>
STARTS = {"telling": "intake/start.js", "coming back": "mailbox/start.js"}
BEGINS = {"telling": "intake/telling.js", "coming back": "mailbox/mailbox.js"}  # what a start loads at once
LISTS = ("crypto/browser/english.js", "crypto/browser/zh_hans.js")  # of words: a page shows one of them
MOST = {"br": 75_000, "gzip": 100_000}  # bytes of all scripts and styles that a visit loads
OPENED = ("mailbox/inside.js", "sealed/letter.css")  # what shows letters, once a code was typed
OPEN = {"br": 88_600, "gzip": 103_100}  # and with that, before a letter is answered or a file is opened
WHEN_ASKED_FOR = {
    "sealed/attachments.js",
    "sealed/writing.js",
    "mailbox/saying.js",
    "mailbox/passing-on.js",
    "mailbox/name.js",
}
WITH_ALL = {
    "br": 159_200,
    "gzip": 185_700,
}  # and with every kind of file, every detail, the other language: docs/decisions/0013


def text_of(name: str) -> str:
    return content_of(name).decode()


def content_of(name: str) -> bytes:
    return Path(str(find(name))).read_bytes()


def named_by_templates() -> set[str]:
    """Every script and style sheet that a page outside the desk names; tables of numbers are read by whoever asks about the line."""
    pages = [path for path in PACKAGE.glob("*/templates/**/*.html") if not (DESK | TABLES) & set(path.parts)]
    return {name for page in pages for name in NAMED.findall(page.read_text("utf-8"))}


def too_much(names: Iterable[str], most: dict[str, int] = MOST) -> dict[str, int]:
    """The sizes that pass the limit."""
    found = [content_of(name) for name in names]
    sent = {encoding: sum(len(packed(one, encoding)) for one in found) for encoding in most}
    return {encoding: size for encoding, size in sent.items() if size >= most[encoding]}


def test_two_pages_of_a_tipster_s_begin_something() -> None:
    assert named_by_templates() == {EVERYWHERE, WITHOUT_SCRIPTS, *STARTS.values()}


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("page", STARTS)
def test_what_a_page_loads_before_anything_can_be_typed_is_small(page: str, words: str) -> None:
    names = with_imports([EVERYWHERE, STARTS[page], BEGINS[page], words], text_of, later=False)

    assert {"vendor/age.js", "sealed/screens.js"} <= names
    assert too_much(names) == {}


@pytest.mark.parametrize("words", LISTS)
def test_an_open_mailbox_has_loaded_what_shows_letters_and_no_more(words: str) -> None:
    start, begins = STARTS["coming back"], BEGINS["coming back"]

    names = with_imports([EVERYWHERE, start, begins, words, *OPENED], text_of, later=False)

    assert not WHEN_ASKED_FOR & names
    assert too_much(names, OPEN) == {}


@pytest.mark.parametrize("page", STARTS)
def test_all_that_a_page_can_ever_come_to_load_does_not_grow_unnoticed(page: str) -> None:
    names = with_imports([EVERYWHERE, STARTS[page]], text_of)

    assert {BEGINS[page], *LISTS, "sealed/upload.js"} <= names
    assert too_much(names, WITH_ALL) == {}


def test_what_the_desk_alone_needs_is_not_sent_to_a_tipster() -> None:
    desk = with_imports({"review/desk.js"}, text_of)

    names = with_imports(named_by_templates(), text_of)

    assert "vendor/htmx.js" in desk
    assert "vendor/htmx.js" not in names
    assert not [name for name in names if name.startswith(("review/", "administration/", "demo/"))]


def test_a_module_counts_with_what_it_imports_now_and_later() -> None:
    files = {
        "a/one.js": '// @ts-check\nimport "./two.js";\n/** @param {import("./type.js").Type} of */\nimport {\n  three,\n} from "../b/three.js";',
        "a/two.js": 'const later = () => import("./four.js");\nconst look = new URL("look.css", import.meta.url);',
        "b/three.js": 'export { four } from "../a/four.js";\nexport function five() {\n  return one(".six");\n}',
        "a/four.js": 'const said = "no import here";',
        "a/look.css": "",
        "a/type.js": "",
    }

    found = with_imports(["a/one.js"], files.__getitem__)
    at_once = with_imports(["a/one.js"], files.__getitem__, later=False)

    assert at_once == {"a/one.js", "a/two.js", "b/three.js", "a/four.js"}
    assert found == {*at_once, "a/look.css"}
