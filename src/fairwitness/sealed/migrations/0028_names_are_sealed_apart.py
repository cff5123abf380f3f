"""Names that two keys guard, and what is signed before one is opened."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.sealed.guards_of_names import NAMES, NAMES_STAY


def guard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was signed stays, and nothing else opens a name."""
    for guards in (NAMES, NAMES_STAY):
        guards.set_up(editor.connection)


def unguard(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """On the way back."""
    for guards in (NAMES, NAMES_STAY):
        guards.take_away(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0007_who_let_somebody_in"),
        ("sealed", "0027_what_somebody_told_is_not_dropped"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="template",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Received"),
                    (2, "New Code"),
                    (3, "Acknowledged"),
                    (11, "Out Of Scope"),
                    (12, "Insufficient"),
                    (13, "Reopened"),
                    (14, "Protected Conduct"),
                    (15, "Objection"),
                    (16, "Spoken Up"),
                    (17, "Referred"),
                    (18, "Exported"),
                    (20, "Extended"),
                    (21, "Name Consent"),
                    (22, "Name Court"),
                    (23, "Name Prosecutor"),
                    (24, "Name Law"),
                    (25, "Name Opened"),
                    (26, "Name Refused"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="NameRequest",
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
                ("statement", fairwitness.office.fields.Bytes()),
                ("first", models.CharField(max_length=22)),
                ("first_signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("second", models.CharField(blank=True, default="", max_length=22)),
                ("second_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("consent", "The tipster agrees"),
                            ("court-order", "A court has ordered it"),
                            ("prosecutor", "A prosecutor demands it by law"),
                            ("law", "A law obliges the office to name them"),
                        ],
                        max_length=20,
                    ),
                ),
                ("told", models.CharField(blank=True, default="", max_length=11)),
                ("asked", models.DateField(default=fairwitness.office.clock.today)),
                ("opens", models.DateField(null=True)),
                ("says", models.CharField(blank=True, default="", max_length=3)),
                ("consent", fairwitness.office.fields.Bytes(default=b"")),
                ("consent_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                ("answered", models.DateField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_requests",
                        to="sealed.tip",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NameAnswer",
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
                ("by", models.CharField(max_length=22)),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("statement", fairwitness.office.fields.Bytes()),
                ("signature", fairwitness.office.fields.Bytes(max_length=64)),
                ("sealed", fairwitness.office.fields.Bytes(default=b"")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer",
                        to="sealed.namerequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedName",
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
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sealed_name",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NameKeeper",
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
                ("holder", fairwitness.office.fields.Bytes(max_length=32)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepers",
                        to="sealed.sealedname",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", "consent"), ("told", "")),
                    models.Q(
                        ("ground__in", ["court-order", "prosecutor", "law"]),
                        ("told__in", ["before", "jeopardises"]),
                    ),
                    _connector="OR",
                ),
                name="a_name_is_asked_for_on_a_known_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("says", ""),
                    models.Q(("ground", "consent"), ("says__in", ["yes", "no"])),
                    _connector="OR",
                ),
                name="a_tipster_says_yes_or_no",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("second", ""), ("opens__isnull", False), _connector="XOR"),
                name="a_name_that_two_ask_for_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first", ""), _negated=True),
                    models.Q(("second", models.F("first")), _negated=True),
                ),
                name="name_request_needs_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("first_signature"), 64
                    ),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.Length("statement"), 0
                    ),
                ),
                name="name_request_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("second_signature"), 0
                        ),
                        ("second", ""),
                    ),
                    models.Q(
                        models.Q(("second", ""), _negated=True),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.text.Length("second_signature"), 64
                        ),
                    ),
                    _connector="OR",
                ),
                name="name_request_is_signed_by_whom_it_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="namerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered__isnull", True)),
                fields=("tip",),
                name="one_open_name_request_a_tip",
            ),
        ),
        migrations.AddConstraint(
            model_name="nameanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason", ""),
                    models.Q(("reason__in", ["not-in-order", "not-shown", "concerned"]), ("sealed", b"")),
                    _connector="OR",
                ),
                name="a_name_is_opened_or_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="namekeeper",
            constraint=models.UniqueConstraint(fields=("kept", "holder"), name="one_keeper_a_name"),
        ),
        migrations.RunPython(guard, unguard),
    ]
