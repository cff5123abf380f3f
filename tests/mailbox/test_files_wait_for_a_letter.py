from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from at_once import at_once
from builders import opened_by
from clock import Clock
from django.db import IntegrityError, transaction
from people import next_key, recipient_of
from tipster import Tipster

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.recipients import HybridRecipient
from fairwitness.office.clock import this_hour
from fairwitness.office.folder import OfficeFolder
from fairwitness.sealed.actions.files import sweep_what_was_cut
from fairwitness.sealed.models import Conversation, Grant, Letter, SealedFile
from fairwitness.site.worker import one_round

A, B = {"a.jpg": b"a photo"}, {"b.jpg": b"another"}


@pytest.fixture
def inside(lin: Tipster) -> Tipster:
    lin.comes_back()
    return lin


def adds(lin: Tipster, files: dict[str, bytes], text: str = "") -> None:
    lin.sends(lin.page.forms[0], files, text=text, add="1")


def waiting(lin: Tipster) -> list[str]:
    """The names that the page lists, each with its button."""
    return [
        told["aria-label"].removeprefix("Remove ")
        for _, told in lin.page.tags
        if told.get("name") == "remove"
    ]


def ids(lin: Tipster) -> list[str]:
    return [told["value"] for _, told in lin.page.tags if told.get("name") == "remove"]


def sent(number: int = -1) -> list[str]:
    letter = opened_by("amara", Conversation.objects.get())[number]
    return [file.name for file in letter.files]


def a_colleague_leaves_and_a_key_is_made() -> None:
    """Amara and the mailbox have it; whoever left does not."""
    of = Conversation.objects.get()
    held = [HybridRecipient.parse(of.mailbox.recipient), recipient_of("amara")]
    made = next_key(of, held)
    for one in made["grants"]:
        told = {"holder": unb64(one["holder"]), "sealed": unb64(one["sealed"])}
        Grant.objects.create(office=of.office, conversation=of, number=made["n"], **told)
    Conversation.objects.update(outgrown=made["n"] - 1)


def test_files_are_kept_one_by_one_and_the_words_stay_in_the_box(inside: Tipster) -> None:
    adds(inside, A, "Since the")
    adds(inside, B, "Since the spring.")

    assert (inside.status, inside.page.box) == (200, "Since the spring.")
    assert waiting(inside) == ["a.jpg", "b.jpg"]
    assert Letter.objects.count() == 1


def test_what_waits_goes_with_the_next_letter_and_only_once(inside: Tipster) -> None:
    adds(inside, A)
    inside.answers("Here they are.", B)
    inside.answers("And one word more.")

    assert (sent(1), sent(2)) == (["a.jpg", "b.jpg"], [])
    assert waiting(inside) == []
    assert inside.downloads(1) == b"another"


def test_answers_to_questions_leave_them_where_they_are(inside: Tipster) -> None:
    adds(inside, A)
    inside.goes_to("/mailbox/say/retaliation/")

    inside.goes_on(retaliation="I was moved to the night shift.")

    assert sent() == []
    assert waiting(inside) == ["a.jpg"]


def test_a_file_that_waits_is_a_letter_without_a_word(inside: Tipster) -> None:
    adds(inside, A)

    inside.answers("")

    assert sent() == ["a.jpg"]


def test_one_that_is_removed_is_destroyed_and_no_word_is_lost(inside: Tipster, office: OfficeFolder) -> None:
    adds(inside, A | B)
    (first, _) = ids(inside)

    inside.sends(inside.page.forms[0], text="Not this one.", remove=first)

    assert (waiting(inside), inside.page.box) == (["b.jpg"], "Not this one.")
    assert not SealedFile.objects.filter(id=first).exists()
    assert not list(office.files.rglob(f"{first}.*"))


def test_one_that_comes_after_another_was_removed_stands_last(inside: Tipster) -> None:
    adds(inside, A | B)
    inside.sends(inside.page.forms[0], text="", remove=ids(inside)[0])

    adds(inside, {"c.jpg": b"a third"})
    adds(inside, A)

    assert waiting(inside) == ["b.jpg", "c.jpg", "a.jpg"]


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_sent_while_the_sweep_runs_lists_nothing_that_is_gone(inside: Tipster) -> None:
    adds(inside, A | B)
    SealedFile.objects.update(pending_since=this_hour() - timedelta(hours=25))

    both: list[Callable[[], None]] = [partial(inside.answers, "Here they are."), one_round]
    at_once(both)

    inside.goes_to("/mailbox/letters/")
    assert inside.page.letters[1:] == ["Here they are."]
    assert len(sent()) == SealedFile.objects.filter(conversation__isnull=False).count()


def test_choosing_all_again_keeps_each_once(inside: Tipster) -> None:
    adds(inside, A)

    adds(inside, A | B)

    assert waiting(inside) == ["a.jpg", "b.jpg"]
    assert SealedFile.objects.count() == 2


def test_the_same_letter_sent_twice_leaves_no_file_behind(inside: Tipster) -> None:
    adds(inside, A)
    form = inside.page.forms[0]

    inside.sends(form, B, text="Here they are.")
    inside.sends(form, B, text="Here they are.")

    assert Letter.objects.count() == 2
    assert waiting(inside) == []
    assert SealedFile.objects.count() == 2


def test_another_letter_with_a_form_that_was_sent_keeps_its_file(inside: Tipster) -> None:
    form = inside.page.forms[0]
    inside.sends(form, A, text="Here it is.")

    inside.sends(form, B, text="Here it is.")
    assert "A letter was sent with this form already." in inside.page.text
    assert waiting(inside) == ["b.jpg"]

    inside.answers(inside.page.box)
    assert (sent(1), sent(2)) == (["a.jpg"], ["b.jpg"])


def test_they_are_there_in_another_browser_too(inside: Tipster) -> None:
    adds(inside, A)

    elsewhere = Tipster("zh-hans")
    elsewhere.comes_back(inside.code)

    assert "已收到 1 个文件，会随这封信一起发出" in elsewhere.page.text
    assert "a.jpg" in elsewhere.page.text


def test_they_come_along_to_a_new_code(inside: Tipster) -> None:
    adds(inside, A | B)
    inside.goes_to("/mailbox/code/")
    inside.goes_on()
    assert waiting(inside) == ["a.jpg", "b.jpg"]

    inside.answers("Under a new code.")

    assert sent() == ["a.jpg", "b.jpg"]


def test_a_key_that_is_made_meanwhile_loses_no_file_and_every_reader_opens_it(inside: Tipster) -> None:
    adds(inside, A)
    a_colleague_leaves_and_a_key_is_made()
    adds(inside, B)
    assert waiting(inside) == ["a.jpg", "b.jpg"]

    inside.answers("Here they are.")

    assert sent() == ["a.jpg", "b.jpg"]
    assert [inside.downloads(place) for place in (0, 1)] == [b"a photo", b"another"]
    assert [letter.number for letter in Letter.objects.order_by("position")] == [0, 0]


def test_the_next_letter_is_sealed_to_the_next_key_again(inside: Tipster) -> None:
    adds(inside, A)
    a_colleague_leaves_and_a_key_is_made()

    inside.answers("Here it is.")
    inside.answers("And one word more.", B)

    assert [letter.number for letter in Letter.objects.order_by("position")] == [0, 0, 1]
    assert sent() == ["b.jpg"]


def test_files_of_two_keys_are_not_sent_in_one_letter_and_no_word_is_lost(inside: Tipster) -> None:
    adds(inside, A)
    row = SealedFile.objects.get()
    lies = {"tray": row.tray, "entry": row.entry}
    SealedFile.objects.update(tray=None, entry=None)  # the first tab's file is still on its way
    a_colleague_leaves_and_a_key_is_made()
    adds(inside, B)
    SealedFile.objects.filter(pk=row.pk).update(**lies)

    inside.answers("Here they are.")

    assert (inside.status, inside.page.box) == (422, "Here they are.")
    assert "a new key was made between your files" in inside.page.text
    inside.sends(inside.page.forms[0], text="Here it is.", remove=row.pk)
    inside.answers("Here it is.")
    assert sent() == ["b.jpg"]


def test_files_come_along_to_a_new_code_under_their_own_key(inside: Tipster) -> None:
    adds(inside, A)
    a_colleague_leaves_and_a_key_is_made()
    inside.goes_to("/mailbox/code/")
    inside.goes_on()

    inside.answers("Under a new code.")

    assert sent() == ["a.jpg"]
    assert inside.downloads(0) == b"a photo"


def test_taking_the_tip_back_destroys_them_at_once(inside: Tipster, office: OfficeFolder) -> None:
    adds(inside, A)
    inside.goes_to("/mailbox/withdraw/")

    inside.goes_on()

    assert not SealedFile.objects.exists()
    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_nobody_else_finds_them_or_removes_them(inside: Tipster) -> None:
    adds(inside, A)
    other = Tipster()
    other.tells("The alarm is off.")
    other.comes_back()

    other.sends(other.page.forms[0], text="", remove=ids(inside)[0])

    assert waiting(other) == []
    assert SealedFile.objects.filter(id=ids(inside)[0]).exists()


def test_a_row_that_waits_points_at_no_tip_and_says_nothing_of_the_file(inside: Tipster) -> None:
    adds(inside, A)
    row = SealedFile.objects.get()

    assert (row.conversation, row.draft, row.pending_since is None) == (None, None, False)
    assert row.entry.startswith(b"age-encryption.org/v1\n")
    assert b"a.jpg" not in row.entry
    assert Conversation.objects.get().mailbox.auth not in (row.tray, row.entry)


def test_when_it_is_sent_its_hour_and_its_tray_are_forgotten(inside: Tipster) -> None:
    adds(inside, A)

    inside.answers("Here it is.")

    forgotten = {"pending_since": None, "tray": None, "entry": None}
    assert SealedFile.objects.filter(conversation__isnull=False, **forgotten).count() == 1


def test_no_row_is_in_a_tray_and_in_a_tip(inside: Tipster) -> None:
    inside.answers("Here it is.", A)

    with pytest.raises(IntegrityError), transaction.atomic():
        SealedFile.objects.update(tray=b"t" * 32)


def test_what_the_row_says_can_be_put_nowhere_else_as_a_letter(inside: Tipster) -> None:
    adds(inside, A)
    first = Letter.objects.get()
    first.id, first.position, first.sealed = "A" * 22, 1, SealedFile.objects.get().entry
    first.save(force_insert=True)

    inside.goes_to("/mailbox/letters/")

    assert inside.page.warnings[1] == ["This letter is damaged and cannot be opened."]


def test_an_entry_that_somebody_exchanged_is_not_listed(inside: Tipster) -> None:
    adds(inside, A | B)
    one, other = SealedFile.objects.all()

    SealedFile.objects.filter(pk=one.pk).update(entry=other.entry)
    inside.goes_to("/mailbox/letters/")

    assert ids(inside) == [other.id]


def test_the_sweep_after_a_start_leaves_what_is_whole(inside: Tipster) -> None:
    adds(inside, A)

    swept = sweep_what_was_cut()
    inside.goes_to("/mailbox/letters/")

    assert swept == 0
    assert waiting(inside) == ["a.jpg"]


def test_what_no_letter_came_for_is_destroyed_after_a_day(
    office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch, datetime(2026, 11, 24, 9, 10, tzinfo=UTC))
    lin = Tipster()
    lin.tells("The exit is chained.")
    lin.comes_back()
    adds(lin, A)

    clock.at += timedelta(hours=23)
    one_round()
    assert SealedFile.objects.count() == 1
    clock.at += timedelta(hours=2)
    one_round()

    assert not SealedFile.objects.exists()
    assert not [path for path in office.files.rglob("*") if path.is_file()]


def test_a_file_for_which_the_mailbox_had_closed_is_named(inside: Tipster) -> None:
    form = inside.page.forms[0]
    inside.client.cookies["mailbox"] = ""

    inside.sends(form, A, text="Since the spring.", add="1")

    assert "The file “a.jpg” was not taken, because the hour for this page was over." in inside.page.text
    assert inside.page.box == "Since the spring."
