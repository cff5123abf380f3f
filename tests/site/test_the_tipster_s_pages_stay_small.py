"""What an old phone has to load before it can seal: counted in the bytes that are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles.finders import find
from modules import with_imports

import fairwitness
from fairwitness.site.static_files import packed

PACKAGE = Path(fairwitness.__file__).parent
NAMED = re.compile(r"{% static ['\"]([^'\"]+\.(?:js|css))['\"] %}")
DESK = {"review", "demo"}
SEALING = (
    "crypto/browser/codes.js",
    "crypto/browser/grants.js",
    "crypto/browser/letters.js",
    "crypto/browser/parts.js",
    "crypto/browser/sheets.js",
    "crypto/browser/standing.js",
)  # what a browser that seals needs, whichever of our modules asks for it
MOST = {"br": 75_000, "gzip": 100_000}  # bytes of all scripts and styles together


def text_of(name: str) -> str:
    return content_of(name).decode()


def content_of(name: str) -> bytes:
    return Path(str(find(name))).read_bytes()


def loaded_by_tipsters() -> set[str]:
    """Every script and style sheet that a page outside the desk names, and what they import."""
    pages = [path for path in PACKAGE.glob("*/templates/**/*.html") if not DESK & set(path.parts)]
    named = {name for page in pages for name in NAMED.findall(page.read_text("utf-8"))}
    return with_imports(named | set(SEALING), text_of)


def sizes(names: Iterable[str]) -> dict[str, int]:
    found = [packed(content_of(name)) for name in names]
    return {encoding: sum(len(one[encoding]) for one in found) for encoding in MOST}


def test_all_scripts_and_styles_of_a_tipster_fit_into_the_budget() -> None:
    names = loaded_by_tipsters()

    sent = sizes(names)

    assert {"site/site.css", "vendor/age.js", "crypto/browser/words.js"} <= names
    assert {encoding: size for encoding, size in sent.items() if size >= MOST[encoding]} == {}, sorted(names)


def test_what_the_desk_alone_needs_is_not_sent_to_a_tipster() -> None:
    desk = with_imports({"review/desk.js"}, text_of)

    names = loaded_by_tipsters()

    assert "vendor/htmx.js" in desk
    assert "vendor/htmx.js" not in names
    assert not [name for name in names if name.startswith(("review/", "demo/"))]


def test_a_module_counts_with_what_it_imports_now_and_later() -> None:
    files = {
        "a/one.js": '// @ts-check\nimport "./two.js";\n/** @param {import("./type.js").Type} of */\nimport {\n  three,\n} from "../b/three.js";',
        "a/two.js": 'const later = () => import("./four.js");',
        "b/three.js": 'export { four } from "../a/four.js";',
        "a/four.js": 'const said = "no import here";',
        "a/type.js": "",
    }

    found = with_imports(["a/one.js"], files.__getitem__)

    assert found == {"a/one.js", "a/two.js", "b/three.js", "a/four.js"}
