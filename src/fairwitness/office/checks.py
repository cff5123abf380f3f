"""What an office is looked at for before it opens: by `fairwitness check`, and again whenever it starts."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name

from fairwitness.crypto.sheets import KeySheet, Reader
from fairwitness.office import letter_texts
from fairwitness.office.charter import Charter, CharterError, hash_of, load
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import custodians_of, readers_of, signed_sheets
from fairwitness.office.problems import OfficeError
from fairwitness.office.staff_files import reader_of, staff_records

SOON = 30  # days before a sheet ends
TWO = 2  # people who confirm a finding
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
GUARDED_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "frame-ancestors": ["'none'"],
}


@register(Tags.security)
def check_office(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Charter, keys, sheets and settings of the folder that the settings name."""
    del app_configs, kwargs
    folder: OfficeFolder = settings.FOLDER
    if folder.restoring.exists():
        return [
            Error(
                f"The restoring of {folder.path} was cut short: what was destroyed may still be in it.",
                hint="Restore the backup into it once more.",
                id="office.E014",
            )
        ]
    try:
        charter = load(folder.charter)
    except OSError:
        return [
            Error(
                f"There is no office in {folder.path}.",
                hint=f"Make one: fairwitness init {folder.path}",
                id="office.E001",
            )
        ]
    except CharterError as error:
        return [Error(problem, id="office.E002") for problem in error.problems]
    return [
        *_contacts(charter),
        *_letter_texts(folder),
        *_keys(folder),
        *_roles(folder, charter),
        *_sheets(folder, charter),
        *_settings(),
    ]


def _contacts(charter: Charter) -> Iterator[CheckMessage]:
    if charter.about.data is None:
        yield Warning(
            "charter.toml does not say whom to ask what is kept about oneself.",
            hint="Add [about.data] with en and zh-hans: the first line names the data protection contact.",
            id="office.W008",
        )


def _letter_texts(folder: OfficeFolder) -> Iterator[CheckMessage]:
    try:
        letter_texts.load(folder.letters)
    except CharterError as error:
        yield from (Error(problem, id="office.E016") for problem in error.problems)


def _keys(folder: OfficeFolder) -> Iterator[CheckMessage]:
    for file in (folder.line_id, folder.office_pub, folder.django_key):
        if not file.is_file():
            yield Error(
                f"{file} is missing.",
                hint="Put it back from a copy; a new one would be another line.",
                id="office.E003",
            )
    if not folder.line_key.is_file():
        yield Error(
            f"{folder.line_key} is missing: the line could not sign its journal.",
            hint=f"Put it back from a copy. Where there never was one: fairwitness keys line --dir {folder.path}",
            id="office.E012",
        )
    elif _whole(folder):
        try:
            folder.signs_with()
        except OfficeError as error:
            hint = "Put line.key and line.pub back from a copy."
            yield Error(str(error), hint=hint, id="office.E013")
    for file in (folder.office_key, folder.django_key, folder.line_key):
        if file.is_file() and file.stat().st_mode & OTHERS_MAY:
            yield Error(
                f"Others on this machine can read {file}.", hint=f"chmod 600 {file}", id="office.E004"
            )
    if folder.office_key.is_file():
        yield Warning(
            f"The office key lies on this machine: {folder.office_key}.",
            hint="Move it to a medium that someone other than the administrator keeps; signing a sheet needs it, serving does not.",
            id="office.W001",
        )


def _whole(folder: OfficeFolder) -> bool:
    """Whether line id and office key can be read: where not, that is said elsewhere, once."""
    try:
        folder.line(), folder.verifying_key()
    except OfficeError:
        return False
    return True


def _roles(folder: OfficeFolder, charter: Charter) -> Iterator[CheckMessage]:
    try:
        records = staff_records(folder)
    except OfficeError:
        return  # said by the sheets, which need them too
    for record in records:
        for channel in charter.channels:
            if channel.slug in record.reads:
                try:
                    reader_of(record, channel)
                except OfficeError as error:
                    yield Error(str(error), id="office.E011")


def _sheets(folder: OfficeFolder, charter: Charter) -> Iterator[CheckMessage]:
    for channel in charter.channels:
        try:
            sheets = signed_sheets(folder, channel.slug)
            readers = readers_of(folder, channel.slug) + custodians_of(folder, channel.slug)
        except (OfficeError, OSError) as error:
            yield Error(f"The key sheets of “{channel.slug}” cannot be used. {error}", id="office.E005")
            continue
        sign = f"fairwitness keys sign-sheet --channel {channel.slug} --dir {folder.path}"
        if not sheets:
            add = f"fairwitness keys staff NAME --channel {channel.slug} --role ROLE --dir {folder.path}"
            hint = f"Add reviewers: {add}. Then: {sign}"
            said = f"Channel “{channel.slug}” has no signed key sheet, so nobody could read its tips."
            if any(folder.sheets.glob("*.sheet")):  # the others stay open, and this one closed
                yield Warning(said, hint=hint, id="office.W007")
            else:
                yield Error(said, hint=hint, id="office.E006")
        else:
            yield from _newest(folder, sheets[-1], readers, sign)


def _newest(
    folder: OfficeFolder, sheet: KeySheet, readers: Sequence[Reader], sign: str
) -> Iterator[CheckMessage]:
    name, days = f"The key sheet of “{sheet.channel}”", (sheet.until - today()).days
    if days < 0:
        yield Error(
            f"{name} could be used until {sheet.until}.", hint=f"Sign the next one: {sign}", id="office.E007"
        )
    elif days < SOON:
        yield Warning(f"{name} ends on {sheet.until}.", hint=f"Sign the next one: {sign}", id="office.W002")
    if set(readers) != set(sheet.people):
        yield Warning(
            f"{name} does not list the people of today.",
            hint=f"Sign the next one: {sign}",
            id="office.W003",
        )
    if len(sheet.reviewers) < TWO:
        yield Warning(
            f"{name} has one reviewer; a finding needs two.", hint="Add one, and sign.", id="office.W004"
        )
    if sheet.charter != hash_of(folder.charter):
        yield Warning(
            f"The charter has changed since {name[0].lower()}{name[1:]} was signed.",
            hint=f"Sign the next one: {sign}",
            id="office.W005",
        )


def _settings() -> Iterator[CheckMessage]:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    if any(list(directives.get(name, ())) != wanted for name, wanted in GUARDED_CSP.items()):
        yield Error(
            "The Content-Security-Policy was weakened.",
            hint="Put back what site/settings.py says.",
            id="office.E008",
        )
    database = settings.DATABASES["default"]
    pragmas = str(database.get("OPTIONS"))
    sqlite = "sqlite" in str(database["ENGINE"])
    if sqlite and not ("synchronous=FULL" in pragmas and "secure_delete=ON" in pragmas):
        yield Error(
            "SQLite would lose or keep what it must not.",
            hint="Put back what site/settings.py says.",
            id="office.E009",
        )
    encrypted = any(origin.startswith("https:") for origin in settings.CSRF_TRUSTED_ORIGINS)
    if encrypted and os.environ.get("FAIRWITNESS_BEHIND_PROXY") != "1":
        yield Warning(
            "The charter names an https address, and this line does not know that a proxy is before it: its cookies would not be kept off plain http.",
            hint="Set FAIRWITNESS_BEHIND_PROXY=1 for `fairwitness serve`, and for this check.",
            id="office.W006",
        )
    if settings.DEBUG:
        yield Error("DEBUG shows visitors what the server knows.", hint="Set it to False.", id="office.E010")
