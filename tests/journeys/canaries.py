"""Words that stand in every field of a journey and nowhere else, and everything else that nobody may find."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from journeys.lines import ServedLine

from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.encoding import unb64

CANARY = {"en": "kittiwake nest", "zh-hans": "翠鸟衔蓝线"}
BADLY = "heron's nest 苍鹭的巢"  # in what was cut, refused, or met a fault of ours
STORY = ("text", "where", "told_anyone")
YOU = ("name", "contact", "guess")
LATER = ("else", "wrong", "others", "record")
CONTENT = 9_000  # times: more than one sealed chunk


def fields(names: tuple[str, ...], language: str) -> dict[str, str]:
    """A canary in each of them."""
    return {name: said(name, language) for name in names}


def said(what: str, language: str) -> str:
    """A sentence with the canary in the middle."""
    return f"“{what}”: {CANARY[language]}, {what}."


def content(language: str) -> bytes:
    """Of a file: the canary, and the canary again."""
    return f"{CANARY[language]}; ".encode() * CONTENT


def a_file(folder: Path, what: str, language: str) -> Path:
    """With a canary in its name."""
    path = folder / f"{CANARY[language]} {what}.jpg"
    path.write_bytes(content(language))
    return path


def secrets_of(line: ServedLine, codes: list[str]) -> dict[str, bytes]:
    """Canaries, codes, and what opens mailboxes and desks; of words two that stand side by side."""
    found = {f"canary {language}": word.encode() for language, word in CANARY.items()}
    found |= {"sent badly": BADLY.encode(), "the end of it": BADLY[-4:].encode()}
    line_id = unb64((line.folder / "office" / "line.id").read_text().strip())
    for number, code in enumerate(map(TipCode.read, codes)):
        found |= _pairs(list(code.words)) | _pairs([f"{one:04}" for one in code.numbers])
        found |= {f"entropy {number}": code.entropy, f"seed {number}": code.mailbox_seed(line_id)}
    for one in line.reviewers:
        words = StaffPassphrase.read(one["passphrase"])
        derived = words.derive(line_id, one["sign_in_name"])
        found |= _pairs(list(words.words))
        found |= {f"unlocks {one['sign_in_name']}": derived.unlock.reveal().encode()}
        found |= {f"signs in {one['sign_in_name']}": derived.sign_in.encode()}
    return found


def _pairs(words: list[str]) -> dict[str, bytes]:
    return {f"{one} {two}": f"{one} {two}".encode() for one, two in pairwise(words)}
