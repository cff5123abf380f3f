from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from builders import answered, conversation_key, keys_of, opened_by
from tipster import Tipster

from fairwitness.crypto.grants import Grant, seal_grant
from fairwitness.crypto.keys import SigningKey, StaffKeys
from fairwitness.crypto.letters import MailboxAddress, seal_letter
from fairwitness.crypto.recipients import HybridIdentity, HybridRecipient
from fairwitness.office.clock import today
from fairwitness.sealed import models
from fairwitness.sealed.models import Conversation, Letter, SealedFile

STRANGER = StaffKeys(HybridIdentity.from_seed(b"s" * 32), SigningKey.from_seed(b"s" * 32))


@pytest.fixture
def conversation(lin: Tipster) -> Conversation:
    del lin
    return Conversation.objects.get()


def test_both_sides_are_read_in_order_and_nothing_is_doubted(
    lin: Tipster, conversation: Conversation
) -> None:
    answered(conversation, "Since when?")
    lin.comes_back()
    lin.answers("Since the spring.")

    answered(conversation, "By whom?", seq=1)
    lin.goes_to("/mailbox/letters/")

    assert lin.page.letters == ["The exit is chained.", "Since when?", "Since the spring.", "By whom?"]
    assert lin.page.warnings == [[]] * 4


def test_an_answer_with_a_file_reaches_the_reviewers_sealed(lin: Tipster, conversation: Conversation) -> None:
    lin.comes_back()

    lin.answers("Here is a photo.", {"exit.jpg": b"a photo"})

    letter = opened_by("amara", conversation)[1]
    assert (letter.text, letter.seq, letter.files[0].name) == ("Here is a photo.", 1, "exit.jpg")
    assert letter.seen == hashlib.sha256(conversation.letters.all()[0].sealed).digest()
    assert lin.downloads() == b"a photo"


def test_a_file_without_a_word_is_an_answer(lin: Tipster, conversation: Conversation) -> None:
    lin.comes_back()

    lin.answers("", {"exit.jpg": b"a photo"})

    assert len(opened_by("amara", conversation)) == 2


def test_the_same_answer_sent_twice_is_one_letter(lin: Tipster) -> None:
    lin.comes_back()
    form = lin.page.forms[0]

    lin.sends_letter(form, "Since the spring.", {"exit.jpg": b"a photo"})
    lin.sends_letter(form, "Since the spring.", {"exit.jpg": b"a photo"})

    assert lin.status == 200
    assert lin.page.letters == ["The exit is chained.", "Since the spring."]
    assert SealedFile.objects.count() == 1


def test_an_answer_that_was_changed_after_sending_comes_back_and_can_be_sent(lin: Tipster) -> None:
    lin.comes_back()
    form = lin.page.forms[0]
    lin.sends_letter(form, "Since the spring.")

    lin.sends_letter(form, "Since the spring, on every night shift.")
    assert "A letter was sent with this form already." in lin.page.text
    assert lin.page.box == "Since the spring, on every night shift."

    lin.answers(lin.page.box)

    assert lin.page.letters[1:] == ["Since the spring.", "Since the spring, on every night shift."]


def test_nothing_written_is_said_and_the_letters_stay(lin: Tipster) -> None:
    lin.comes_back()

    lin.answers(" ")

    assert lin.status == 422
    assert "Write one sentence, or add a file." in lin.page.text
    assert lin.page.letters == ["The exit is chained."]


@pytest.mark.parametrize("letter", ["", "short", "A" * 22 + "\n"])
def test_a_form_without_a_right_id_makes_no_error_of_ours(lin: Tipster, letter: str) -> None:
    lin.comes_back()
    form = lin.page.forms[0]
    form.hidden["letter"] = letter

    lin.sends_letter(form, "Since the spring.")

    assert (lin.status, Letter.objects.count()) in {(200, 2), (422, 1)}


def test_a_damaged_letter_shows_as_damaged_and_hides_no_other(
    lin: Tipster, conversation: Conversation
) -> None:
    answered(conversation, "Since when?")
    answered(conversation, "And where?", seq=1)
    row = conversation.letters.all()[1]
    models.Letter.objects.filter(pk=row.pk).update(sealed=row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))

    lin.comes_back()

    assert lin.page.letters == ["The exit is chained.", "", "And where?"]
    assert lin.page.warnings[1] == ["This letter is damaged and cannot be opened."]


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [
        ("en", "sealed in a browser", "The line says 2026-01-02. That is not the day that was signed."),
        ("zh-hans", "在浏览器里加密封存", "本站说是 2026-01-02。这不是签过名的日期。"),
    ],
)
def test_the_day_beside_a_letter_is_the_one_that_was_signed(
    lin: Tipster, conversation: Conversation, language: str, shown: str, said: str
) -> None:
    answered(conversation, "Since when?")
    conversation.letters.filter(position=1).update(day=date(2026, 1, 2))
    elsewhere = Tipster(language)

    elsewhere.comes_back(lin.code)

    assert f"{today()} · {shown} {said}" in elsewhere.page.text
    assert elsewhere.page.text.count("2026-01-02") == 1


def test_of_a_damaged_letter_only_the_line_tells_side_and_day(
    lin: Tipster, conversation: Conversation
) -> None:
    answered(conversation, "Since when?")
    row = conversation.letters.all()[1]
    models.Letter.objects.filter(pk=row.pk).update(sealed=row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))

    lin.comes_back()

    assert f"The line says: from a reader The line says: {today()}" in lin.page.text


def test_after_a_damaged_letter_of_one_s_own_the_next_number_is_still_right(
    lin: Tipster, conversation: Conversation
) -> None:
    lin.comes_back()
    for text in ("Since the spring.", "In hall 3."):
        lin.answers(text)
    row = conversation.letters.all()[1]
    models.Letter.objects.filter(pk=row.pk).update(sealed=row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))

    lin.goes_to("/mailbox/letters/")
    lin.answers("By the foreman.")

    assert lin.page.letters == ["The exit is chained.", "", "In hall 3.", "By the foreman."]
    assert lin.page.warnings[3] == []


def test_a_letter_that_was_left_out_is_missed(lin: Tipster, conversation: Conversation) -> None:
    answered(conversation, "Since when?")
    answered(conversation, "And where?", seq=1)
    conversation.letters.all()[1].delete()

    lin.comes_back()

    assert lin.page.letters == ["The exit is chained.", "And where?"]
    assert lin.page.warnings[1] == ["Before this letter one is missing."]


def test_a_letter_put_there_twice_is_noticed(lin: Tipster, conversation: Conversation) -> None:
    answered(conversation, "Since when?")
    first = conversation.letters.all()[1]
    Letter.objects.create(
        office=first.office,
        conversation=conversation,
        number=0,
        position=2,
        from_office=True,
        day=first.day,
        sealed=first.sealed,
    )

    lin.comes_back()

    assert lin.page.warnings == [[], [], ["This letter repeats the number of an earlier one."]]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This letter is not from whom it says."), ("zh-hans", "这封信不是署名的人写的。")],
)
def test_a_stranger_who_writes_as_the_office_is_noticed(
    lin: Tipster, conversation: Conversation, language: str, said: str
) -> None:
    answered(conversation, "Tell us your name.", by=STRANGER)
    elsewhere = Tipster(language)

    elsewhere.comes_back(lin.code)

    assert elsewhere.page.letters[1] == "Tell us your name."
    assert elsewhere.page.warnings[1] == [said]


def test_another_channel_s_reviewer_is_nobody_here(lin: Tipster, conversation: Conversation) -> None:
    answered(conversation, "Tell us your name.", by=keys_of("wei"))

    lin.comes_back()

    assert lin.page.warnings[1] == ["This letter is not from whom it says."]


def test_a_reviewer_s_letter_that_is_shown_as_the_tipster_s_is_noticed(
    lin: Tipster, conversation: Conversation
) -> None:
    answered(conversation, "I take it all back.", from_office=False)

    lin.comes_back()

    assert lin.page.warnings[1] == ["This letter is not from whom it says."]


def test_a_first_letter_that_is_not_the_tipster_s_vouches_for_nobody(
    lin: Tipster, conversation: Conversation
) -> None:
    first = opened_by("amara", conversation)[0]
    forged = replace(first, author=STRANGER.signing.verifying_key, text="Forged.")
    key = conversation_key("amara", conversation)
    conversation.letters.update(sealed=seal_letter(forged, STRANGER.signing, key.recipient))
    answered(conversation, "Since when?")

    lin.comes_back()

    assert lin.page.letters == ["Forged.", "Since when?"]
    assert lin.page.warnings == [["This letter is not from whom it says."]] * 2


def grants_a_new_key(conversation: Conversation, by: StaffKeys) -> HybridIdentity:
    """Somebody makes key 1 and grants it to the mailbox."""
    key = HybridIdentity.generate()
    mailbox = HybridRecipient.parse(conversation.mailbox.recipient)
    grant = Grant(conversation.id, 1, mailbox.holder, key, by.signing.verifying_key)
    models.Grant.objects.create(
        office=conversation.office,
        conversation=conversation,
        number=1,
        holder=mailbox.holder,
        sealed=seal_grant(grant, mailbox, by.signing),
    )
    return key


def test_a_key_that_a_reviewer_grants_is_used_for_the_next_letter(
    lin: Tipster, conversation: Conversation
) -> None:
    key = grants_a_new_key(conversation, keys_of("amara"))
    answered(conversation, "Under a new key.", key=key, number=1)

    lin.comes_back()
    lin.answers("Understood.")

    assert lin.page.letters == ["The exit is chained.", "Under a new key.", "Understood."]
    assert lin.page.warnings == [[]] * 3
    assert conversation.letters.all()[2].number == 1


@pytest.mark.parametrize("by", [STRANGER, keys_of], ids=["a stranger", "another channel's reviewer"])
def test_a_key_from_anybody_else_is_never_written_under(
    lin: Tipster, conversation: Conversation, by: object
) -> None:
    grants_a_new_key(conversation, keys_of("wei") if callable(by) else STRANGER)

    lin.comes_back()
    lin.answers("For the reviewers alone.")

    assert conversation.letters.all()[1].number == 0
    assert opened_by("amara", conversation)[1].text == "For the reviewers alone."


def test_a_key_0_that_was_exchanged_is_never_written_under_and_no_text_is_lost(
    lin: Tipster, conversation: Conversation
) -> None:
    mailbox = HybridRecipient.parse(conversation.mailbox.recipient)
    foreign = Grant(conversation.id, 0, mailbox.holder, HybridIdentity.generate())
    rows = models.Grant.objects.filter(holder=mailbox.holder)
    rows.update(sealed=seal_grant(foreign, mailbox))

    lin.comes_back()
    lin.answers("For the reviewers alone.")

    assert lin.status == 422
    assert "Your letter was not sent: the key of this mailbox is damaged" in lin.page.text
    assert lin.page.box == "For the reviewers alone."
    assert conversation.letters.count() == 1


def test_nothing_is_written_under_a_past_that_somebody_made_up_with_a_move_to_this_mailbox(
    lin: Tipster, conversation: Conversation
) -> None:
    mailbox = HybridRecipient.parse(conversation.mailbox.recipient)
    key, other = HybridIdentity.generate(), STRANGER.signing
    first = replace(opened_by("amara", conversation)[0], author=other.verifying_key, text="Forged.")
    theirs = replace(first, mailbox=MailboxAddress(str(mailbox), other.verifying_key))
    move = replace(first, seq=1, mailbox=MailboxAddress(str(mailbox), conversation.mailbox.verifying_key))
    unsigned = seal_grant(Grant(conversation.id, 0, mailbox.holder, key), mailbox)
    models.Grant.objects.filter(holder=mailbox.holder).update(sealed=unsigned)
    conversation.letters.update(sealed=seal_letter(theirs, other, key.recipient))
    answered(conversation, "", key=key, from_office=False)
    conversation.letters.filter(position=1).update(sealed=seal_letter(move, other, key.recipient))

    lin.comes_back()
    lin.answers("For the reviewers alone.")

    assert lin.status == 422
    assert lin.page.box == "For the reviewers alone."
    assert conversation.letters.count() == 2


def test_without_any_key_the_page_still_opens(lin: Tipster, conversation: Conversation) -> None:
    models.Grant.objects.all().delete()

    lin.comes_back()

    assert lin.page.warnings == [["This letter is damaged and cannot be opened."]]
    assert conversation.letters.count() == 1


def test_another_tip_s_file_is_not_found(lin: Tipster, conversation: Conversation) -> None:
    other = Tipster()
    other.tells("The alarm is off.", {"alarm.txt": b"off"})
    foreign = SealedFile.objects.exclude(conversation=conversation).get()

    lin.comes_back()
    lin.goes_to(f"/mailbox/files/{foreign.id}/")

    assert lin.status == 404
