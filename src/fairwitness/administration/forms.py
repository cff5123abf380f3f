"""The charter as forms: each reads what counts today, and gives back the whole charter with what was typed in it."""

from __future__ import annotations

import tomllib
from abc import ABCMeta, abstractmethod
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairwitness.administration.fields import LinesField, TextField
from fairwitness.administration.topics import problem_of
from fairwitness.office.caps import PRESETS
from fairwitness.office.channels import LATER, OWN_QUESTIONS, QUESTIONS, ROLES
from fairwitness.office.charter import ABOUT, ACKNOWLEDGE_DAYS, FEEDBACK_DAYS, SEALED_MIB
from fairwitness.office.exits import EXIT, EXITS
from fairwitness.office.founding import preset_text
from fairwitness.office.kinds import ALWAYS, KINDS
from fairwitness.office.labels import PLACES
from fairwitness.office.terms import Use
from fairwitness.office.texts import LANGUAGES, SLUG

Values = dict[str, Any]
PARTS = (*ABOUT, "data")
SPOKEN = {"en": _("In English"), "zh-hans": _("In Chinese")}
LIMITS = {
    "text_chars": (1_000, 200_000),
    "files": (1, 100),
    "file_mib": (1, 4096),
    "sealed_mib": (1, 1_048_576),
}
ID_FORM = _("Use small letters, digits and hyphens, like “staff”; begin with a letter.")


class AbstractForm(ABCMeta, DeclarativeFieldsMetaclass):
    """A form that leaves something to those that are made of it."""


class CharterForm(forms.Form, metaclass=AbstractForm):
    """A part of the charter."""

    def __init__(self, values: Values, data: Any = None, **kwargs: Any) -> None:
        self.before = values
        super().__init__(data, **kwargs)
        for name, field in self.said().items():
            self.fields[name] = field

    @abstractmethod
    def said(self) -> dict[str, forms.Field]:
        """The fields, with what stands there today."""

    @abstractmethod
    def write(self, values: Values) -> None:
        """Put what was typed into a copy of the charter."""

    def values(self) -> Values:
        """The whole charter with it."""
        values = deepcopy(self.before)
        self.write(values)
        return values

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them: both languages of a text side by side, under its name."""
        texts: dict[str, list[forms.BoundField]] = {}
        for field in self:
            at, _, language = field.name.partition("__")
            if language:
                texts.setdefault(at, []).append(field)
        for field in self:
            at, _, language = field.name.partition("__")
            if not language:
                yield "", [field]
            elif field is texts[at][0] or field.name == texts[at][0].name:
                yield str(getattr(field.field, "title", at)), texts[at]


def _pair(name: str, title: Any, texts: Values, use: Use, rows: int = 0) -> Iterator[tuple[str, forms.Field]]:
    for language in LANGUAGES:
        field = TextField(use, rows=rows, label=SPOKEN[language], initial=texts.get(language, ""))
        field.title = title  # type: ignore[attr-defined]  # read by `groups`
        field.widget.attrs["lang"] = "zh-Hans" if language == "zh-hans" else language
        yield f"{name}__{language}", field


def _typed(form: forms.Form, name: str) -> Values:
    return {language: form.cleaned_data[f"{name}__{language}"] for language in LANGUAGES}


class TextsForm(CharterForm):
    """Name, where “Leave” leads, and the information page."""

    def said(self) -> dict[str, forms.Field]:
        """Each text in both languages."""
        found: dict[str, forms.Field] = dict(_pair("name", PLACES["name",], self.before["name"], Use.NAMES))
        for part in PARTS:
            there = self.before["about"].get(part, {})
            found |= _pair(part, PLACES["about", part], there, Use.TELLS, rows=7)
        found["exit"] = forms.RegexField(
            rf"^(?:{EXIT})$",
            label=PLACES["exit",],
            initial=self.before["exit"],
            help_text=_("One of these, which belong to no office: %(sites)s") % {"sites": " ".join(EXITS)},
            error_messages=dict.fromkeys(
                ("required", "invalid"),
                _("Choose one of the sites above. Any other could see who leaves this line."),
            ),
        )
        return found

    def write(self, values: Values) -> None:
        """Each under its key."""
        values["name"], values["exit"] = _typed(self, "name"), self.cleaned_data["exit"]
        for part in PARTS:
            values["about"][part] = _typed(self, part)


class DeadlinesForm(CharterForm):
    """Numbers, within what the law allows; content is kept as long as today at most."""

    def said(self) -> dict[str, forms.Field]:
        """Each with its bounds."""
        now, limits = self.before, self.before["limits"]
        found = {
            "acknowledge_days": _number("deadlines", "acknowledge_days", now, 1, ACKNOWLEDGE_DAYS),
            "feedback_days": _number("deadlines", "feedback_days", now, 1, FEEDBACK_DAYS),
        }
        for name, days in now["retention"].items():
            found[name] = _number("retention", name, now, 1, days)
        for name, (least, most) in LIMITS.items():
            initial = limits.get(name, SEALED_MIB)
            found[name] = _number("limits", name, now, least, most, initial=initial)
        return dict(found)

    def write(self, values: Values) -> None:
        """Each into its table; what the file leaves out stays out where nobody changed it."""
        for table in ("deadlines", "retention", "limits"):
            for name in [*values[table], *(LIMITS if table == "limits" else ())]:
                typed = self.cleaned_data[name]
                if values[table].get(name, SEALED_MIB) != typed:
                    values[table][name] = typed


def _number(table: str, name: str, now: Values, least: int, most: int, **more: Any) -> forms.IntegerField:
    wrong = _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        label=PLACES[table, name],
        initial=more.get("initial", now[table].get(name)),
        help_text=_("From %(least)s to %(most)s.") % {"least": least, "most": most},
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class ChannelForm(CharterForm):
    """A way in: name, introduction, kinds, who reads, and questions of the office's own."""

    def __init__(
        self, values: Values, data: Any = None, *, slug: str, roles_in_use: Sequence[str] = (), **kwargs: Any
    ) -> None:
        self.slug, self.roles_in_use = slug, roles_in_use
        self.now: Values = next((one for one in values["channels"] if one["slug"] == slug), {})
        super().__init__(values, data, **kwargs)

    def said(self) -> dict[str, forms.Field]:
        """What stands there, or nothing for a new one."""
        found: dict[str, forms.Field] = {}
        if not self.slug:
            found["slug"] = forms.RegexField(
                rf"^(?:{SLUG})$",
                label=_("Short name, for the address"),
                help_text=ID_FORM,
                error_messages={"required": ID_FORM, "invalid": ID_FORM},
            )
        found |= _pair("name", _("Name"), self.now.get("name", {}), Use.NAMES)
        found |= _pair("introduction", _("Introduction"), self.now.get("introduction", {}), Use.TELLS, rows=3)
        found["kinds"] = forms.MultipleChoiceField(
            choices=list(KINDS.items()),
            widget=forms.CheckboxSelectMultiple,
            label=_("Kinds of harm"),
            initial=self.now.get("kinds", [ALWAYS]),
            error_messages={
                "required": _("Choose at least one kind."),
                "invalid_choice": _("Choose among these kinds."),
            },
        )
        found["danger_to_life"] = forms.BooleanField(
            required=False,
            label=_("Tell readers within two hours of a new tip here: somebody’s life may be in danger"),
            initial=self.now.get("danger_to_life", False),
        )
        return found | self._lists()

    def _lists(self) -> dict[str, forms.Field]:
        """What has one thing a line."""
        reads = LinesField(
            "role",
            Use.NAMES,
            most=ROLES,
            label=_("Who reads"),
            help_text=_("One role a line: short name | English | Chinese"),
            error_messages={"required": _("Write at least one role.")},
        )
        hint = _(
            "One question a line: short name | English | Chinese. Options stand below it: - English | Chinese"
        )
        lists: dict[str, LinesField] = {
            "readers": reads,
            "questions": LinesField(
                "id",
                Use.ASKS,
                most=QUESTIONS,
                options=True,
                required=False,
                label=_("Questions of the office's own"),
                help_text=hint,
            ),
            "later": LinesField(
                "id",
                Use.ASKS,
                most=LATER,
                options=True,
                required=False,
                label=_("Questions asked later, in the mailbox"),
                help_text=hint,
            ),
        }
        for name, field in lists.items():
            field.initial = field.written(self.now.get(name, []))
        return dict(lists)

    def clean_slug(self) -> str:
        """One of its own, which calls for nothing that no charter may ask."""
        slug: str = self.cleaned_data["slug"]
        if problem := problem_of(slug, Use.SLUGS):
            raise ValidationError(problem)
        if any(one["slug"] == slug for one in self.before["channels"]):
            raise ValidationError(gettext("There is a way in of this name. Choose another one."))
        return slug

    def clean_kinds(self) -> list[str]:
        """In the order of the list, and never without the one that stands everywhere."""
        kinds: list[str] = self.cleaned_data["kinds"]
        if ALWAYS not in kinds:
            sentence = gettext("“%(kind)s” stands on every way in. Choose it as well.")
            raise ValidationError(sentence % {"kind": KINDS[ALWAYS]})
        before = [kind for kind in self.now.get("kinds", []) if kind in kinds]
        return [*before, *(kind for kind in KINDS if kind in kinds and kind not in before)]

    def clean_readers(self) -> list[Values]:
        """No role goes in which somebody reads."""
        readers: list[Values] = self.cleaned_data["readers"]
        if gone := [one for one in self.roles_in_use if one not in {reader["role"] for reader in readers}]:
            sentence = gettext("Somebody reads as “%(role)s”, or is invited to. Leave this role in.")
            raise ValidationError(sentence % {"role": gone[0]})
        return readers

    def clean_questions(self) -> list[Values]:
        """No name of a question that every line asks."""
        return _own(self.cleaned_data["questions"])

    def clean_later(self) -> list[Values]:
        """The same, and none that is asked before sending."""
        later = _own(self.cleaned_data["later"])
        before = {one["id"] for one in self.cleaned_data.get("questions", [])}
        if any(one["id"] in before for one in later):
            raise ValidationError(gettext("Two questions have the same short name. Choose another one."))
        return later

    def write(self, values: Values) -> None:
        """Into its table; empty lists stay out."""
        typed = self.cleaned_data
        channel = next((one for one in values["channels"] if one["slug"] == self.slug), None)
        if channel is None:
            channel = {"slug": typed["slug"]}
            values["channels"].append(channel)
        channel |= {"name": _typed(self, "name"), "introduction": _typed(self, "introduction")}
        channel |= {"kinds": typed["kinds"], "readers": typed["readers"]}
        for name, empty in (("danger_to_life", False), ("questions", []), ("later", [])):
            if typed[name] != channel.get(name, empty):
                channel[name] = typed[name]


def _own(questions: list[Values]) -> list[Values]:
    for one in questions:
        if one["id"] in OWN_QUESTIONS:
            sentence = gettext("Every line asks a question named “%(id)s”. Choose another short name.")
            raise ValidationError(sentence % {"id": one["id"]})
    return questions


class PresetForm(CharterForm):
    """Whose law the office keeps to. Texts and ways in stay; content is never kept longer than today."""

    def said(self) -> dict[str, forms.Field]:
        """One of the four."""
        return {
            "preset": forms.ChoiceField(
                choices=[(name, NAMES[name]) for name in PRESETS],
                widget=forms.RadioSelect,
                label=_("Preset"),
                initial=self.before["preset"],
                error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the four.")),
            )
        }

    def write(self, values: Values) -> None:
        """The preset's numbers, where they keep nothing longer."""
        preset = tomllib.loads(preset_text(self.cleaned_data["preset"]))
        kept = values["retention"]
        values["preset"] = preset["preset"]
        values["deadlines"] = preset["deadlines"]
        values["retention"] = {name: min(days, preset["retention"][name]) for name, days in kept.items()}


NAMES = {
    "ngo": _("A small organisation for the public interest"),
    "company": _("A company"),
    "newsroom": _("A newsroom"),
    "public-body": _("A public body"),
}
