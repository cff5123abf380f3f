from __future__ import annotations

import hashlib

import pytest
from builders import kept_file, opened_by, told
from made_up_office import FOLDER

from fairwitness.crypto.letters import Answer
from fairwitness.intake.actions import send
from fairwitness.intake.drafts import Draft
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import channel, current_sheet
from fairwitness.sealed.actions import CommitConflict, FilesGone
from fairwitness.sealed.models import Commit, Grant, Letter, Mailbox, SealedFile, Tip
from fairwitness.sealed.sealing import Words

pytestmark = pytest.mark.usefixtures("office")
KIND = [Answer("kind", "retaliation")]


def test_a_tip_is_sealed_before_it_is_stored() -> None:
    tip = told("Nobody else may read this.")

    stored = tip.conversation.letters.get().sealed

    assert stored.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
    assert b"Nobody" not in stored


def test_every_reader_on_the_sheet_and_nobody_else_can_open_it() -> None:
    tip = told("The exit is chained.")

    texts = [opened_by(name, tip.conversation)[0].text for name in ("amara", "noor")]

    assert texts == ["The exit is chained."] * 2
    with pytest.raises(KeyError):
        opened_by("wei", tip.conversation)


def test_the_first_letter_carries_sheet_tier_and_mailbox() -> None:
    tip = told()

    letter = opened_by("amara", tip.conversation)[0]

    assert letter.sheet == current_sheet(tip.tip.channel).hash
    assert (letter.tier, letter.seq, letter.seen, letter.n) == ("arrival", 0, None, 0)
    assert letter.mailbox is not None
    assert letter.mailbox.key == letter.author == tip.conversation.mailbox.verifying_key


def test_the_same_tip_sent_twice_is_one_tip() -> None:
    tip = told("Once.")

    send(tip.draft, tip.tip.channel, Words("Once.", KIND))

    assert (Tip.objects.count(), Letter.objects.count(), Mailbox.objects.count()) == (1, 1, 1)


def test_another_text_under_the_same_draft_changes_nothing() -> None:
    tip = told("The first version.")

    with pytest.raises(CommitConflict):
        send(tip.draft, tip.tip.channel, Words("Another version.", KIND))

    assert [letter.text for letter in opened_by("amara", tip.conversation)] == ["The first version."]


def test_a_taken_first_row_gives_another_code() -> None:
    tip = told()
    way_in = tip.tip.channel
    fresh = Draft.begin()
    draft = Draft(fresh.commit, tip.draft.entropy, fresh.seed)

    sent = send(draft, way_in, Words("Another person's tip.", KIND))

    assert sent.code != tip.code
    assert Mailbox.objects.filter(locator=sent.code.locator(FOLDER.line())).exists()


def test_a_tip_whose_file_is_gone_is_not_half_made() -> None:
    draft = Draft.begin()
    entry = kept_file(draft.identity, "a.txt", b"a")
    SealedFile.objects.all().delete()
    way_in = channel("public")
    assert way_in is not None

    with pytest.raises(FilesGone):
        send(draft, way_in, Words("With a file.", KIND, [entry]))

    assert not any(model.objects.exists() for model in (Tip, Letter, Grant, Mailbox, Commit))


def test_what_recognises_a_repetition_lets_nobody_test_a_guess() -> None:
    told("yes")

    stored = Commit.objects.get().request_hash

    assert stored != hashlib.sha256(b"yes").digest()
    assert Draft.begin().fingerprint([b"yes"]) != Draft.begin().fingerprint([b"yes"])


def test_a_database_reader_learns_no_hour(office: OfficeFolder) -> None:
    told(files={"a.txt": b"a"})

    part = next(office.files.rglob("*.0"))

    assert part.stat().st_mtime % 86_400 == 0
    assert SealedFile.objects.get().pending_since is None
