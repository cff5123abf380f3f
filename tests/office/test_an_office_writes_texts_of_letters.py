from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from made_up_office import FOLDER
from offices import new_office

from fairwitness.office import letter_texts
from fairwitness.office.charter import CharterError
from fairwitness.office.letter_texts import parse, shipped
from fairwitness.site.copies import own_files

ONE = """[[letters]]
slug = "thanks"
name.en = "Thanks"
name.zh-hans = "谢谢"
text.en = "Thank you. We have read it."
text.zh-hans = "谢谢您，我们读过了。"
"""


def problems_of(text: str) -> list[str]:
    """All that is wrong with such a file."""
    with pytest.raises(CharterError) as refused:
        parse(text, "letters.toml")
    return refused.value.problems


def test_five_texts_ship_in_both_languages() -> None:
    texts = shipped()

    assert [one.slug for one in texts] == ["received", "question", "more-time", "done", "not-for-us"]
    assert all(one.text.of.keys() == one.name.of.keys() == {"en", "zh-hans"} for one in texts)


def test_an_office_s_own_stand_instead_and_count_at_once(tmp_path: Path, settings: LazySettings) -> None:
    folder = settings.FOLDER = new_office(tmp_path / "office", "amara")
    before = letter_texts.current()

    folder.letters.write_text(ONE, "utf-8")

    assert [before, [one.slug for one in letter_texts.current()]] == [shipped(), ["thanks"]]
    assert folder.letters in own_files(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "We have read it.",
            "What is your religion?",
            "letters.toml, line 5: “letters.text.en” asks for religion",
        ),
        ("我们读过了。", "您信什么教？", "letters.toml, line 6: “letters.text.zh-hans” asks for religion"),
        ("We have read it.", "We know the offender.", "letters.toml, line 5: “text.en” says “offender”."),
        ("我们读过了。", "嫌疑人已经知道。", "letters.toml, line 6: “text.zh-hans” says “嫌疑”."),
        ("We have read it.", "x" * 5_001, "letters.toml, line 5: “text.en” has"),
        ('slug = "thanks"', 'slug = "Thanks!"', "letters.toml, line 2: “letters.slug” is missing"),
        ('name.zh-hans = "谢谢"', "", "letters.toml, line 3: “letters.name.zh-hans” is empty or missing."),
    ],
)
def test_what_breaks_a_rule_is_said_with_file_and_line(right: str, wrong: str, said: str) -> None:
    found = problems_of(ONE.replace(right, wrong))

    assert [one for one in found if one.startswith(said)] == found[:1]


def test_two_of_one_name_are_one_too_many() -> None:
    found = problems_of(ONE + ONE)

    assert found == ["letters.toml, line 8: “thanks” is another text's slug. Choose one of its own."]


def test_the_check_of_an_office_names_it_and_readers_keep_those_that_ship(
    tmp_path: Path, settings: LazySettings
) -> None:
    folder = settings.FOLDER = new_office(tmp_path / "office", "amara")
    folder.letters.write_text(ONE.replace("We have read it.", "What is your religion?"), "utf-8")

    found = [one for one in run_checks() if one.id == "office.E016"]

    assert [one.msg.partition(":")[0] for one in found] == ["letters.toml, line 5"]
    assert letter_texts.current() == shipped()


def test_the_made_up_office_has_none_of_its_own() -> None:
    assert not FOLDER.letters.exists()
