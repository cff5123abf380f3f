"""Grades, findings and what a tipster knew, with every guard, as they stand; lines that were begun earlier go the way of the migrations beside it."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import fairwitness.office.clock
import fairwitness.office.fields
from fairwitness.decisions.guards import CONFIRMED, DECIDED, FINDINGS, GRADES
from fairwitness.decisions.guards_of_knowing import KNOWING, KNOWN_STAYS, TIPSTERS_HEARD
from fairwitness.office.guards import guarded


class Migration(migrations.Migration):
    """In place of the migrations of a line that was begun before: the same tables, made once."""

    initial = True
    replaces = [("decisions", "0001_two_people_decide"), ("decisions", "0002_what_a_tipster_knew")]

    dependencies = [
        ("office", "0000_all_at_once"),
        ("sealed", "0000_all_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="TipsterAsked",
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
                ("round", models.DateField()),
                ("by", models.CharField(max_length=22)),
                ("letter", models.CharField(max_length=22)),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
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
                        related_name="tipster_asked",
                        to="sealed.tip",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tip", "round"), name="a_tipster_is_asked_once_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True), models.Q(("letter", ""), _negated=True)
                        ),
                        name="a_tipster_is_asked_by_a_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnowinglyFalse",
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
                ("round", models.DateField()),
                ("day", models.DateField(default=fairwitness.office.clock.today)),
                ("paper", fairwitness.office.fields.Bytes(default=b"")),
                ("papers_for", fairwitness.office.fields.Bytes(default=b"")),
                ("outsider", models.CharField(blank=True, default="", max_length=22)),
                ("outside", fairwitness.office.fields.Bytes(default=b"")),
                ("outside_signature", fairwitness.office.fields.Bytes(default=b"", max_length=64)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-shown", "It is not shown that the tipster knew"),
                            ("not-heard", "What the tipster answered was not weighed"),
                            (
                                "not-in-order",
                                "A signature does not hold, or the paper is not the one that was signed",
                            ),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
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
                        related_name="knowingly_false",
                        to="sealed.tip",
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="decisions.tipsterasked",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="knowingly_false_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="knowingly_false_is_signed",
                    ),
                    models.CheckConstraint(
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
                        name="knowingly_false_is_signed_by_whom_it_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("outside_signature"), 0
                                ),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("outside"), 0
                                ),
                                ("outsider", ""),
                                ("reason", ""),
                            ),
                            models.Q(
                                models.Q(("outsider", ""), _negated=True),
                                models.Q(("second", ""), _negated=True),
                                models.Q(("outsider", models.F("first")), _negated=True),
                                models.Q(("outsider", models.F("second")), _negated=True),
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Length("outside_signature"), 64
                                ),
                                ("reason__in", ["", "not-shown", "not-heard", "not-in-order"]),
                            ),
                            _connector="OR",
                        ),
                        name="an_outsider_is_neither_of_the_two",
                    ),
                    models.UniqueConstraint(fields=("tip",), name="one_knowingly_false_a_tip"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("verdict", models.CharField(choices=[("confirmed", "Confirmed")], max_length=20)),
                ("round", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["confirmed"])), name="finding_verdict_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first", ""), _negated=True),
                            models.Q(("second", models.F("first")), _negated=True),
                        ),
                        name="finding_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("first_signature"), 64
                            ),
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length("statement"), 0
                            ),
                        ),
                        name="finding_is_signed",
                    ),
                    models.CheckConstraint(
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
                        name="finding_is_signed_by_whom_it_names",
                    ),
                    models.UniqueConstraint(fields=("tip",), name="one_finding_a_tip"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
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
                ("allegation", models.CharField(max_length=22)),
                ("version", models.PositiveSmallIntegerField()),
                ("round", models.DateField()),
                ("by", models.CharField(max_length=22)),
                ("number", models.PositiveSmallIntegerField()),
                ("sealed", fairwitness.office.fields.SealedField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "tip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grades", to="sealed.tip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tip", "allegation", "version", "round", "by"), name="graded_once_by_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", ""), _negated=True), models.Q(("allegation", ""), _negated=True)
                        ),
                        name="a_grade_has_a_grader",
                    ),
                ],
            },
        ),
        guarded(CONFIRMED, DECIDED, FINDINGS, GRADES, KNOWING, KNOWN_STAYS, TIPSTERS_HEARD),
    ]
