"""Who runs the line. Nothing here is about a tip."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from fairwitness.office.fields import Bytes, RandomId, SealedField


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
    channels = models.ManyToManyField(Channel, through="Seat", related_name="staff")

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.sign_in_name


class Seat(OfficeRow):
    """A member of staff at a channel, in one of the roles in which it is read."""

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
