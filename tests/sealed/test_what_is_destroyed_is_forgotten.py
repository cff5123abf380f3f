from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import awake, public, rows, told
from clock import Clock
from django.db import connection

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.drafts import show_code
from fairwitness.sealed.models import Draft, Tip
from fairwitness.site.worker import one_round


def drafted() -> Draft:
    key = actions.begin(DraftKey.new(), public(), {"kind": "retaliation"}, "Not sent yet.")
    opened = key.open()
    assert opened is not None
    return opened.row


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_tip_is_in_no_row_no_file_and_no_log_of_the_database(office: OfficeFolder) -> None:
    tip = told(files={"exit.jpg": b"a photo"})
    letter = bytes(tip.conversation.letters.get().sealed)

    destroy(tip.tip, Tip.Outcome.WITHDRAWN)

    assert not [path for path in office.files.rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        kept = [Path(f"{connection.settings_dict['NAME']}{end}").read_bytes() for end in ("", "-wal")]
        assert not any(letter[100:400] in content for content in kept)
    assert (rows()["sealed_tip"], rows()["sealed_mailbox"], rows()["sealed_grant"]) == (1, 1, 0)


def test_a_draft_whose_code_was_not_shown_goes_with_its_cookie(clock: Clock) -> None:
    drafted()

    clock.passes(hours=25)
    one_round()
    assert Draft.objects.exists()
    clock.passes(hours=48)
    awake()
    one_round()

    assert not any(rows("sealed_").values())


def test_a_clock_that_jumps_ahead_takes_nobody_s_draft(clock: Clock) -> None:
    show_code(drafted())

    clock.passes(days=400)
    one_round()

    assert Draft.objects.exists()


def test_a_draft_whose_code_was_shown_stays_for_fourteen_days(clock: Clock) -> None:
    show_code(drafted())

    clock.passes(days=14)
    one_round()
    assert Draft.objects.get().until - clock.at.date() >= timedelta(0)
    clock.passes(days=2)
    awake()
    one_round()

    assert not any(rows("sealed_").values())
