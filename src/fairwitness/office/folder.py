"""The folder of one office: everything that makes this line this line, and nothing outside it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.keys import SigningKey
from fairwitness.crypto.line_keys import LineKey, LineKeyError, read_line_key
from fairwitness.office.charter import Charter, CharterError, load
from fairwitness.office.problems import OfficeError

LINE_ID, KEY = 16, 32  # bytes


@dataclass(frozen=True)
class OfficeFolder:
    """Where an office keeps what. A folder that is not there yet answers with nothing."""

    path: Path

    @property
    def charter(self) -> Path:
        """What the office promises in public."""
        return self.path / "charter.toml"

    @property
    def in_force(self) -> Path:
        """The charter that counts today: as the line has laid it down, whatever somebody is editing; before it ever opened, the charter."""
        laid = self.data / "charter.toml"
        return laid if laid.is_file() else self.charter

    @property
    def letters(self) -> Path:
        """Texts of letters that its readers begin with; where the file is missing, those that ship."""
        return self.path / "letters.toml"

    @property
    def sheets(self) -> Path:
        """Key sheets: the next ones, unsigned, and the signed ones."""
        return self.path / "sheets"

    @property
    def reward_sheets(self) -> Path:
        """Signed reward sheets: 1.sheet, 2.sheet and on. Not there where the office has no rewards."""
        return self.path / "rewards"

    @property
    def office_key(self) -> Path:
        """The office key; it belongs off the server, with someone who is not the administrator."""
        return self.path / "office.key"

    @property
    def office_pub(self) -> Path:
        """The public half of the office key."""
        return self.path / "office.pub"

    @property
    def recovery_pub(self) -> Path:
        """The public half of the recovery key; the rest is on two sheets of paper."""
        return self.path / "recovery.pub"

    @property
    def line_key(self) -> Path:
        """What the running line signs with; it stays on the server, and opens nothing."""
        return self.path / "line.key"

    @property
    def line_pub(self) -> Path:
        """Its public half, signed by the office key."""
        return self.path / "line.pub"

    @property
    def line_id(self) -> Path:
        """The line id, the same for ever."""
        return self.path / "line.id"

    @property
    def django_key(self) -> Path:
        """What signs sessions and form tokens."""
        return self.path / "django.key"

    @property
    def staff(self) -> Path:
        """What the line may know of each member of staff."""
        return self.path / "staff"

    @property
    def invitations(self) -> Path:
        """Who is invited to make keys, one file each, until they have."""
        return self.path / "invitations"

    @property
    def data(self) -> Path:
        """What the running line writes."""
        return self.path / "data"

    @property
    def database(self) -> Path:
        """The SQLite database, where the office uses one."""
        return self.data / "line.sqlite3"

    @property
    def destroyed(self) -> Path:
        """The list of what was destroyed: never in a backup, and copied apart from it."""
        return self.data / "destroyed.list"

    @property
    def restoring(self) -> Path:
        """There while a backup is being restored into this folder, which is no office until then."""
        return self.path / "restoring"

    @property
    def files(self) -> Path:
        """Sealed parts of files."""
        return self.data / "files"

    def line(self) -> bytes:
        """The 16 bytes of the line id."""
        return _kept(self.line_id, LINE_ID)

    def verifying_key(self) -> bytes:
        """The 32 bytes that verify what the office key signed."""
        return _kept(self.office_pub, KEY)

    def published_line_key(self) -> LineKey:
        """What verifies what the line signed, if the office key has signed that; OfficeError otherwise."""
        try:
            signed = read_line_key(self.line_pub.read_bytes(), self.verifying_key())
        except (OSError, LineKeyError):
            raise OfficeError(f"{self.line_pub} is missing, or not signed by this office.") from None
        if signed.line != self.line():
            raise OfficeError(f"{self.line_pub} belongs to another line.")
        return signed

    def signs_with(self) -> SigningKey:
        """The line's key, if the office key has signed it; OfficeError otherwise."""
        key = SigningKey.from_seed(_kept(self.line_key, KEY))
        if self.published_line_key().key != key.verifying_key:
            raise OfficeError(f"{self.line_key} and {self.line_pub} do not belong together.")
        return key

    def django_secret(self) -> str:
        """Django's SECRET_KEY (it signs sessions and form tokens); a fresh one where there is no office yet."""
        return self.django_key.read_text().strip() if self.django_key.is_file() else secrets.token_urlsafe(48)

    def promises(self) -> Charter:
        """The charter. OfficeError where this folder is no office, CharterError where the charter is refused."""
        try:
            return load(self.charter)
        except (FileNotFoundError, NotADirectoryError):
            raise OfficeError(
                f"There is no office in {self.path}. Name its folder, or make one: fairwitness init {self.path}"
            ) from None

    def origins(self) -> list[str]:
        """The addresses that the charter names, as `scheme://host[:port]`."""
        charter = self._charter_or_none()
        return list(charter.addresses) if charter else []

    def hosts(self) -> list[str]:
        """The host names of those addresses."""
        return [urlsplit(origin).hostname or "" for origin in self.origins()]

    def _charter_or_none(self) -> Charter | None:
        try:
            return load(self.charter)
        except (OSError, CharterError):
            return (
                None  # `fairwitness check` and the system checks say what is wrong; settings must still load
            )


def _kept(file: Path, size: int) -> bytes:
    """Bytes that never change. OfficeError where they are gone or damaged."""
    try:
        return unb64(file.read_text().strip(), size)
    except (OSError, ValueError):
        raise OfficeError(
            f"{file} is missing or damaged. Put it back from a copy; a new one would be another line."
        ) from None
