"""What Tor Browser says with each question, in its order: a line must not see at once that it is being compared.

By its words alone it is not told apart; by how fast, in which order and on which kind of connection it asks, it is (docs/using/compare-a-line.md).
"""

from __future__ import annotations

from collections.abc import Mapping

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PACKS = "gzip, deflate, br, zstd"
# As a reader of that language has set it up: a page in Chinese is rarely read by somebody who asks for English first.
LANGUAGES = {
    "zh-hans": "zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en-US;q=0.3,en;q=0.2",
    "": "en-US,en;q=0.5",
}
PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# Of a file of a page: what it accepts, what it is for, how it is asked for, and how soon.
FILES = {
    "css": ("text/css,*/*;q=0.1", "style", "no-cors", "u=2"),
    "js": ("*/*", "script", "cors", "u=2"),
    "": (
        "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5",
        "image",
        "no-cors",
        "u=5, i",
    ),
}


def of_a_page(path: str, packs: str, cookies: str) -> dict[str, str]:
    """A page, or whatever is opened by itself."""
    own = {"Cookie": cookies} if cookies else {}
    return {
        **_first(path, PAGE, packs),
        "Sec-GPC": "1",
        "Connection": "keep-alive",
        **own,
        "Upgrade-Insecure-Requests": "1",
        **_fetched("document", "navigate", "none"),
        "Sec-Fetch-User": "?1",
        "Priority": "u=0, i",
    }


def of_a_form(path: str, origin: str, body: bytes, packs: str, cookies: str) -> dict[str, str]:
    """A form of the page at that address."""
    own = {"Cookie": cookies} if cookies else {}
    return {
        **_first(path, PAGE, packs),
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Origin": origin,
        "Sec-GPC": "1",
        "Connection": "keep-alive",
        "Referer": origin + path,
        **own,
        "Upgrade-Insecure-Requests": "1",
        **_fetched("document", "navigate", "same-origin"),
        "Sec-Fetch-User": "?1",
        "Priority": "u=0, i",
    }


def of_a_file(path: str, origin: str, page: str, packs: str) -> dict[str, str]:
    """A script, a style or a picture that a page loads."""
    accepts, kind, mode, soon = FILES.get(path.rpartition(".")[2], FILES[""])
    return {
        **_first(page, accepts, packs),
        "Sec-GPC": "1",
        "Connection": "keep-alive",
        "Referer": origin + page,
        **_fetched(kind, mode, "same-origin"),
        "Priority": soon,
    }


def _first(path: str, accepts: str, packs: str) -> dict[str, str]:
    language = path.strip("/").partition("/")[0]
    return {
        "User-Agent": AGENT,
        "Accept": accepts,
        "Accept-Language": LANGUAGES.get(language, LANGUAGES[""]),
        "Accept-Encoding": packs,
    }


def _fetched(kind: str, mode: str, site: str) -> Mapping[str, str]:
    return {"Sec-Fetch-Dest": kind, "Sec-Fetch-Mode": mode, "Sec-Fetch-Site": site}
