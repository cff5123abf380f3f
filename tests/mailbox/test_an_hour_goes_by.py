from __future__ import annotations

from clock import Clock
from tipster import Tipster

from fairwitness.office.models import WrappingKey
from fairwitness.office.wrapping import FORGET_AFTER, forget_old_keys, open_cookie, seal_cookie
from fairwitness.site.worker import one_round


def test_a_mailbox_closes_an_hour_after_its_last_use(clock: Clock) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()

    clock.passes(minutes=59)
    lin.goes_to("/mailbox/letters/")
    assert lin.page.letters == ["The exit is chained."]
    clock.passes(minutes=59)
    lin.goes_to("/mailbox/letters/")
    assert lin.page.letters == ["The exit is chained."]
    clock.passes(minutes=60)
    lin.goes_to("/mailbox/letters/")

    assert (lin.status, lin.page.letters) == (403, [])


def test_what_was_written_when_the_hour_was_over_is_there_to_be_copied(clock: Clock) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()

    clock.passes(minutes=61)
    lin.answers("Since the spring.")

    assert "Your mailbox is closed" in lin.page.text
    assert lin.page.box == "Since the spring."


def test_a_story_is_taken_up_for_as_long_as_the_key_of_its_cookie_exists(clock: Clock) -> None:
    lin = Tipster()
    lin.chooses()

    clock.passes(hours=20)
    lin.writes("It took me a day to write this.")
    lin.goes_to("/tell/public/check/")

    assert "It took me a day to write this." in lin.page.text


def test_a_story_that_took_longer_is_kept_all_the_same_in_a_draft_of_its_own(clock: Clock) -> None:
    lin = Tipster()
    lin.chooses()

    clock.passes(hours=26)
    lin.writes("It took me two days to write this.")
    lin.goes_to("/tell/public/check/")

    assert "It took me two days to write this." in lin.page.text
    assert "Choose what it is about." in lin.page.text


def test_who_writes_every_morning_and_evening_loses_nothing_although_no_code_was_shown(clock: Clock) -> None:
    lin = Tipster()
    lin.chooses()

    for line in range(10):
        lin.goes_to("/tell/public/story/")
        lin.writes(f"{lin.page.box}{line}\n")
        clock.passes(hours=12)
        one_round()
    lin.goes_to("/tell/public/story/")

    assert lin.page.box.split() == [str(line) for line in range(10)]


def test_each_time_that_a_code_is_shown_it_opens_the_draft_for_14_days_more(clock: Clock) -> None:
    lin = Tipster()
    lin.chooses()
    lin.writes("Not sent yet.")
    lin.goes_to("/tell/public/check/")
    code = lin.page.code

    for _ in range(3):
        clock.passes(hours=14 * 24 - 1)
        one_round()
        lin.comes_back(code)

    assert (lin.where, lin.page.code) == ("/tell/public/check/", code)


def test_the_last_page_shows_the_code_for_an_hour_and_then_only_what_happens_next(clock: Clock) -> None:
    lin = Tipster()
    lin.tells("The exit is chained.")

    clock.passes(minutes=61)
    lin.goes_to("/tell/public/sent/")

    assert (lin.where, lin.page.code) == ("/tell/public/sent/", "")
    assert "it stands on your note alone" in lin.page.text


def test_cookies_of_one_day_share_a_key_and_the_next_day_has_another(clock: Clock) -> None:
    seal_cookie(b"", "tell")
    clock.passes(hours=23)
    seal_cookie(b"", "mailbox")
    assert WrappingKey.objects.count() == 1

    clock.passes(hours=1)
    seal_cookie(b"", "tell")

    assert WrappingKey.objects.count() == 2
    assert len({key.key for key in WrappingKey.objects.all()}) == 2


def test_a_key_is_deleted_after_25_hours_and_never_before_its_cookies_end(clock: Clock) -> None:
    seal_cookie(b"", "tell")
    clock.passes(hours=23, minutes=49)
    late = seal_cookie(b"late", "tell")

    clock.passes(minutes=59)
    one_round()
    opened = open_cookie(late, "tell")
    assert opened is not None
    assert opened.within(60) == b"late"
    clock.passes(minutes=20)

    assert forget_old_keys() == 1
    assert FORGET_AFTER.total_seconds() == 25 * 3600


def test_a_key_that_nobody_deleted_opens_nothing_after_25_hours(clock: Clock) -> None:
    kept = seal_cookie(b"kept", "tell")

    clock.passes(hours=25)

    assert open_cookie(kept, "tell") is None


def test_a_key_holds_the_hour_and_no_more(clock: Clock) -> None:
    seal_cookie(b"", "tell")

    assert WrappingKey.objects.get().made == clock.at.replace(minute=0)
