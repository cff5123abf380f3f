"""What is counted in public, what each number means, and what is not counted and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from fairwitness.journal.models import Kind
from fairwitness.journal.steps import Part, When

SHUT = frozenset({Kind.INSUFFICIENT, Kind.OUT_OF_SCOPE, Kind.PROTECTED_CONDUCT})
BROWSER, RECORDED = "browser", "recorded"  # how a tip came, as its count says
ANSWERED, SILENT = "answered", "silent"  # what became of it that somebody was asked


@dataclass(frozen=True)
class Measure:
    """One line of the tables: which counts are in it, and what it is called. The slug stands in the files, and never changes its meaning."""

    slug: str
    name: Any
    means: Any
    kind: Kind
    of: frozenset[str] = frozenset()  # the way it came, or the state before; all where none is named
    in_time: bool = False  # only what was done by the day that was promised
    named: Any = None  # where no row above it says of what it is a part

    def holds(self, kind: str, of: str, in_time: bool | None) -> bool:  # noqa: FBT001 - a column's value
        """Whether a count is one of it."""
        return kind == self.kind and (not self.of or of in self.of) and (not self.in_time or in_time is True)


@dataclass(frozen=True)
class Group:
    """A table's part under a heading."""

    name: Any
    measures: tuple[Measure, ...]


RECEIVED = Measure(
    "received", _("Tips received"), _("Tips that were sent, or written down by a reader."), Kind.TIP_RECEIVED
)
ACKNOWLEDGED = Measure(
    "acknowledged",
    _("Receipt confirmed"),
    _("A reader has answered for the first time, or the line itself has confirmed receipt."),
    Kind.ACKNOWLEDGED,
)
CONFIRMED = Measure("confirmed", _("Confirmed"), _("Two readers have signed it."), Kind.CONFIRMED)
FEEDBACK = Measure(
    "feedback",
    _("Told what was done"),
    _("The readers have told the tipster what was done, and why, after an outcome."),
    Kind.FEEDBACK_GIVEN,
)
GROUPS = (
    Group(
        _("What came"),
        (
            RECEIVED,
            Measure(
                "received-sealed-in-browser",
                _("of these, sealed in the tipster’s browser"),
                _("The others were sealed when they arrived, or written down by a reader."),
                Kind.TIP_RECEIVED,
                frozenset({BROWSER}),
                named=_("Tips received that were sealed in the tipster’s browser"),
            ),
            Measure(
                "received-recorded",
                _("of these, told by phone, in a letter or in person"),
                _("Written down by a reader, with the teller’s consent."),
                Kind.TIP_RECEIVED,
                frozenset({RECORDED}),
                named=_("Tips received that were told by phone, in a letter or in person"),
            ),
        ),
    ),
    Group(
        _("In time"),
        (
            ACKNOWLEDGED,
            Measure(
                "acknowledged-in-time",
                _("of these, within 7 days"),
                _("By the day that the charter promised, which is the seventh at the latest."),
                Kind.ACKNOWLEDGED,
                in_time=True,
                named=_("Tips of which receipt was confirmed within 7 days"),
            ),
            FEEDBACK,
            Measure(
                "feedback-in-time",
                _("of these, in the promised time"),
                _("Within 90 days at the latest. One extension with a reason counts as promised."),
                Kind.FEEDBACK_GIVEN,
                in_time=True,
                named=_("Tipsters told what was done in the promised time"),
            ),
        ),
    ),
    Group(
        _("What came of it"),
        (
            CONFIRMED,
            Measure(
                "not-confirmed",
                _("Not confirmed"),
                _("Looked into, and not shown to be so."),
                Kind.NOT_CONFIRMED,
            ),
            Measure("insufficient", _("Insufficient"), _("Closed: too little to go on."), Kind.INSUFFICIENT),
            Measure(
                "out-of-scope",
                _("Out of scope"),
                _("Closed: not what this line is there for."),
                Kind.OUT_OF_SCOPE,
            ),
            Measure(
                "protected-conduct",
                _("Refused as protected conduct"),
                _("Locked: it told only of what somebody thinks, says, believes, or whom they meet."),
                Kind.PROTECTED_CONDUCT,
            ),
            Measure(
                "reopened",
                _("Opened again"),
                _("After a closing or a lock, because the tipster or a colleague said so."),
                Kind.SCOPE_CHECK,
                frozenset(kind.value for kind in SHUT),
            ),
            Measure(
                "reply-asked",
                _("The person reported on was asked"),
                _("A summary was handed over for an answer, before anything is confirmed."),
                Kind.REPLY,
            ),
            Measure(
                "hearings-over",
                _("Hearings that are over"),
                _("Somebody who is reported on was asked, and has answered, or their time has passed."),
                Kind.HEARING_ASKED,
            ),
            Measure(
                "replies-heard",
                _("of these, answered"),
                _("By the person reported on. Silence is not counted against anybody."),
                Kind.HEARING_ASKED,
                frozenset({ANSWERED}),
                named=_("Hearings that are over and were answered"),
            ),
        ),
    ),
    Group(
        _("What left the line, and what was destroyed"),
        (
            Measure(
                "referred",
                _("Passed on to a body outside"),
                _("Two readers have signed it, for a body that the charter names."),
                Kind.REFERRED,
            ),
            Measure(
                "danger-to-life",
                _("of these, without the tipster’s yes"),
                _("Because somebody’s life was in danger."),
                Kind.DANGER_TO_LIFE,
                named=_("Passed on to a body outside without the tipster’s yes"),
            ),
            Measure(
                "exported",
                _("Taken out of the line"),
                _("One tip each time, by two readers with a legal basis."),
                Kind.EXPORTED,
            ),
            Measure(
                "names-opened",
                _("Sealed names opened"),
                _("For two readers who signed a ground, by somebody from outside who guards names."),
                Kind.NAME_OPENED,
            ),
            Measure(
                "redacted", _("Letters redacted for good"), _("By a reader, with a reason."), Kind.REDACTED
            ),
            Measure(
                "destroyed",
                _("Destroyed"),
                _("All that was told is gone: its time was over, or its tipster took it back."),
                Kind.DESTROYED,
            ),
        ),
    ),
)
MEASURES = tuple(measure for group in GROUPS for measure in group.measures)
BY_SLUG = {measure.slug: measure for measure in MEASURES}
ORDER = tuple(
    sorted(BY_SLUG, key=lambda slug: slug in {"reopened", "danger-to-life"} or slug.startswith("feedback"))
)  # a whole before its parts
# What everybody knows of these numbers without being told. Who could not reckon with it would tell too much (`steps.py`).
BOUND = (
    Part(("received-sealed-in-browser", "received-recorded"), ("received",), When.AT_ONCE),
    Part(("acknowledged",), ("received",), When.LATER),
    Part(("acknowledged-in-time",), ("acknowledged",), When.AT_ONCE),
    Part(
        ("confirmed", "not-confirmed", "insufficient", "out-of-scope", "protected-conduct"),
        ("received", "reopened"),
        When.LATER,
    ),
    Part(("reopened",), ("insufficient", "out-of-scope", "protected-conduct"), When.LATER),
    Part(("referred",), ("received",), When.LATER),
    Part(("danger-to-life",), ("referred",), When.AT_ONCE),
    Part(("feedback",), ("confirmed", "not-confirmed", "referred"), When.LATER),
    Part(("feedback-in-time",), ("feedback",), When.AT_ONCE),
    Part(("destroyed",), ("received",), When.LATER),
    *(
        Part((slug,), ("received",), When.AFTER)
        for slug in ("reply-asked", "hearings-over", "exported", "names-opened", "redacted")
    ),
    Part(("replies-heard",), ("hearings-over",), When.AT_ONCE),
)
TIMED = (ACKNOWLEDGED, FEEDBACK)  # of which half were done within so many days
NOT_COUNTED = (
    (
        _("Tips that leave a reader out"),
        _("A reader who knows how many tips they see would find by the sums that there are others."),
    ),
    (_("By kind of harm"), _("Which kind it is stands in the sealed tip, and the line does not know it.")),
    (
        _("How many gave no name"),
        _(
            "Whether a letter holds a name, only its readers see. Nobody needs one, and nobody is treated by it."
        ),
    ),
    (
        _("Who was turned away before writing"),
        _("Of what is chosen in the scope guide nothing is kept, not even that it was chosen."),
    ),
    (
        _("Rewards"),
        _("This version of the program can pay no reward."),
    ),
)
