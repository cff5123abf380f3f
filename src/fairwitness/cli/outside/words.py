"""Whether two pages say the same, word for word and tag for tag, but for what is each visitor's own."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import zip_longest

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a form's field
OF_A_DRAFT = "version"  # names what the draft held, by a key of its own
WHOSE = "data-holders"  # which key sits in which seat: no charter and no sheet says it
NOTHING = "nothing more"


class Words(HTMLParser):
    """A page as a row of tags and texts. A comment shows nothing and runs nothing: it fills pages up to one size."""

    def __init__(self, html: str, static: str) -> None:
        super().__init__()
        self.row: list[str] = []
        self._static = static  # where this page's files lie: another release has another address
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """With all that it says."""
        own = ("name", TOKEN) in attrs or ("name", OF_A_DRAFT) in attrs
        told = " ".join(
            f"{name}={self._value(name, value, own=own)}" for name, value in sorted(attrs, key=str)
        )
        self.row.append(f"<{tag} {told}>" if told else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        self.row.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Its words; how they are broken into lines says nothing."""
        if words := " ".join(data.split()):
            self.row.append(words)

    def _value(self, name: str, value: str | None, *, own: bool) -> str:
        if (own and name == "value") or name == WHOSE:
            return ""
        return (value or "").replace(self._static, "/static/")


def difference(found: str, static: str, expected: str, own_static: str) -> str:
    """The first place in which a page says something else than the release, as a sentence's end; empty where there is none."""
    pairs = zip_longest(Words(found, static).row, Words(expected, own_static).row, fillvalue=NOTHING)
    return next(
        (f"says “{one}” where the release says “{other}”" for one, other in pairs if one != other), ""
    )


def values_of(html: str, name: str) -> Sequence[str]:
    """What the fields of this name would send, in the order of the page."""
    fields = _Fields(html)
    return [value for field, value in fields.found if field == name]


class _Fields(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("name"):
            self.found.append((str(told["name"]), told.get("value") or ""))
