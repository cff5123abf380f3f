"""A backup from before a reader had new keys brings back what they read then, and nothing that they lost since: by the real programs, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cli.copied import Line, new_database
from offices import new_office

from fairwitness.office.founding import add_staff, sign_sheet

WITH_WORDS = """
import json, secrets
from django.conf import settings
from fairwitness.crypto.age import open_sealed, seal
from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.grants import Grant as Given, open_grant, seal_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import open_letter
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Grant, Tip
folder, amara = settings.FOLDER, Staff.objects.get(sign_in_name="amara")
derived = StaffPassphrase.read({words!r}).derive(folder.line(), "amara")
seed = open_sealed(amara.keys.get().sealed_seed, [derived.unlock])
before = StaffKeys.from_seed(seed)
mine = Grant.objects.filter(holder=before.identity.recipient.holder)
def tip_of(code):
    return Tip.objects.get(conversations__mailbox__locator=TipCode.read(code).locator(folder.line()))
def opened(grant):
    return open_grant(grant.sealed, before.identity, grant.conversation_id, grant.number).identity
"""
SINCE = """
from fairwitness.office.actions import take_up
from fairwitness.office.founding import sign_sheet
from fairwitness.office.inviting import MadeKeys
from fairwitness.office.rotating import put_by
from fairwitness.sealed.actions.destroy import destroy
from fairwitness.sealed.actions.readers import GivenKey, seal_anew, take_off
next_seed = secrets.token_bytes(32)
keys = StaffKeys.from_seed(next_seed)
to, key = keys.identity.recipient, keys.signing
made = MadeKeys(to, key.verifying_key, derived.sign_in, seal(next_seed, [derived.unlock.recipient]))
put_by(folder, "amara", made, seal(seed, [to]))
sign_sheet(folder, "public")
take_up(folder)
for grant in mine:
    given = Given(grant.conversation_id, grant.number, to.holder, opened(grant), key.verifying_key)
    anew = GivenKey(grant.conversation_id, grant.number, seal_grant(given, to, key))
    seal_anew(grant.conversation.tip_id, [anew], by=amara.id)
_, off, gone = map(tip_of, {codes!r})
take_off(off.id, amara.id, by=Staff.objects.get(sign_in_name="noor").id)
destroy(gone, Tip.Outcome.WITHDRAWN)
"""
READ = """
print(json.dumps([
    [open_letter(letter.sealed, [opened(grant)]).text for grant in mine.filter(conversation__tip=tip_of(code))
     for letter in grant.conversation.letters.all()]
    for code in {codes!r}
]))
"""


@dataclass(frozen=True)
class Restored:
    """The line of before, put back: what Amara reads of three tips with the words that she had then, and what stands of them."""

    read: list[list[str]]
    states: str


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    place = tmp_path_factory.mktemp("anew")
    with new_database() as database, new_database() as another:
        line = Line(new_office(place / "office").path, database)
        words = [
            add_staff(line.folder, name, "public", role="board").passphrase for name in ("amara", "noor")
        ]
        sign_sheet(line.folder, "public")
        codes = [line.tells(text) for text in ("It stands.", "She was taken off.", "It was taken back.")]
        backup = line.backs_up(place / "backups")
        line.does((WITH_WORDS + SINCE).format(words=words[0], codes=codes))
        again = Line(place / "again", another)
        again.runs("restore", backup, again.folder.path, "--destroyed", line.folder.destroyed)
        read = json.loads(again.does((WITH_WORDS + READ).format(words=words[0], codes=codes)))
        yield Restored(read, again.asks("sorted(Tip.objects.values_list('state', flat=True))"))


def test_what_was_only_sealed_anew_is_there_and_opens_with_the_words_of_then(restored: Restored) -> None:
    assert restored.read[0] == ["It stands."]


def test_whom_somebody_took_off_since_holds_nothing_and_what_was_destroyed_is(restored: Restored) -> None:
    assert restored.read[1:] == [[], []]
    assert restored.states == "['destroyed', 'received', 'received']"
