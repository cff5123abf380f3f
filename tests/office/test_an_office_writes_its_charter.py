from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from offices import change, fairwitness, new_office

from fairwitness.office.bodies import Body
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.founding import preset_text
from fairwitness.office.kinds import KINDS
from fairwitness.office.texts import Texts

PRESET = preset_text()
TWIN = '\n[[channels]]\nslug = "public"\nkinds = ["retaliation"]\nname = { en = "A", zh-hans = "甲" }\nintroduction = { en = "B", zh-hans = "乙" }\nreaders = [{ role = "c", name = { en = "C", zh-hans = "丙" } }]\n'


def problems(text: str) -> list[str]:
    with pytest.raises(CharterError) as refused:
        parse(text)
    return refused.value.problems


def line_with(text: str, part: str) -> int:
    """On which line it stands last, notes left out."""
    lines = enumerate((line.split("#")[0] for line in text.splitlines()), 1)
    return max(number for number, line in lines if part in line)


def test_the_charter_that_init_writes_is_accepted() -> None:
    charter = parse(PRESET)

    assert charter.channel("public").kinds == tuple(KINDS)
    assert charter.name.in_language("zh-hans") == "公共利益办公室"


@pytest.mark.parametrize(
    ("right", "wrong", "stands_in", "said"),
    [
        ('"harm-to-animals"', '"rumour"', "rumour", "“rumour” is not one of the kinds that this product takes"),
        ('"harm-to-animals"', '"concealment"', "concealment", "“concealment” stands twice in kinds"),
        ('    "retaliation",\n', "", "kinds", "“channels.kinds” leaves out “retaliation”"),
        ("acknowledge_days = 7 ", "", "[deadlines]", "“deadlines.acknowledge_days” is missing"),
        ("acknowledge_days = 7 ", "acknowledge_days = 8 ", "= 8", "cannot be “8”. Write a number of days from 1 to 7"),
        ("feedback_days = 90 ", "feedback_days = true ", "= true", "cannot be “True”. Write a number of days from 1 to 90"),
        ("= 60", '= "never"', "never", "cannot be “never”. Write a number of days"),
        ("= 60", "= 61", "= 61", "from 1 to 60"),
        ('zh-hans = "公共利益办公室"', 'zh-hans = " "', '" "', "“name.zh-hans” is empty or missing"),
        ('zh-hans = "面向所有人"', "", "[channels.name]", "“channels.name.zh-hans” is empty or missing"),
        ("feedback_days = 90 ", "feedback_dais = 90 ", "dais", "“deadlines.feedback_dais” means nothing here"),
        ("[retention]", "[retension]", "[retension]", "“retension” means nothing here"),
        ('slug = "public"', 'slug = "Public"', "slug", "Write it like “public”"),
        ("http://127.0.0.1:8000", "http://[::1", "[::1", "“http://[::1” is not of the right form"),
        ("http://127.0.0.1:8000", "tips.example.org", "addresses", "Write it like “https://tips.example.org”"),
        ('"http://127.0.0.1:8000"', "80", "addresses", "“80” is not of the right form"),
        (
            "danger_to_life = false",
            'danger_to_life = "yes"',
            'danger_to_life = "yes"',
            "“channels.danger_to_life” must be true or false.",
        ),
        ("files = 40 ", 'files = "40" ', "files", "“limits.files” must be a number from 1 to 100"),
        ("[[channels]]", "[channels]", "[channels]", "There is no channel. Add a [[channels]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_its_remedy(
    right: str, wrong: str, stands_in: str, said: str
) -> None:
    text = PRESET.replace(right, wrong, 1)

    (told,) = [problem for problem in problems(text) if said in problem]

    where, _, sentence = told.partition(": ")
    assert where == f"charter.toml, line {line_with(text, stands_in)}"
    assert re.search(r"(Write|Take|Choose|List|Add) ", sentence)


def test_a_second_channel_of_the_same_name_is_named_by_its_own_line() -> None:
    text = PRESET + TWIN

    told = problems(text)

    assert told == [
        f"charter.toml, line {line_with(text, 'slug =')}: “public” is another channel's slug. Choose one of its own."
    ]


def test_a_text_of_several_lines_moves_no_line_number() -> None:
    long = '"""\n[retention]\nunconfirmed_days = 1\n"""'
    text = PRESET.replace('"Office for the Public Interest"', long).replace("= 60", "= 0")

    (told,) = problems(text)

    assert told.startswith(f"charter.toml, line {line_with(text, 'unconfirmed_days')}: ")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = PRESET.replace("= 60", "= 0").replace("= 90", "= 91").replace('"harm-to-animals"', '"espionage"')

    assert len(problems(text)) == 3


def test_a_typing_error_is_said_with_its_line() -> None:
    text = PRESET.replace('zh-hans = "公共利益办公室"', 'zh-hans = "公共利益办公室')

    (told,) = problems(text)

    assert f"at line {line_with(text, '公共利益办公室')}," in told
    assert told.endswith("Look for a missing quotation mark or bracket.")


def test_a_charter_saved_in_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")
    folder.charter.write_bytes(PRESET.encode("gb18030"))

    said = fairwitness(
        "keys", "staff", "amara", "--channel", "public", "--role", "board", "--dir", folder.path
    )

    first = min(number for number, line in enumerate(PRESET.split("\n"), 1) if not line.isascii())
    assert (said.code, said.sentence) == (
        1,
        f"charter.toml, line {first}: this is no UTF-8. Let your editor save the file as UTF-8.",
    )


def test_a_mark_that_an_editor_puts_first_does_no_harm(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office")

    folder.charter.write_bytes(b"\xef\xbb\xbf" + PRESET.replace("\n", "\r\n").encode())

    assert folder.promises().channels[0].slug == "public"


def test_check_says_what_is_wrong_with_a_charter_and_shows_no_traceback(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "office", "amara", "noor")
    change(folder.charter, "= 60", '= "never"')

    said = fairwitness("check", folder.path)

    number = line_with(folder.charter.read_text("utf-8"), "never")
    assert (said.code, said.err) == (1, "")
    assert said.out == (
        f"office.E002: charter.toml, line {number}: “retention.unconfirmed_days” cannot be “never”. "
        "Write a number of days from 1 to 60.\n"
    )


def test_a_charter_may_name_no_body_and_then_knows_none() -> None:
    without = re.sub(r"(?s)# Bodies outside.*?(?=\[\[channels)", "", PRESET)

    charter = parse(without)

    assert charter.bodies == ()
    with pytest.raises(KeyError):
        charter.body("emergency-services")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('slug = "emergency-services"', "“emergency-services” is another body's slug"),
        ('slug = "political-police"', "“bodies.slug” asks for"),
        ('slug = "rescue"\nfor = "all"', "“bodies.for” means nothing here"),
    ],
)
def test_a_body_of_the_charter_has_a_name_of_its_own_and_says_what_it_does(wrong: str, said: str) -> None:
    twin = f'\n[[bodies]]\n{wrong}\nname = {{ en = "A", zh-hans = "甲" }}\ndoes = {{ en = "B", zh-hans = "乙" }}\n'

    assert any(said in problem for problem in problems(PRESET + twin))


def test_a_body_is_asked_about_by_its_slug_and_a_hash_of_all_that_the_charter_says_of_it() -> None:
    body = Body("rescue", Texts({"en": "A", "zh-hans": "甲"}), Texts({"en": "B", "zh-hans": "乙"}))
    told = '{"slug":"rescue","name":{"en":"A","zh-hans":"甲"},"does":{"en":"B","zh-hans":"乙"}}'

    digest = urlsafe_b64encode(sha256(told.encode()).digest()[:16]).decode().rstrip("=")

    assert body.asked_as == f"rescue {digest}"
    assert len(digest) == 22


@pytest.mark.parametrize(
    "other",
    [
        {"name": Texts({"en": "A", "zh-hans": "乙"})},
        {"does": Texts({"en": "It pays.", "zh-hans": "甲"})},
        {"slug": "rescuers"},
    ],
    ids=str,
)
def test_a_body_that_is_described_otherwise_in_any_language_is_asked_about_otherwise(
    other: dict[str, Any],
) -> None:
    same = Texts({"en": "A", "zh-hans": "甲"})

    body = Body("rescue", same, same)

    assert replace(body, **other).asked_as != body.asked_as
    assert Body("rescue", Texts({"zh-hans": "甲", "en": "A"}), same).asked_as == body.asked_as
