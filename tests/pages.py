"""A page as somebody without a browser reads it: words, boxes, buttons, and every tag with its attributes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = {"script", "style", "title"}
WITHOUT_END = {"meta", "link", "input", "br", "img", "hr"}
Attributes = dict[str, str]


@dataclass
class Form:
    """One form: where it goes, what it carries unseen, and what is written in it."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    box: str = ""
    name: str = ""


class Page(HTMLParser):
    """What a page says and holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.forms: list[Form] = []
        self.box = ""
        self.code = ""
        self.receipt = ""
        self.letters: list[str] = []
        self.warnings: list[list[str]] = []
        self._words: list[str] = []
        self._open: list[tuple[str, Attributes]] = []
        self._within = Counter[str]()  # how many of each kind are open: asked at every word
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """Everything that can be read, in one line."""
        return " ".join(" ".join(self._words).split())

    def links(self) -> list[str]:
        """Where one can go from here."""
        return [told["href"] for tag, told in self.tags if tag == "a"]

    @property
    def ways(self) -> list[str]:
        """Where the buttons lead that stand for links."""
        return [told.get("value", "") for _, told in self.tags if told.get("name") == "go"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        if tag not in WITHOUT_END:
            self._open.append((tag, told))
            self._within[tag] += 1
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), name=told.get("id", "")))
        if tag == "input" and told.get("type") == "hidden" and self.forms:
            self.forms[-1].hidden[told["name"]] = told.get("value", "")
        if tag == "article":
            self.letters.append("")
            self.warnings.append([])

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            ended, _ = self._open.pop()
            self._within[ended] -= 1
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._is_in("textarea"):
            self.box += data.removeprefix("\n") if not self.box else data
            return
        if not any(self._is_in(tag) for tag in UNSEEN):
            self._words.append(data)
        if self._is_in("ul", "code"):
            self.code += data
        if self._is_in("pre", "receipt"):
            self.receipt += data
        if self._is_in("article") and self._is_in("p", "text"):
            self.letters[-1] += data
        if self._is_in("article") and self._is_in("p", "error"):
            self.warnings[-1].append(data)

    def _is_in(self, tag: str, css: str = "") -> bool:
        return self._within[tag] > 0 and any(
            name == tag and css in told.get("class", "") for name, told in self._open
        )
