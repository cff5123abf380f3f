"""Guards 1, 2, 6 and 7: what is taken and what is turned away, what goes, what two people sign. Looked at in code, charter and database."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection

from fairwitness.cli.promises.found import addresses, constraints, guards, imports, in_place, named, tables

CLOSED_LIST = (
    "abuse-of-office", "corruption-fraud", "retaliation", "danger-to-people", "unsafe-products",
    "harm-to-the-environment", "harm-to-animals", "discrimination-harassment-violence",
    "breach-of-privacy-or-security", "breach-of-economic-law", "miscarriage-of-justice", "concealment",
)  # fmt: skip
TOPICS = 11  # that no charter may ask for, in each list that reads words
ASKED = (
    "What is their religion?", "Which party are they in?", "Are they in a union?", "What is their ethnicity?",
    "What is their nationality?", "Are they gay?", "What is their identity number?", "What is their home address?",
    "Whom do they meet abroad?", "Add a photograph of the face.", "他信什么宗教？", "他是哪个民族？", "他的身份证号是多少？",
    "他的家庭住址在哪里？", "他参加工会吗？",
)  # fmt: skip
LATE = 3  # days for which a tip whose time is over may still be there: the clock has to be believed first
LONGEST = 1095  # days: three years, the longest that any law of the presets names
OPENERS = ("fairwitness.sealed.opening", "fairwitness.sealed.drafting", "fairwitness.sealed.sealing")
SEALS = ("fairwitness.crypto.age.seal", "fairwitness.crypto.age.open_sealed")
HANDLE_CIPHER = ("review", "decisions", "rewards", "retention")
TWO_EXPORT = {"sealed_export_asked", "sealed_export_signed", "sealed_export_kept"}
TWO_PASS_ON = {
    "sealed_tip_referred",
    "sealed_referral_asked",
    "sealed_referral_agreed",
    "sealed_referral_kept",
}
THIRTY_DAYS = {"office_charter_published", "office_charter_stays", "office_charter_never_gone"}


def closed_list() -> Iterator[str]:
    """Kinds that are none of the list, in the program or the charter that counts."""
    from fairwitness.office.kinds import KINDS  # noqa: PLC0415 - after Django is set up

    if tuple(KINDS) != CLOSED_LIST:
        yield "the program's list is another one"
    for channel in tomllib.loads(settings.FOLDER.in_force.read_text("utf-8"))["channels"]:
        yield from (f"the charter takes “{kind}”" for kind in channel["kinds"] if kind not in CLOSED_LIST)


def no_name_needed() -> Iterator[str]:
    """A field for a name that has to be filled in, or a column for one beside the sealed words."""
    from fairwitness.intake.forms import YouForm  # noqa: PLC0415 - after Django is set up

    yield from (f"the form needs “{name}”" for name, field in YouForm.base_fields.items() if field.required)
    yield from (
        f"sealed_tip has {name}"
        for name in sorted(tables()["sealed_tip"])
        if named(name, {"name", "contact", "who"})
    )


def not_asked() -> Iterator[str]:
    """Questions that the program would let a charter ask, and what the charter that counts asks."""
    from fairwitness.office import charter  # noqa: PLC0415 - after Django is set up
    from fairwitness.office.charter import CharterError  # noqa: PLC0415 - the same
    from fairwitness.office.terms import Use, refused  # noqa: PLC0415 - the same

    yield from (f"a charter could ask: {one}" for one in ASKED if refused(one, Use.ASKS) is None)
    try:
        charter.load(settings.FOLDER.in_force)
    except CharterError as error:
        yield from error.problems


def out_means_gone() -> Iterator[str]:
    """A clock without an end, or one that does not run."""
    from fairwitness.office.caps import PRESETS  # noqa: PLC0415 - after Django is set up

    for name, caps in PRESETS.items():
        for days in vars(caps).values():
            if not 1 <= days <= LONGEST:
                yield f"the preset {name} lets content be kept {days} days"
    if "tip_is_never_kept_for_ever" not in constraints("sealed_tip"):
        yield "the database would keep a tip for ever"
    if over := _over_and_there():
        yield f"{over} tips are there whose time was over more than {LATE} days ago"


def _over_and_there() -> int:
    from fairwitness.office import charter  # noqa: PLC0415 - after Django is set up
    from fairwitness.office.clock import today  # noqa: PLC0415 - the same
    from fairwitness.retention.reading import kept_until  # noqa: PLC0415 - the same
    from fairwitness.sealed.models import Tip  # noqa: PLC0415 - the same

    promised, latest = charter.current().retention, today() - timedelta(days=LATE)
    ended = Tip.objects.filter(state__in=("closed", "out-of-scope"), since__lt=latest)
    days = (kept_until(tip, promised) for tip in ended.iterator())
    return sum(1 for day in days if day is not None and day < latest)


def protected_conduct() -> Iterator[str]:
    """Moves from it that lead back to readers without its tipster, or further."""
    from fairwitness.sealed.states import OBJECTION_DAYS, STAGES, Owner, State, moves, moves_of_two  # noqa: PLC0415 - after Django is set up

    stage = STAGES[State.PROTECTED_CONDUCT]
    lead = {after for before, after in (*moves(), *moves_of_two()) if before is State.PROTECTED_CONDUCT}
    yield from (f"it leads to “{after}”" for after in sorted(lead - {State.SCOPE_CHECK, State.DESTROYED}))
    if stage.owner is not Owner.TIPSTER or OBJECTION_DAYS != 4:  # noqa: PLR2004 - 72 hours, as days and rounded up
        yield "it is not its tipster's for four days"
    if "a_locked_tip_says_who_locked_it" not in constraints("sealed_tip"):
        yield "the database would lock a tip for nobody"


def two_export() -> Iterator[str]:
    """An export by one person, or of more than one tip."""
    yield from _two("export", TWO_EXPORT)
    for one in addresses():
        if (
            named(one, {"export", "download", "archive"})
            and "<id:tip_id>" not in one
            and "<id:file_id>" not in one
        ):
            yield f"the address {one} is of no single tip"


def two_pass_on() -> Iterator[str]:
    """Passing on by one person, or before a finding."""
    yield from _two("referral", TWO_PASS_ON)


def _two(what: str, wanted: set[str]) -> Iterator[str]:
    if f"{what}_needs_two_people" not in constraints(f"sealed_{what}"):
        yield f"sealed_{what}: the database takes one person twice"
    yield from (f"the guard {name} is gone" for name in sorted(wanted - in_place()))


def thirty_days() -> Iterator[str]:
    """A change that counted earlier, or that the database would let count earlier."""
    from fairwitness.cli.outside.charter import versions_in, wrong_days  # noqa: PLC0415 - after Django is set up
    from fairwitness.office import history  # noqa: PLC0415 - the same
    from fairwitness.office.guards_of_the_charter import WAITS  # noqa: PLC0415 - the same

    if WAITS < 30:  # noqa: PLR2004 - requirements.md G12
        yield f"a change waits {WAITS} days"
    yield from (f"the guard {name} is gone" for name in sorted(THIRTY_DAYS - in_place()))
    yield from wrong_days(versions_in(json.dumps({"versions": history.published()}).encode()))


def two_confirm() -> Iterator[str]:
    """Tips that somebody has called confirmed, or told against better knowledge, past the program; and answers of the other side that somebody made up."""
    from fairwitness.decisions.checking import (  # noqa: PLC0415 - after Django is set up
        answers_that_nobody_wrote,
    )
    from fairwitness.decisions.unfounded import unfounded  # noqa: PLC0415 - the same

    yield from unfounded()
    yield from answers_that_nobody_wrote()


def database_guards() -> Iterator[str]:
    """Guards that are gone or other ones, and what rows are no longer held against."""
    from django.apps import apps  # noqa: PLC0415 - after Django is set up
    from django.db.models import CheckConstraint  # noqa: PLC0415 - the same

    for where, one in guards():
        yield from (f"{where}: {name} is gone, or another one" for name in one.missing(connection))
    for model in apps.get_models():
        wanted = {one.name for one in model._meta.constraints if isinstance(one, CheckConstraint)}  # noqa: SLF001 - Django's own name for it
        if wanted:
            table = model._meta.db_table  # noqa: SLF001 - the same
            yield from (f"{table}: {name} is gone" for name in sorted(wanted - constraints(table)))


def layers() -> Iterator[str]:
    """Imports by which whatever handles cipher could open or seal it."""
    for stage in HANDLE_CIPHER:
        for file, name in imports(stage):
            if name.startswith(OPENERS) or name in SEALS:
                yield f"{stage}/{file.name} imports {name}"
