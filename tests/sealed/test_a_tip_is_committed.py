from __future__ import annotations

import hashlib

import pytest
from builders import opened_by, public, told
from made_up_office import FOLDER

from fairwitness.intake import actions
from fairwitness.intake.drafts import DraftKey
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.reading import current_sheet
from fairwitness.sealed.actions.commit import CommitConflict, CommitKey, already_committed
from fairwitness.sealed.drafting import DraftDamaged
from fairwitness.sealed.models import Commit, Draft, Letter, Mailbox, SealedFile, Tip

pytestmark = pytest.mark.usefixtures("office")
KIND = {"kind": "retaliation"}


def drafted(text: str = "The exit is chained.", **answers: str) -> DraftKey:
    return actions.begin(DraftKey.new(), public(), {**KIND, **answers}, text)


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


def test_the_first_letter_carries_sheet_tier_and_mailbox_and_no_key() -> None:
    tip = told()

    letter = opened_by("amara", tip.conversation)[0]

    assert letter.sheet == current_sheet(tip.tip.channel).hash
    assert (letter.tier, letter.seq, letter.seen, letter.n) == ("arrival", 0, None, 0)
    assert letter.mailbox is not None
    assert letter.mailbox.key == letter.author == tip.conversation.mailbox.verifying_key
    assert letter.identity is None


def test_a_draft_can_be_opened_by_its_code_and_by_no_reader() -> None:
    key = drafted("Not sent yet.")

    opened = key.open()

    assert opened is not None
    assert (opened.letter.text, opened.answers) == ("Not sent yet.", KIND)
    assert not Tip.objects.exists()
    assert DraftKey.of(key.code, b"x" * 32).open() is None


def test_the_same_draft_sent_twice_is_one_tip() -> None:
    key = drafted("Once.")

    actions.send(key)
    actions.send(key)

    assert (Tip.objects.count(), Letter.objects.count(), Mailbox.objects.count()) == (1, 1, 1)
    assert not Draft.objects.exists()


def test_another_request_under_the_same_commit_id_is_refused() -> None:
    told()
    stored = Commit.objects.get()

    with pytest.raises(CommitConflict):
        already_committed(CommitKey(stored.commit, b"another" + bytes(25), stored.auth))


def test_a_taken_first_row_gives_another_code() -> None:
    tip = told()
    taken = DraftKey.of(tip.code, tip.key.seed)

    key = actions.begin(taken, public(), KIND)

    assert key.code != tip.code
    assert Mailbox.objects.filter(locator=key.code.locator(FOLDER.line())).exists()


def test_a_file_belongs_to_the_draft_and_then_to_the_conversation() -> None:
    tip = told(files={"a.txt": b"a"})

    row = SealedFile.objects.get()

    assert (row.draft, row.conversation, row.pending_since) == (None, tip.conversation, None)
    assert [file.name for file in opened_by("noor", tip.conversation)[0].files] == ["a.txt"]


def test_a_draft_that_says_nothing_is_not_sent() -> None:
    key = drafted("  ")

    with pytest.raises(actions.NothingToSend):
        actions.send(key)

    assert Draft.objects.exists()


def test_whom_the_tipster_leaves_out_gets_no_key_and_the_readers_do_not_learn_whom() -> None:
    key = drafted(exclude="coordinator")

    actions.send(key)

    tip = Tip.objects.get()
    (letter,) = opened_by("noor", tip.conversations.get())
    assert [one.question for one in letter.answers] == ["kind"]
    assert tip.exclusions.count() == 1
    with pytest.raises(KeyError):
        opened_by("amara", tip.conversations.get())


def test_a_tip_for_which_nobody_would_be_left_is_not_sent() -> None:
    key = drafted(exclude="coordinator board")

    with pytest.raises(actions.NobodyLeft):
        actions.send(key)


def test_a_tip_without_a_code_is_granted_to_no_mailbox() -> None:
    key = drafted("No paper, no pen.")

    actions.send(key, no_answer=True)

    tip = Tip.objects.get()
    (letter,) = opened_by("amara", tip.conversations.get())
    holders = set(tip.conversations.get().grants.values_list("holder", flat=True))
    assert (letter.mailbox, tip.no_answer) == (None, True)
    assert key.keys.identity.recipient.holder not in holders


def test_what_recognises_a_repetition_lets_nobody_test_a_guess() -> None:
    told("yes")

    stored = Commit.objects.get().request_hash

    assert stored != hashlib.sha256(b"yes").digest()
    assert DraftKey.new().fingerprint([b"yes"]) != DraftKey.new().fingerprint([b"yes"])


def test_a_database_reader_learns_no_hour(office: OfficeFolder) -> None:
    told(files={"a.txt": b"a"})

    part = next(office.files.rglob("*.0"))

    assert part.stat().st_mtime % 86_400 == 0
    assert SealedFile.objects.get().pending_since is None


def test_a_damaged_draft_is_an_error_and_never_half_a_draft() -> None:
    key = drafted()
    sealed = bytes(Draft.objects.get().sealed)
    Draft.objects.update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))

    with pytest.raises(DraftDamaged):
        key.open()
