from __future__ import annotations

from itertools import chain

import pytest
from at_once import at_once
from builders import opened_by, public
from tipster import Tipster

from fairwitness.crypto.codes import TipCode
from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.charter import current
from fairwitness.sealed.actions.commit import DraftGone
from fairwitness.sealed.actions.drafts import destroy_draft, show_code
from fairwitness.sealed.arriving import ArrivedFile, Kind, Problem
from fairwitness.sealed.files import IncomingFile
from fairwitness.sealed.models import Conversation, Draft, SealedFile, Tip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
LATE = "It is chained at night as well."


@pytest.fixture
def key() -> DraftKey:
    """A draft that could be sent."""
    return actions.begin(DraftKey.new(), public(), {"kind": "retaliation"}, "The exit is chained.")


@pytest.fixture
def lin(key: DraftKey) -> Tipster:
    """Before the last look at that draft."""
    lin = Tipster()
    lin.comes_back(" ".join(key.code.words))
    return lin


def tab_of(lin: Tipster, path: str) -> Tipster:
    """Another tab of the same browser, with a page open."""
    tab = Tipster()
    for name, cookie in lin.client.cookies.items():
        tab.client.cookies[name] = cookie.value
    tab.goes_to(path)
    return tab


def arrived_for(key: DraftKey, name: str) -> ArrivedFile:
    opened = key.open()
    assert opened is not None
    incoming = IncomingFile(opened.identity.recipient)
    incoming.write(b"a photo")
    return ArrivedFile(incoming, incoming.finish(), name, "image/jpeg")


def add(key: DraftKey, file: ArrivedFile) -> Problem | None:
    """What the front does with a file that is whole."""
    problem = actions.add_file(key, current().limits, file)
    if not file.claimed:
        file.incoming.discard()
    return problem


def listed() -> list[str]:
    """Files that the tip's letter names."""
    (letter,) = opened_by("amara", Conversation.objects.get())
    return sorted(file.id for file in letter.files)


def test_a_tip_has_every_file_that_was_kept_until_it_was_sent_and_no_other(key: DraftKey) -> None:
    files = [arrived_for(key, f"{number}.jpg") for number in range(5)]

    said = at_once([lambda file=file: add(key, file) for file in files] + [lambda: actions.send(key)])

    kept = sorted(SealedFile.objects.values_list("id", flat=True))
    assert listed() == kept
    refused = [problem.kind for problem in said if problem]
    assert refused == [Kind.NOWHERE_TO_GO] * (5 - len(kept))


def test_a_file_that_is_removed_while_the_tip_is_sent_is_whole_or_gone(key: DraftKey) -> None:
    files = [arrived_for(key, f"{number}.jpg") for number in range(4)]
    for file in files:
        add(key, file)

    def remove(file: ArrivedFile) -> None:
        try:
            actions.drop_file(key, file.id)
        except actions.DraftLost:
            return

    at_once([lambda file=file: remove(file) for file in files] + [lambda: actions.send(key)])

    assert listed() == sorted(SealedFile.objects.values_list("id", flat=True))
    assert not SealedFile.objects.filter(conversation=None).exists()


def test_what_is_written_while_another_tab_sends_is_in_the_tip_or_in_the_box(lin: Tipster) -> None:
    tabs = [tab_of(lin, "/tell/public/story/") for _ in range(4)]

    at_once([lambda tab=tab: tab.writes(LATE) for tab in tabs] + [lin.goes_on])

    told = " ".join(
        letter.text for letter in chain(*[opened_by("noor", one) for one in Conversation.objects.all()])
    )
    assert Tip.objects.count() == 1
    for tab in tabs:
        assert tab.page.box == LATE if tab.status == 422 else LATE in told
    assert lin.where == "/tell/public/sent/"


def test_a_screen_whose_draft_another_tab_has_sent_says_so_and_keeps_its_words(lin: Tipster) -> None:
    story, you = tab_of(lin, "/tell/public/story/"), tab_of(lin, "/tell/public/you/")
    lin.goes_on()

    story.writes(LATE)
    you.goes_on(guess="the night shift")

    assert (story.status, story.page.box) == (422, LATE)
    assert (you.status, you.page.box) == (422, "the night shift")
    assert all("You have sent this already" in tab.page.text for tab in (story, you))


def test_a_shorter_text_of_another_tab_does_not_silently_take_the_place_of_a_longer_one(lin: Tipster) -> None:
    first, second = (tab_of(lin, "/tell/public/story/") for _ in range(2))
    first.writes("The exit is chained. I have the key number.", where="Hall 3")

    second.writes("The exit is chained, says Wei.")

    assert (second.status, second.page.box) == (422, "The exit is chained, says Wei.")
    assert "Something else was kept meanwhile" in second.page.text
    assert "I have the key number. Where and when Hall 3" in second.page.text


def test_a_form_that_was_refused_has_still_not_seen_what_another_tab_kept(lin: Tipster) -> None:
    first, second = (tab_of(lin, "/tell/public/story/") for _ in range(2))
    first.writes("The exit is chained. I have the key number.")
    second.writes("The exit is open.", where="x" * 301)

    second.goes_on(text="The exit is open.", where="Hall 3")

    assert "Something else was kept meanwhile" in second.page.text
    assert "I have the key number." in second.page.text


def test_a_version_that_is_none_of_ours_is_one_that_nobody_has_seen(lin: Tipster) -> None:
    tab = tab_of(lin, "/tell/public/story/")

    tab.writes("The exit is open.", version="第一版")

    assert (tab.status, tab.page.box) == (422, "The exit is open.")


def test_whoever_has_seen_both_texts_decides(lin: Tipster) -> None:
    first, second = (tab_of(lin, "/tell/public/story/") for _ in range(2))
    first.writes("The exit is chained. I have the key number.")
    second.writes("The exit is open.")

    second.goes_on(text="The exit is open.")

    second.goes_to("/tell/public/check/")
    assert "The exit is open." in second.page.text
    assert "key number" not in second.page.text


def test_a_tab_that_only_adds_is_not_asked(lin: Tipster) -> None:
    first, second = (tab_of(lin, "/tell/public/story/") for _ in range(2))
    first.writes("The exit is chained. Hall 3.")

    second.writes("The exit is chained. Hall 3. At night.")

    assert second.where == "/tell/public/files/"


def test_two_tabs_on_different_screens_do_not_stand_in_each_other_s_way(lin: Tipster) -> None:
    story, you = tab_of(lin, "/tell/public/story/"), tab_of(lin, "/tell/public/you/")
    you.goes_on(guess="the night shift")

    story.writes("The exit is open.")

    assert story.where == "/tell/public/files/"


def test_whom_another_tab_leaves_out_stays_left_out(lin: Tipster) -> None:
    first, second = (tab_of(lin, "/tell/public/you/") for _ in range(2))
    role = current().channel("public").readers[0].role
    first.goes_on(exclude=[role])

    second.goes_on(guess="nobody")

    assert second.status == 422
    assert "Must not read this" in second.page.text


def test_files_that_are_chosen_after_sending_are_said_not_to_be_taken(lin: Tipster) -> None:
    tab = tab_of(lin, "/tell/public/files/")
    lin.goes_on()

    tab.attaches({"late.jpg": b"a photo"})

    assert tab.status == 422
    assert "The files that you chose now were not taken." in tab.page.text
    assert not SealedFile.objects.exists()


def test_files_without_a_draft_are_named_and_can_be_chosen_again(lin: Tipster) -> None:
    tab = tab_of(lin, "/tell/public/files/")
    destroy_draft(Draft.objects.get())

    tab.attaches({"late.jpg": b"a photo"})
    assert "The file “late.jpg” was not taken" in tab.page.text
    tab.attaches({"late.jpg": b"a photo"})

    assert (tab.status, SealedFile.objects.count()) == (200, 1)
    assert "late.jpg" in tab.page.text


def test_a_code_is_not_shown_for_a_draft_that_is_gone(key: DraftKey) -> None:
    opened = key.open()
    assert opened is not None
    destroy_draft(Draft.objects.get())

    with pytest.raises(DraftGone):
        show_code(opened.row)


def test_leaving_in_one_tab_spares_a_draft_whose_code_another_shows() -> None:
    lin = Tipster()
    lin.chooses()
    lin.writes("The alarm is off.")
    unshown = Draft.objects.get()
    code = TipCode.read(tab_of(lin, "/tell/public/keep/").page.code)

    destroy_draft(unshown, code_shown=False)

    stranger = Tipster()
    stranger.comes_back(" ".join(code.words))
    assert "The alarm is off." in stranger.page.text


def test_leaving_while_another_tab_writes_leaves_the_whole_draft_or_none() -> None:
    lin = Tipster()
    lin.chooses()
    tab = tab_of(lin, "/tell/public/story/")

    at_once([lambda: tab.writes(LATE), lambda: lin.client.get("/en/leave/")])
    tab.goes_to("/tell/public/story/")

    assert tab.page.box == LATE or not Draft.objects.exists()
    assert tab.status == 200
