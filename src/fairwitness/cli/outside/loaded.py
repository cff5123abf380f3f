"""What a page makes a browser run, apply, load or send, where it leads, and what can be typed on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

FILES = frozenset({"modulepreload", "preload", "stylesheet"})
INSIDE = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "style"})
BY_ITSELF = ("action", "background", "cite", "data", "formaction", "imagesrcset", "longdesc", "manifest", "ping", "poster", "src", "srcset", "xlink:href")  # fmt: skip
LED_BY_LINK = ("href",)  # of whatever nobody has to follow: a link element, a picture within a drawing
FOLLOWED = ("a", "area")
NOT_TYPED = frozenset({"button", "checkbox", "file", "hidden", "image", "radio", "range", "reset", "submit"})


class Loaded(HTMLParser):
    """Read as strictly as can be: what one reader of HTML takes for a remark, and another for a script, is in no page of ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.links: list[str] = []
        self.inside: list[str] = []  # what runs or applies without being a file, by its tag or attribute
        self.asked: list[str] = []  # addresses that are asked, or that a form is sent to
        self.boxes: list[str] = []  # names of the fields in which words can be typed
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        told = {name: value or "" for name, value in attrs}
        self._in = tag
        self.inside += _inside(tag, told)
        if "<" in (self.get_starttag_text() or "")[1:]:
            self.inside.append("<")
        self.asked += _asked(tag, told)
        if tag == "script" and "src" in told:
            self.files.append(told["src"])
        elif tag == "link" and FILES & set(told.get("rel", "").lower().split()):
            self.files.append(told.get("href", ""))
        elif tag in FOLLOWED and "href" in told:
            self.links.append(told["href"])
        if is_box(tag, told):
            self.boxes.append(told.get("name", ""))

    def handle_data(self, data: str) -> None:
        """A script's own words, or what stands between two tags."""
        if self._in == "script" and data.strip() and "script" not in self.inside:
            self.inside.append("script")

    def handle_endtag(self, tag: str) -> None:
        """What follows is no script's."""
        del tag
        self._in = ""

    def handle_comment(self, data: str) -> None:
        """Our own are there to fill pages up to one size."""
        if data.strip():
            self.inside.append("<!--")

    def unknown_decl(self, data: str) -> None:
        """There is one that every page begins with, and it is known."""
        del data
        self.inside.append("<![")

    def handle_pi(self, data: str) -> None:
        """The same."""
        del data
        self.inside.append("<?")


def is_box(tag: str, told: Mapping[str, str]) -> bool:
    """Whether words can be typed there."""
    if "contenteditable" in told or tag == "textarea":
        return True
    return tag == "input" and told.get("type", "text").lower() not in NOT_TYPED


def _inside(tag: str, told: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in told if name.startswith("on") or name in ("srcdoc", "http-equiv"))
    yield from (name for name, value in told.items() if value.strip().lower().startswith("javascript:"))
    if tag in INSIDE or (tag == "script" and "src" not in told):
        yield tag


def _asked(tag: str, told: Mapping[str, str]) -> Iterator[str]:
    named = BY_ITSELF if tag in FOLLOWED else (*BY_ITSELF, *LED_BY_LINK)
    for name in named:
        if told.get(name) and (tag, name) != ("script", "src"):
            several = (
                [one.split()[0] for one in told[name].split(",") if one.strip()] if "srcset" in name else []
            )
            yield from several or [told[name]]
