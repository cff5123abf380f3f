"""Versions of the charter: publishing a change, waiting for its day, withdrawing it, and laying down what counts.

Whether the administrator changes it in the browser or edits charter.toml, it goes through `publish`: the file is no way around the 30 days.
"""

from __future__ import annotations

import json
import logging
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fairwitness.journal import actions as journal
from fairwitness.journal.models import Kind
from fairwitness.office.actions import office_of
from fairwitness.office.changes import Change, between, longer_kept, made
from fairwitness.office.charter import CharterError, decoded, parse
from fairwitness.office.charter_text import changed, written
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import signed_sheets
from fairwitness.office.guards_of_the_charter import WAITS
from fairwitness.office.labels import shown
from fairwitness.office.models import Channel, CharterVersion, Office, SignedSheet, Staff
from fairwitness.office.problems import OfficeError

log = logging.getLogger("fairwitness.office")
FIRST = 1


class NothingChanges(Exception):
    """The charter says so already."""


class WaitsAlready(Exception):
    """Another change of the same place waits for its day."""

    def __init__(self, version: CharterVersion) -> None:
        super().__init__(version.number)
        self.version = version


class KeptLonger(Exception):
    """One person alone cannot let content be kept longer."""


class WouldNotStand(CharterError):
    """With it, or without it, a change that waits would break a rule on its day."""

    def __init__(self, version: CharterVersion, problems: Sequence[str]) -> None:
        super().__init__(problems)
        self.version = version


class NothingWaits(Exception):
    """It counts already, was withdrawn, or never was."""


@dataclass(frozen=True)
class Published:
    """What came of it: a version that counts today, and one that waits."""

    at_once: CharterVersion | None
    waiting: CharterVersion | None


def in_force() -> CharterVersion | None:
    """The version that counts; None for a line that has not opened yet."""
    return counted().last()


def counted() -> QuerySet[CharterVersion]:
    """Every version that counts or has counted, in the order in which they did."""
    return _known().filter(file__isnull=False).order_by("starts", "number")


def waiting() -> QuerySet[CharterVersion]:
    """What is published and does not count yet, in the order in which it will."""
    return _known().filter(file__isnull=True, withdrawn__isnull=True).order_by("starts", "number")


def history() -> QuerySet[CharterVersion]:
    """Every version there ever was, the newest first."""
    return _known().select_related("by").order_by("-number")


def in_force_on(day: date) -> CharterVersion | None:
    """The version that counted for what came on that day: rules are frozen for a tip when it is sent."""
    return counted().filter(starts__lte=day).last()


def changes_of(version: CharterVersion) -> list[Change]:
    """What it changes."""
    return [Change.of(told) for told in json.loads(version.changes)]


def told(version: CharterVersion) -> dict[str, Any]:
    """A version as pages show it."""
    return {
        "version": version,
        "changes": [shown(one) for one in changes_of(version)],
        "hex": bytes(version.hash).hex() if version.hash else "",
        "overdue": not version.file and not version.withdrawn and version.starts < today(),
    }


def state_seen() -> str:
    """Tells one state of all versions from the next: who fills in a form sends it along."""
    now = in_force()
    said = [str(now and now.number), *(str(one.number) for one in waiting())]
    return sha256(" ".join(said).encode()).hexdigest()[:16]


def values_in_force(folder: OfficeFolder) -> dict[str, Any]:
    """The charter that counts, as tables."""
    now = in_force()
    return tomllib.loads(decoded(now.file if now and now.file else folder.in_force.read_bytes()))


def proposed(folder: OfficeFolder, values: Mapping[str, Any]) -> list[tuple[Change, date]]:
    """What would change, and from which day. Everything that `publish` refuses is refused here."""
    _refuse_what_no_charter_is(folder, values)
    changes = between(values_in_force(folder), values)
    _refuse_what_waits(changes)
    if longer_kept(changes):
        raise KeptLonger
    later = today() + timedelta(days=WAITS)
    return [*((one, today()) for one in changes.at_once), *((one, later) for one in changes.later)]


def publish(
    folder: OfficeFolder, values: Mapping[str, Any], *, by: Staff | None, agreed: bool = False
) -> Published:
    """Publish what differs from the charter that counts: contacts and a narrower scope count today, everything else in 30 days.

    `agreed`: somebody else has agreed that content is kept longer. NothingChanges, WaitsAlready, KeptLonger, CharterError.
    """
    with transaction.atomic():
        office = Office.objects.select_for_update(no_key=True).get()
        _refuse_what_no_charter_is(folder, values)
        changes = between(values_in_force(folder), values)
        if by is None:  # an edited file that the line was cut off over says the same again
            changes = type(changes)(changes.at_once, _not_waiting(changes.later))
        if not changes:
            raise NothingChanges
        _refuse_what_waits(changes)
        if longer_kept(changes) and not agreed:
            raise KeptLonger
        published = Published(
            _add(office, changes.at_once, by=by, at_once=True) if changes.at_once else None,
            _add(office, changes.later, by=by, at_once=False) if changes.later else None,
        )
        _refuse_what_would_not_stand(folder)
    come_into_force(folder)
    return published


@transaction.atomic
def withdraw(folder: OfficeFolder, number: int, *, by: Staff) -> None:
    """Take back a change that waits. NothingWaits where its day has come, but for one that cannot count; WouldNotStand where a later one needs it."""
    Office.objects.select_for_update(no_key=True).get()
    found = waiting().filter(number=number).first()
    if found is None or (found.starts <= today() and not breaks_a_rule(folder, found)):
        raise NothingWaits
    found.withdrawn = today()
    found.save(update_fields=["withdrawn"])
    _refuse_what_would_not_stand(folder)
    journal.record(Kind.CHARTER_WITHDRAWN, found.office, by=by.id)


def come_into_force(folder: OfficeFolder) -> None:
    """Let count whatever's day has come, and lay it down where every process reads it. Again changes nothing.

    What breaks a rule by its day, for the rules may have changed since, goes on waiting: its page and the log say so, until it is withdrawn.
    """
    with transaction.atomic():
        office = Office.objects.select_for_update(no_key=True).first()
        if office is None:  # a line that has not opened yet
            return
        for version in waiting().filter(starts__lte=today()):
            try:
                raw = _with(folder, version)
            except CharterError:
                # Its words may hold anything, and so may what is wrong with them.
                log.error("a version of the charter breaks a rule by now: it does not count, and the one before goes on")  # noqa: TRY400 # fmt: skip
                continue
            _stands(folder, version, raw)
            journal.record(Kind.CHARTER_IN_FORCE, office)
    now = in_force()
    if now is not None and now.file is not None:
        _lay(folder, now.file)


def closed_by_file(folder: OfficeFolder) -> set[str]:
    """The ways in that the charter of today has, and an edited charter.toml has no more."""
    if in_force() is None:
        return set()
    edited = tomllib.loads(decoded(folder.charter.read_bytes()))
    return _ways_in(values_in_force(folder)) - _ways_in(edited)


def take_up_file(folder: OfficeFolder) -> str:
    """Take up charter.toml as it was edited: published by the same rule, and then what counts stands there again. Says so in a sentence.

    OfficeError where it cannot be published.
    """
    office = office_of(folder)
    raw = folder.charter.read_bytes()
    if in_force() is None:
        _found(folder, office, raw)
    now = in_force()
    said = ""
    if now is not None and now.hash != sha256(raw).digest():
        said = _of_file(folder, raw)
        _put(folder.path / "charter.edited.toml", raw)
        _put(folder.charter, now.file or raw)
    come_into_force(folder)
    return said


def _of_file(folder: OfficeFolder, raw: bytes) -> str:
    try:
        published = publish(folder, tomllib.loads(decoded(raw)), by=None, agreed=_is_signed(folder, raw))
    except NothingChanges:
        return ""
    except KeptLonger:
        raise OfficeError(
            "charter.toml would keep content longer, and one person alone cannot decide that. Take it out, or let whoever keeps"
            f" the office key agree: fairwitness keys sign-sheet --channel … --agree-to-longer-keeping --dir {folder.path} for each channel."
        ) from None
    except WaitsAlready as error:
        raise OfficeError(
            f"charter.toml changes what change {error.version.number} changes, which waits until {error.version.starts}."
            " Withdraw that one in the browser first, or put charter.toml back."
        ) from None
    except CharterError as error:
        raise OfficeError(str(error)) from None
    if published.waiting is None:
        return "What was edited in charter.toml counts from now on."
    kept = "What was edited lies in charter.edited.toml."
    return (
        f"What was edited in charter.toml is published, and counts from {published.waiting.starts} on. {kept}"
    )


def _is_signed(folder: OfficeFolder, raw: bytes) -> bool:
    """Whether the keeper of the office key, who is not the administrator, has signed sheets over this very file since today's charter counts.

    A sheet from before says nothing of it: that file was once the charter, and no number grew then.
    """
    slugs = [channel.slug for channel in parse(decoded(raw)).channels]
    newest = [sheets[-1] for slug in slugs if (sheets := signed_sheets(folder, slug))]
    before = _sheets_before(in_force())
    return bool(newest) and all(
        sheet.charter == sha256(raw).digest() and sheet.serial > before.get(sheet.channel, 0)
        for sheet in newest
    )


def _sheets_before(version: CharterVersion | None) -> dict[str, int]:
    """The newest sheets on the day from which it counts; where that was not written down yet, those that the line knows."""
    if version is None or version.sheets is None:
        return dict(SignedSheet.objects.order_by("serial").values_list("channel__slug", "serial"))
    found: dict[str, int] = json.loads(version.sheets)
    return found


def _known() -> QuerySet[CharterVersion]:
    return CharterVersion.objects.all()


@transaction.atomic
def _found(folder: OfficeFolder, office: Office, raw: bytes) -> None:
    """The charter with which a line opens for the first time."""
    Office.objects.select_for_update(no_key=True).get()
    if in_force() is None:
        _stands(folder, _add(office, (), by=None, at_once=True), raw)


def _add(office: Office, changes: Iterable[Change], *, by: Staff | None, at_once: bool) -> CharterVersion:
    newest = _known().order_by("number").last()
    version = CharterVersion.objects.create(
        office=office,
        number=newest.number + 1 if newest else FIRST,
        changes=json.dumps([one.told() for one in changes], ensure_ascii=False),
        published=today(),
        starts=today() + timedelta(days=0 if at_once else WAITS),
        at_once=at_once,
        by=by,
    )
    journal.record(Kind.CHARTER_PUBLISHED, office, by=by.id if by else "")
    return version


def breaks_a_rule(folder: OfficeFolder, version: CharterVersion) -> bool:
    """Whether the charter of today with this change in it would be no charter."""
    try:
        _with(folder, version)
    except CharterError:
        return True
    return False


def _with(folder: OfficeFolder, version: CharterVersion) -> bytes:
    """The file that counts with a version's changes in it; CharterError where that is no charter."""
    before = in_force()
    raw = before.file if before and before.file else folder.charter.read_bytes()
    text = changed(decoded(raw), changes_of(version))
    parse(text, folder.charter.name)
    return text.encode()


def _stands(folder: OfficeFolder, version: CharterVersion, raw: bytes) -> None:
    version.file, version.hash = raw, sha256(raw).digest()
    version.sheets = json.dumps(_newest_sheets(folder)).encode()
    version.save(update_fields=["file", "hash", "sheets"])
    # A way in that is closed takes nothing from this moment on; one that is new is opened at the next start, with its sheet.
    Channel.objects.exclude(slug__in=_ways_in(tomllib.loads(decoded(raw)))).update(open=False)


def _ways_in(values: Mapping[str, Any]) -> set[str]:
    return {one["slug"] for one in values["channels"]}


def _newest_sheets(folder: OfficeFolder) -> dict[str, int]:
    """The serial of each way in's newest sheet, by name: of those that were taken up, and of those that lie in the folder. A damaged one counts too."""
    taken_up = SignedSheet.objects.values_list("channel__slug", "serial")
    lying = (file.name.split(".") for file in folder.sheets.glob("*.*.sheet"))
    found: dict[str, int] = {}
    for slug, serial in [*taken_up, *((parts[0], int(parts[1])) for parts in lying if parts[1].isdecimal())]:
        found[slug] = max(serial, found.get(slug, 0))
    return found


def _not_waiting(changes: Iterable[Change]) -> tuple[Change, ...]:
    there = [(one.at, one.after) for version in waiting() for one in changes_of(version)]
    return tuple(one for one in changes if (one.at, one.after) not in there)


def _refuse_what_waits(changes: Iterable[Change]) -> None:
    """Nobody could say what counts where two changes of one place wait. A way in that is opened or closed changes all its places."""
    places = {one.at for one in changes}
    for version in waiting():
        if any(one.at in places for one in changes_of(version)):
            raise WaitsAlready(version)


def _refuse_what_no_charter_is(folder: OfficeFolder, values: Mapping[str, Any]) -> None:
    parse(written(values), folder.charter.name)


def _refuse_what_would_not_stand(folder: OfficeFolder) -> None:
    """Each state that is to come has to be a charter, whatever was published before. What could not count on its day is no part of it."""
    values = values_in_force(folder)
    for version in waiting():
        if version.starts <= today() and breaks_a_rule(folder, version):
            continue
        values = made(values, changes_of(version))
        try:
            _refuse_what_no_charter_is(folder, values)
        except CharterError as error:
            raise WouldNotStand(version, error.problems) from None


def _lay(folder: OfficeFolder, raw: bytes) -> None:
    """Into data/, where the line reads it; and into charter.toml, but for one that somebody is editing, which is put aside."""
    before = folder.in_force.read_bytes()
    edited = folder.charter.read_bytes()
    if edited not in (before, raw):
        log.error("an edited charter.toml was put aside as charter.edited.toml")
        _put(folder.path / "charter.edited.toml", edited)
    for file in (folder.data / "charter.toml", folder.charter):
        if not file.is_file() or file.read_bytes() != raw:
            _put(file, raw)


def _put(file: Path, raw: bytes) -> None:
    """Whole or not at all, and for this user alone."""
    fresh = file.with_suffix(f".{os.getpid()}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(raw)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)
