"""A reader has lost their words, the two keepers type their halves, and a real tip opens again: by the real programs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from cli.copied import Line
from offices import Said, fairwitness, new_office

from fairwitness.office.founding import add_staff, sign_sheet
from fairwitness.office.inviting import invite

KEEPERS = '\n[[recovery]]\nen = "The notary"\nzh-hans = "公证人"\n\n[[recovery]]\nen = "The chair"\nzh-hans = "主席"\n'
MAKE = """
import json, secrets
from django.conf import settings
from fairwitness.crypto.age import seal
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.keys import StaffKeys
from fairwitness.office.inviting import MadeKeys, accept
words, seed = StaffPassphrase.generate(), secrets.token_bytes(32)
keys, derived = StaffKeys.from_seed(seed), words.derive(settings.FOLDER.line(), "amara")
sealed = seal(seed, [derived.unlock.recipient])
made = MadeKeys(keys.identity.recipient, keys.signing.verifying_key, derived.sign_in, sealed)
accept(settings.FOLDER, "amara", {secret!r}, made)
print(json.dumps(" ".join(words.words)))
"""
READ = """
from django.conf import settings
from fairwitness.crypto.age import open_sealed
from fairwitness.crypto.codes import StaffPassphrase
from fairwitness.crypto.grants import open_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.letters import open_letter
from fairwitness.office.models import Staff
from fairwitness.sealed.models import Grant
unlock = StaffPassphrase.read({words!r}).derive(settings.FOLDER.line(), "amara").unlock
sealed = Staff.objects.get(sign_in_name="amara").keys.get().sealed_seed
identity = StaffKeys.from_seed(open_sealed(sealed, [unlock])).identity
for one in Grant.objects.filter(holder=identity.recipient.holder):
    key = open_grant(one.sealed, identity, one.conversation_id, one.number).identity
    print([open_letter(letter.sealed, [key]).text for letter in one.conversation.letters.all()])
"""


def halves(said: Said) -> list[str]:
    pages = said.out.split("\f")[:2]
    return [" ".join(re.findall(r"^ +\d+  \d{4}  (\w+)$", page, re.MULTILINE)) for page in pages]


def test_both_halves_and_new_words_open_it_again(tmp_path: Path) -> None:
    line = Line(new_office(tmp_path / "office").path)
    folder, at = line.folder, ("--dir", line.folder.path)
    folder.charter.write_text(folder.charter.read_text("utf-8") + KEEPERS, "utf-8")
    for name in ("amara", "noor"):
        add_staff(folder, name, "public", role="board")
    on_paper = halves(fairwitness("keys", "recovery", *at))
    sign_sheet(folder, "public")
    line.tells("The exit is chained.")
    words = json.loads(
        line.does(MAKE.format(secret=invite(folder, "amara", "public", role="board", again=True)))
    )
    sign_sheet(folder, "public")
    line.does("")

    copy, out = shutil.copytree(folder.path, tmp_path / "offline"), tmp_path / "recovered.json"
    typed = "\n".join([*on_paper, words]) + "\n"
    opened = fairwitness("keys", "recover", "--reader", "amara", "--out", out, "--dir", copy, typed=typed)
    taken = fairwitness("keys", "recovered", out, "--reader", "amara", *at)

    assert (opened.code, opened.out.splitlines()[0][:22]) == (0, "1 tips are sealed to “"), opened
    assert taken.out.strip() == "“amara” reads 1 tips again. 0 were left as they are."
    assert line.does(READ.format(words=words)) == "['The exit is chained.']"
