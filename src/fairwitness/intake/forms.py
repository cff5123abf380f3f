"""What is asked, screen by screen. Every answer becomes a question and a text in the sealed draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairwitness.intake.scope import BRANCHES, Branch
from fairwitness.office.charter import ChannelCharter, Limits, Question
from fairwitness.office.kinds import KINDS
from fairwitness.sealed.arriving import Arrived
from fairwitness.sealed.forms import TOO_LONG, TextForm

LINE, PARAGRAPH = 300, 2_000  # characters
SAID_WRONG = {"max_length": TOO_LONG, "invalid_choice": _("Choose one of the answers that are listed.")}
KNOWN = {
    "saw": _("I saw or heard it"),
    "told": _("I was told"),
    "document": _("I have a document"),
    "inferred": _("I worked it out"),
}


class ScopeForm(forms.Form):
    """What it is about, and for what is taken the kind of harm."""

    use_required_attribute = False
    own = ("about", "kind")  # the questions of this screen

    about = forms.ChoiceField(
        choices=list(
            BRANCHES.items()
        ),  # the sentences stand in the template, which names the branch to a script
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the sentence that comes closest."),
            "invalid_choice": _("Choose one of the sentences that are listed."),
        },
    )
    kind = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the kinds that are listed.")},
    )

    def __init__(self, channel: ChannelCharter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(slug, KINDS[slug]) for slug in channel.kinds]

    def clean(self) -> dict[str, Any]:
        """Only what is taken needs a kind."""
        if self.branch is Branch.STORY and not self.errors and not self.cleaned_data.get("kind"):
            self.add_error("kind", _("Choose what comes closest. We can change it later together."))
        return self.cleaned_data

    @property
    def branch(self) -> Branch | None:
        """Where the answer leads."""
        return BRANCHES.get(self.cleaned_data.get("about", ""))

    @property
    def answers(self) -> dict[str, str]:
        """What the draft keeps. How the guide was answered goes to no reader: it is there for whoever steps back."""
        return {"about": self.cleaned_data["about"], "kind": self.cleaned_data["kind"]}


class AskedForm(forms.Form):
    """The charter's questions alone, for whoever looks at what a way in asks."""

    use_required_attribute = False

    def __init__(self, channel: ChannelCharter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in channel.questions:
            self.fields[question.id] = _field_of(question)


class StoryForm(TextForm):
    """What happened: one box, one line for where and when, ticks for how it is known, and the charter's questions."""

    where = forms.CharField(required=False, max_length=LINE, error_messages=SAID_WRONG)
    known = forms.MultipleChoiceField(
        required=False,
        choices=list(KNOWN.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages=SAID_WRONG,
    )

    def __init__(self, channel: ChannelCharter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = channel.questions
        for question in channel.questions:
            self.fields[question.id] = _field_of(question)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the charter's questions."""
        return [self[question.id] for question in self.questions]

    @property
    def own(self) -> list[str]:
        """The questions of this screen."""
        return ["where", "known", *(question.id for question in self.questions)]

    @property
    def answers(self) -> dict[str, str]:
        """All of them; empty where nothing was answered."""
        told = self.cleaned_data
        return {**{question: told[question] for question in self.own}, "known": " ".join(told["known"])}

    @staticmethod
    def initial_from(answers: Mapping[str, str], text: str) -> dict[str, Any]:
        """What the screen shows of a draft."""
        return {**answers, "known": answers.get("known", "").split(), "text": text}


TWO_KEYS, READERS = "two-keys", "readers"  # answers to `guard`
GUARD = {
    TWO_KEYS: _("Two keys guard my name"),
    READERS: _("The readers of this tip may know my name"),
}


def guard_of(answers: Mapping[str, str]) -> str:
    """How a draft keeps the name that stands in it: an answer that nobody gave hides it from nobody. Empty where there is no name."""
    is_named = answers.get("name") or answers.get("contact")
    return answers.get("guard", "") or READERS if is_named else ""


class YouForm(forms.Form):
    """Who tells it, if they want to say, and who then knows; and who must not read it."""

    use_required_attribute = False
    own = ("name", "contact", "guard", "exclude", "guess")  # the questions of this screen

    name = forms.CharField(required=False, max_length=LINE, error_messages=SAID_WRONG)
    contact = forms.CharField(required=False, max_length=LINE, error_messages=SAID_WRONG)
    guard = forms.ChoiceField(
        required=False,
        choices=list(GUARD.items()),
        initial=TWO_KEYS,
        widget=forms.RadioSelect,
        error_messages=SAID_WRONG,
    )
    exclude = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, error_messages=SAID_WRONG
    )
    guess = forms.CharField(
        required=False, max_length=PARAGRAPH, widget=forms.Textarea, error_messages=SAID_WRONG
    )

    def __init__(
        self,
        channel: ChannelCharter,
        *args: Any,
        guards: Sequence[str] = (),
        kept: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`guards` are those who guard names here, `kept` the draft's answers. Where nobody guards any, nothing is to be chosen, unless two keys were."""
        super().__init__(*args, **kwargs)
        self.was_apart = guard_of(kept or {}) == TWO_KEYS
        if not (guards or self.was_apart or self.data.get("guard") == TWO_KEYS):
            del self.fields["guard"]
        self.guards = guards
        self.readers = channel.readers
        exclude = self.fields["exclude"]
        if isinstance(exclude, forms.MultipleChoiceField):
            exclude.choices = [(reader.role, reader.name_here) for reader in channel.readers]

    def clean_exclude(self) -> list[str]:
        """Somebody has to be left."""
        excluded: list[str] = self.cleaned_data["exclude"]
        if len(excluded) == len(self.readers) > 0:
            raise forms.ValidationError(
                _(
                    "Then nobody would be left to read it. Take one tick away, or turn to the outside body named below."
                )
            )
        return excluded

    def clean(self) -> dict[str, Any]:
        """Two keys are never exchanged for the readers unsaid: where nobody guards names, that is asked."""
        told = self.cleaned_data
        if "guard" in self.fields and not self.guards and self._is_named and told.get("guard") != READERS:
            self.add_error(
                "guard",
                _("Nobody guards names here now. Say that the readers may know yours, or take it away."),
            )
        return told

    @property
    def answers(self) -> dict[str, str]:
        """All of them; empty where nothing was answered."""
        told = self.cleaned_data
        guard = told.get("guard", "") or (TWO_KEYS if self.was_apart else "")
        return {
            **{question: told.get(question, "") for question in self.own},
            "guard": guard if self._is_named else "",
            "exclude": " ".join(told["exclude"]),
        }

    @property
    def _is_named(self) -> bool:
        told = self.cleaned_data
        return bool(told.get("name") or told.get("contact"))

    @staticmethod
    def initial_from(answers: Mapping[str, str]) -> dict[str, Any]:
        """What the screen shows of a draft."""
        guard = guard_of(answers) or TWO_KEYS
        return {**answers, "guard": guard, "exclude": answers.get("exclude", "").split()}


def story_form(
    channel: ChannelCharter, limits: Limits, came: Arrived | None = None, **kwargs: Any
) -> StoryForm:
    """The third screen's form."""
    return StoryForm(channel, limits, came, **kwargs)


def _field_of(question: Question) -> forms.Field:
    """A line to type, or a choice. What is kept of a choice is its English text, in whatever language it was shown."""
    if not question.options:
        return forms.CharField(
            label=question.text_here, required=False, max_length=LINE, error_messages=SAID_WRONG
        )
    options = [(option.of["en"], option.here) for option in question.options]
    return forms.ChoiceField(
        label=question.text_here,
        required=False,
        choices=options,
        widget=forms.RadioSelect,
        error_messages=SAID_WRONG,
    )
