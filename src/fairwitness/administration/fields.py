"""What an administrator types: texts that no charter may misuse, and lists with one thing a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairwitness.administration.topics import problem_of
from fairwitness.office.terms import Use
from fairwitness.office.texts import SLUG

LONGEST = 5_000  # characters of a text
EMPTY = _("Write it in this language too.")
FORM = _("Line %(number)s: write a short name, the English and the Chinese, with | between them.")
Table = dict[str, Any]


class TextField(forms.CharField):
    """A text of the charter, in one language."""

    def __init__(self, use: Use, *, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        errors = {"required": EMPTY, "max_length": _("This is too long. Shorten it.")}
        super().__init__(max_length=LONGEST, widget=widget, error_messages=errors, **kwargs)
        self.use = use

    def to_python(self, value: Any) -> str:
        """One kind of line end, whatever the browser sends."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        """Nothing that no charter may ask."""
        super().validate(value)
        if problem := problem_of(value, self.use):
            raise ValidationError(problem)


class LinesField(forms.CharField):
    """One thing a line: `name | English | 中文`, and below a question its options: `- English | 中文`."""

    def __init__(self, key: str, use: Use, *, most: int, options: bool = False, **kwargs: Any) -> None:
        super().__init__(
            max_length=20_000, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), **kwargs
        )
        self.key, self.use, self.most, self.options = key, use, most, options

    @property
    def text(self) -> str:
        """Under which key the words stand."""
        return "text" if self.options else "name"

    def written(self, tables: Sequence[Table]) -> str:
        """What stands in the charter, as it is typed."""
        return "\n".join(line for one in tables for line in self._lines_of(one))

    def clean(self, value: Any) -> list[Table]:
        """As the charter holds it."""
        found: list[Table] = []
        for number, line in enumerate(str(super().clean(value) or "").splitlines(), 1):
            if line.strip():
                self._take(found, number, [part.strip() for part in line.replace("｜", "|").split("|")])
        names = [one[self.key] for one in found]
        if len(set(names)) < len(names):
            raise ValidationError(gettext("Two lines have the same short name. Choose another one."))
        if len(found) > self.most:
            raise ValidationError(gettext("%(most)s are possible. Take some out.") % {"most": self.most})
        if any(len(one.get("options", [1, 2])) == 1 for one in found):
            raise ValidationError(gettext("One option is no choice. Write a second one, or none."))
        return found

    def _take(self, found: list[Table], number: int, parts: Sequence[str]) -> None:
        if self.options and found and parts[0].startswith("-") and len(parts) == 2 and all(parts):  # noqa: PLR2004 - both languages
            option = self._texts(number, parts[0].lstrip("- "), parts[1])
            found[-1].setdefault("options", []).append(option)
            return
        if len(parts) != 3 or not all(parts) or not re.fullmatch(SLUG, parts[0]):  # noqa: PLR2004 - a name, and both languages
            raise ValidationError(FORM % {"number": number})
        self._look(number, parts[0], Use.SLUGS)
        found.append({self.key: parts[0], self.text: self._texts(number, *parts[1:])})

    def _texts(self, number: int, english: str, chinese: str) -> Table:
        for text in (english, chinese):
            self._look(number, text, self.use)
        return {"en": english, "zh-hans": chinese}

    def _look(self, number: int, text: str, use: Use) -> None:
        if problem := problem_of(text, use):
            said = {"number": number, "problem": problem}
            raise ValidationError(gettext("Line %(number)s: %(problem)s") % said)

    def _lines_of(self, one: Table) -> Iterator[str]:
        texts = one[self.text]
        yield f"{one[self.key]} | {texts['en']} | {texts['zh-hans']}"
        yield from (f"- {option['en']} | {option['zh-hans']}" for option in one.get("options", []))
