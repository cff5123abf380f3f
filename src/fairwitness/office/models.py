"""Who runs the line. Nothing here is about a tip."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from fairwitness.office.fields import Bytes, BytesOrNone, RandomId, SealedField


class Office(models.Model):
    """The organisation, on this running line."""

    id = RandomId()
    line = Bytes(max_length=16, unique=True)  # the line id: 16 bytes, never changed
    verifying_key = Bytes(max_length=32)  # of the office key

    def __str__(self) -> str:
        return self.id


class OfficeRow(models.Model):
    """Every row belongs to an office and has a random id."""

    id = RandomId()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.id


class Channel(OfficeRow):
    """A way in, with its scope, form and reviewers; its words stand in the charter."""

    slug = models.SlugField(max_length=40)
    open = models.BooleanField(default=True)  # whether the charter still has it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "slug"], name="one_channel_of_a_name")]


class Staff(AbstractBaseUser, OfficeRow):
    """Someone who works on the line. The password is the hash of a value that only their browser can derive."""

    class Role(models.TextChoices):
        """What somebody is; nobody is two of these."""

        REVIEWER = "reviewer"
        CUSTODIAN = "custodian"
        ADMINISTRATOR = "administrator"

    last_login = None  # Django would keep the microsecond of every sign-in
    sign_in_name = models.CharField(max_length=32, unique=True)
    shown_name = models.CharField(max_length=80)
    role = models.CharField(max_length=13, choices=Role)
    is_active = models.BooleanField(default=True)
    offered = models.DateField(
        null=True
    )  # the day on which a second way of signing in was taken or put aside
    channels = models.ManyToManyField(Channel, through="Seat", related_name="staff")

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.sign_in_name


AT_DESK = (Staff.Role.REVIEWER, Staff.Role.CUSTODIAN)  # who has keys, and so signs in at the desk


class Seat(OfficeRow):
    """A member of staff at a channel, in one of the roles in which it is read, or in none: to guard its names."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE)
    reader = models.CharField(max_length=40, db_default="")  # the role, as the charter's slug

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "channel"], name="one_seat_a_channel")]


class StaffKey(OfficeRow):
    """The public halves of somebody's keys, and their seed sealed under their passphrase."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="keys")
    recipient = models.TextField()
    holder = Bytes(max_length=32, unique=True)  # SHA-256 of the recipient, as grants name it
    verifying_key = Bytes(max_length=32, unique=True)
    sealed_seed = SealedField()
    # Who has let them in: a sign-in name, `inviting.TERMINAL`, or nothing where the office's own first sheet did.
    invited_by = models.CharField(  # noqa: DJ001 - a column without null makes SQLite write the table anew, which other tables' guards look into
        max_length=32, null=True
    )


class FormerKey(OfficeRow):
    """Keys that somebody had before, as long as anything is sealed to them or a sheet names them.

    Where their owner has made others, the earlier seed stands here, sealed to the keys of today: so what was sealed before still opens. Where the words are lost,
    nothing opens with them any more, and the row only says whose the grants were.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="former_keys")
    holder = Bytes(max_length=32, unique=True)
    verifying_key = Bytes(max_length=32, unique=True)
    sealed_seed = Bytes(default=b"")


class SignedIn(OfficeRow):
    """Where somebody is signed in, by the name that they gave it and the day. It ends with its session, and no backup has it."""

    session = models.OneToOneField("sessions.Session", on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="signed_in")
    name = models.CharField(max_length=40, blank=True)
    day = models.DateField()


class Passkey(OfficeRow):
    """What checks that somebody's passkey has signed. No counter, no maker and no moment of it is kept."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=253)  # the host name that the passkey is for
    credential = Bytes(max_length=1023, unique=True)  # its id, as the passkey says it
    public = Bytes()  # COSE key
    made = models.DateField()
    used = models.DateField(null=True)


class PasskeySeed(OfficeRow):
    """Somebody's seed sealed once more, to what their passkey alone works out. Gone with the passkey, and with the keys."""

    passkey = models.OneToOneField(Passkey, on_delete=models.CASCADE, related_name="seed")
    key = models.ForeignKey(StaffKey, on_delete=models.CASCADE, related_name="+")
    sealed_seed = SealedField()


class AppSecret(OfficeRow):
    """What an app makes codes of, encrypted with a key that is in the office's folder and not in the database."""

    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="app_secret")
    secret = Bytes()
    made = models.DateField()
    used = models.DateField(null=True)
    wrong = models.PositiveIntegerField(
        default=0
    )  # codes since the last right one, by whoever had the right words
    last = Bytes(
        max_length=32, default=b""
    )  # hash of the code that counted last, for the minute in which it might come again


class RecoveryCode(OfficeRow):
    """One of the codes for the day on which a passkey or an app is lost, hashed; it goes when it is used."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=128)


class SignedSheet(OfficeRow):
    """A key sheet as it was published: JSON, and the office key's signature."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="sheets")
    serial = models.PositiveIntegerField()
    hash = Bytes(max_length=32, unique=True)
    published = Bytes()  # JSON ‖ "\n" ‖ base64url signature

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "serial"], name="one_sheet_a_serial")]


class WrappingKey(OfficeRow):
    """Encrypts the cookies of a day; shared by all processes, deleted after 25 hours, left out of every backup."""

    key = Bytes(max_length=32)
    made = models.DateTimeField()  # the hour


class CharterVersion(OfficeRow):
    """What was changed in the charter, when everybody could read it, and from which day it counts. It stays as it was published.

    `file` is the whole charter from that day on, byte for byte, once the day has come.
    """

    number = models.PositiveIntegerField()
    changes = models.TextField()  # JSON: a list of at, before, after
    published = models.DateField()
    starts = models.DateField()
    at_once = models.BooleanField()  # contacts and a narrower scope; anything else waits 30 days
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")  # none: by the file
    withdrawn = models.DateField(null=True)
    file = BytesOrNone()
    hash = BytesOrNone(max_length=32)
    sheets = BytesOrNone()  # JSON: the serial of each way in's newest sheet on that day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="one_charter_version_a_number"),
            models.CheckConstraint(
                condition=models.Q(withdrawn__isnull=True) | models.Q(file__isnull=True),
                name="what_counted_was_not_withdrawn",
            ),
        ]
