"""An office, its channels, its people and its charter, as they stand; lines that were begun earlier go the way of the migrations beside it."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fairwitness.office.fields
from fairwitness.office.guards import guarded
from fairwitness.office.guards_of_the_charter import ADMINISTRATORS, CHARTER, CHARTER_SHEETS


class Migration(migrations.Migration):
    """In place of the migrations of a line that was begun before: the same tables, made once."""

    initial = True
    replaces = [
        ("office", "0001_office_channels_and_staff"),
        ("office", "0002_seats_have_a_reader_role"),
        ("office", "0003_signing_in_has_second_factors"),
        ("office", "0004_keys_that_somebody_had_before"),
        ("office", "0005_the_charter_has_versions"),
        ("office", "0006_sheets_from_before_a_version"),
        ("office", "0007_who_let_somebody_in"),
    ]

    dependencies = [
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sign_in_name", models.CharField(max_length=32, unique=True)),
                ("shown_name", models.CharField(max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reviewer", "Reviewer"),
                            ("custodian", "Custodian"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=13,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("offered", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("line", fairwitness.office.fields.Bytes(max_length=16, unique=True)),
                ("verifying_key", fairwitness.office.fields.Bytes(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("holder", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("verifying_key", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("sealed_seed", fairwitness.office.fields.Bytes(default=b"")),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("slug", models.SlugField(max_length=40)),
                ("open", models.BooleanField(default=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "slug"), name="one_channel_of_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="AppSecret",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("secret", fairwitness.office.fields.Bytes()),
                ("made", models.DateField()),
                ("used", models.DateField(null=True)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("last", fairwitness.office.fields.Bytes(default=b"", max_length=32)),
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="app_secret",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="staff",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
            ),
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("address", models.CharField(max_length=253)),
                ("credential", fairwitness.office.fields.Bytes(max_length=1023, unique=True)),
                ("public", fairwitness.office.fields.Bytes()),
                ("made", models.DateField()),
                ("used", models.DateField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passkeys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("hash", models.CharField(max_length=128)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reader", models.CharField(db_default="", max_length=40)),
                (
                    "channel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="office.channel"),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "channel"), name="one_seat_a_channel")
                ],
            },
        ),
        migrations.AddField(
            model_name="staff",
            name="channels",
            field=models.ManyToManyField(related_name="staff", through="office.Seat", to="office.channel"),
        ),
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sessions.session"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signed_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignedSheet",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("serial", models.PositiveIntegerField()),
                ("hash", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("published", fairwitness.office.fields.Bytes()),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="office.channel",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "serial"), name="one_sheet_a_serial")
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffKey",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("recipient", models.TextField()),
                ("holder", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("verifying_key", fairwitness.office.fields.Bytes(max_length=32, unique=True)),
                ("sealed_seed", fairwitness.office.fields.SealedField()),
                ("invited_by", models.CharField(max_length=32, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PasskeySeed",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sealed_seed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "passkey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seed", to="office.passkey"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="office.staffkey"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WrappingKey",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", fairwitness.office.fields.Bytes(max_length=32)),
                ("made", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CharterVersion",
            fields=[
                (
                    "id",
                    fairwitness.office.fields.RandomId(
                        default=fairwitness.office.fields.random_id,
                        editable=False,
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("changes", models.TextField()),
                ("published", models.DateField()),
                ("starts", models.DateField()),
                ("at_once", models.BooleanField()),
                ("withdrawn", models.DateField(null=True)),
                ("file", fairwitness.office.fields.BytesOrNone(null=True)),
                ("hash", fairwitness.office.fields.BytesOrNone(max_length=32, null=True)),
                ("sheets", fairwitness.office.fields.BytesOrNone(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "number"), name="one_charter_version_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn__isnull", True), ("file__isnull", True), _connector="OR"
                        ),
                        name="what_counted_was_not_withdrawn",
                    ),
                ],
            },
        ),
        guarded(ADMINISTRATORS, CHARTER, CHARTER_SHEETS),
    ]
