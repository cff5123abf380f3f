"""Typing a code, and writing letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from fairwitness.crypto.codes import CodeError, FirstRow, TipCode
from fairwitness.crypto.letters import FileEntry
from fairwitness.mailbox.code_errors import sentence
from fairwitness.mailbox.passing_on import Asked
from fairwitness.mailbox.sayings import Saying
from fairwitness.mailbox.typed import read_code
from fairwitness.mailbox.written_down import WrittenDown
from fairwitness.office.charter import Limits
from fairwitness.office.fields import random_id
from fairwitness.sealed.forms import TOO_LONG, WrittenForm
from fairwitness.sealed.passing_on import QUESTION

LONGEST = 2000  # characters of a code, however it is written
PARAGRAPH = 5000
LONGEST_RECEIPT = 20_000  # characters; one with two hundred states is shorter
LETTER_ID = r"^[A-Za-z0-9_-]{22}\Z"


class CodeForm(forms.Form):
    """Twelve words, their numbers, or the Chinese characters, in any mixture; or row 1 alone."""

    use_required_attribute = False
    unknown = _(
        "This code opens nothing here. Check each word against your note. If the note is right, a newer code may have "
        "taken its place. Or it was a draft’s, and that was destroyed after its 14 days."
    )

    code = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={
            "required": _("Type your twelve words, or their numbers."),
            "max_length": _(
                "This is too long for a code. Type the twelve words, or their numbers, and nothing else."
            ),
        },
    )

    def clean_code(self) -> TipCode | FirstRow:
        """A code that can be one, or its first row; nothing is looked up before it is."""
        try:
            return read_code(self.cleaned_data["code"])
        except CodeError as error:
            raise forms.ValidationError(sentence(error)) from None


def pressed(code: str, key: str) -> str:
    """The code after one press on the pad of buttons: digits in groups of four, or the last digit taken back."""
    kept = code[:LONGEST].rstrip()
    if key == "back":
        return kept[:-1].rstrip()
    if not re.fullmatch("[0-9]", key, re.ASCII):
        return kept
    full = re.search(r"(?<![0-9])[0-9]{4}$", kept, re.ASCII)
    return f"{kept} {key}" if full else kept + key


class ReceiptForm(forms.Form):
    """A receipt, pasted or typed off."""

    use_required_attribute = False
    no_receipt = _(
        "This is no receipt, or not the whole of one. Paste everything, from the first bracket to the last letter, and nothing else."
    )

    text = forms.CharField(
        max_length=LONGEST_RECEIPT,
        widget=forms.Textarea,
        error_messages={"required": _("Paste a receipt into the box."), "max_length": no_receipt},
    )


class OneLetter(forms.Form):
    """What is sent with it is one letter, however often it is sent."""

    no_key = _(
        "Your letter was not sent: the key of this mailbox is damaged, so nothing can be sealed with it. What you wrote is still in the box: "
        "copy it, and send it as a new tip."
    )
    files_outgrown = _(
        "Your letter was not sent: a new key was made between your files, so one letter cannot carry them all. "
        "Remove the files and choose them again. Your text is still in the box."
    )
    sent_before = _(
        "A letter was sent with this form already. What you wrote now is still in the box: send it as another letter."
    )

    letter = forms.RegexField(
        regex=LETTER_ID,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("Something went wrong with this form. Send it once more.")},
    )

    @property
    def is_unfinished(self) -> bool:
        """Whether only files are added or taken away, or the page is left, and the words stay in the boxes."""
        return self.is_left or self.is_added_to

    @property
    def is_added_to(self) -> bool:
        """Whether only files are added or taken away: what is to be said of it stands there."""
        return not self.data.keys().isdisjoint({"add", "remove"})

    @property
    def is_left(self) -> bool:
        """Whether a button was pressed that stands for a link: the words are kept, and the page is left."""
        return not self.data.keys().isdisjoint({"go", "again"})

    @property
    def is_kept(self) -> bool:
        """Whether the boxes show what was typed before and not sent."""
        return not self.is_bound and not self.initial.keys().isdisjoint(self.boxes)

    @property
    def boxes(self) -> Sequence[str]:
        """The names of what can be typed in."""
        return [name for name in self.fields if name not in ("letter", "said")]

    @property
    def typed(self) -> Mapping[str, str]:
        """What stands in each box."""
        return {name: self.cleaned_data[name] for name in self.boxes}

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken; the next sending is another letter."""
        self.data = {**dict(self.data.items()), "letter": random_id()}
        self.add_error(None, sentence)

    def __init__(self, *args: Any, unsent: Mapping[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = {**unsent, "letter": random_id()}
        super().__init__(*args, **kwargs)


class AnswerForm(OneLetter, WrittenForm):
    """A letter from the tipster, and the files that wait for it."""

    def __init__(
        self,
        waiting: Sequence[FileEntry],
        *args: Any,
        unsent: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, unsent=unsent or {}, **kwargs)
        self.waiting = waiting

    @property
    def has_files(self) -> bool:
        """Whether a letter without a word would say something; one that is not sent yet need not."""
        return self.is_unfinished or bool(self.waiting) or super().has_files


class SayForm(OneLetter):
    """Answers to what the line asks later. Each may be skipped."""

    use_required_attribute = False

    def __init__(self, saying: Saying, data: Any = None, *, unsent: Mapping[str, str] | None = None) -> None:
        super().__init__(data, unsent=unsent or {})
        self.saying = saying
        for question in saying.questions:
            self.fields[question.id] = forms.CharField(
                label=question.text,
                required=False,
                max_length=PARAGRAPH,
                widget=forms.Textarea,
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        """The boxes."""
        return [self[question.id] for question in self.saying.questions]

    def clean(self) -> dict[str, Any]:
        """One answer at least, where an empty page would say nothing."""
        if not (self.errors or self.saying.may_be_empty or self.answers or self.is_unfinished):
            self.add_error(None, _("Write at least one answer, or go back to your mailbox."))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """What was answered."""
        told = {question.id: self.cleaned_data.get(question.id, "") for question in self.saying.questions}
        written = {question: text for question, text in told.items() if text.strip()}
        return written or ({self.saying.slug: "yes"} if self.saying.may_be_empty else {})


class PassOnForm(OneLetter):
    """A yes or a no to passing the tip on to a body that the readers have asked about, and words beside it."""

    use_required_attribute = False
    not_asked = _(
        "Your answer was not sent: nobody asks it of you now. What you wrote is still in the box below."
    )

    said = forms.ChoiceField(required=False, error_messages={"invalid_choice": not_asked})

    def __init__(
        self, asked: Sequence[Asked], data: Any = None, *, unsent: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, unsent=unsent or {})
        answers = [(text, text) for one in asked for text in (one.yes, one.no)]
        self.fields["said"].choices = answers  # type: ignore[attr-defined]  # of a field of choices
        self.fields[QUESTION] = forms.CharField(
            required=False,
            max_length=PARAGRAPH,
            widget=forms.Textarea,
            error_messages={"max_length": TOO_LONG},
        )

    @property
    def box(self) -> forms.BoundField:
        """Where words can be written beside the answer."""
        return self[QUESTION]

    def clean(self) -> dict[str, Any]:
        """Words alone answer nothing."""
        if not (self.errors or self.is_unfinished or self.cleaned_data["said"]):
            self.add_error(None, _("Press one of the two answers, or go back to your mailbox."))
        return self.cleaned_data


class WrittenDownForm(OneLetter):
    """That what somebody of the office wrote down is right, or how it is right."""

    use_required_attribute = False
    changed = _(
        "Another text counts by now. Look at it first: it stands above. What you typed is still in the box."
    )
    seen = _("Take a new code first: somebody of the office has seen this one. Nothing was sent.")

    agree = forms.CharField(required=False)  # the hash of the letter whose text was on the page
    corrected = forms.CharField(
        required=False, widget=forms.Textarea, error_messages={"max_length": TOO_LONG}
    )

    def __init__(
        self,
        limits: Limits,
        data: Any = None,
        *,
        written: WrittenDown | None = None,
        unsent: Mapping[str, str] | None = None,
    ) -> None:
        text = {"corrected": written.text} if written else {}
        super().__init__(data, unsent={**text, **(unsent or {})})
        self.written = written
        corrected = self.fields["corrected"]
        if isinstance(corrected, forms.CharField):
            corrected.max_length = limits.text_chars
            corrected.validators.append(MaxLengthValidator(limits.text_chars, TOO_LONG))

    @property
    def boxes(self) -> Sequence[str]:
        """What can be typed in."""
        return ["corrected"]

    @property
    def agrees(self) -> bool:
        """Whether the button was pressed that agrees."""
        return "agree" in self.data

    def clean(self) -> dict[str, Any]:
        """Only with a code of one's own, and to the text that counts; a correction says something else than it."""
        if self.errors or self.is_unfinished or self.written is None:
            return self.cleaned_data
        # By lines: a browser sends other line ends than it was given.
        lines = self.cleaned_data["corrected"].strip().splitlines()
        if not self.written.is_own:
            self.add_error(None, self.seen)
        elif self.agrees and self.cleaned_data["agree"] != self.written.hash:
            self.add_error(None, self.changed)
        elif not self.agrees and lines in ([], self.written.text.strip().splitlines()):
            self.add_error("corrected", _("Change the text first, or agree to it as it stands."))
        return self.cleaned_data
