"""What an office may add to a channel: five questions, two later ones, and the roles of those who read."""

from __future__ import annotations

import pytest

from fairwitness.office.channels import OWN_QUESTIONS
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.founding import preset_text

TEXT = '{ en = "Since when?", zh-hans = "从什么时候开始？" }'


def with_tables(*tables: str) -> str:
    return "\n".join([preset_text(), *tables])


def question(name: str, *, kind: str = "questions", more: str = "") -> str:
    return f'[[channels.{kind}]]\nid = "{name}"\ntext = {TEXT}\n{more}\n'


def problems_of(text: str) -> list[str]:
    with pytest.raises(CharterError) as error:
        parse(text)
    return error.value.problems


def test_a_question_is_one_line_or_a_choice() -> None:
    [channel] = parse(preset_text()).channels
    danger, told = channel.questions

    assert [option.of["en"] for option in danger.options] == ["Yes", "Perhaps soon", "No", "I do not know"]
    assert told.options == ()
    assert told.text.of["zh-hans"] == "您告诉过谁？结果怎样？"


def test_five_questions_and_two_later_ones_are_enough() -> None:
    right = with_tables(*(question(f"more-{n}") for n in range(3)), question("later", kind="later"))
    [channel] = parse(right).channels

    problems = problems_of(right + question("a-sixth") + question("a-third", kind="later"))

    assert (len(channel.questions), len(channel.later)) == (5, 2)
    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "There are 6 channels.questions; 5 are possible. Take some out.",
        "There are 3 channels.later; 2 are possible. Take some out.",
    ]


@pytest.mark.parametrize("own", sorted(OWN_QUESTIONS))
def test_the_questions_of_the_product_cannot_be_asked_in_other_words(own: str) -> None:
    text = with_tables(question(own))

    problems = problems_of(text)

    line = _line(text, '"' + own + '"')
    said = f"charter.toml, line {line}: “{own}” is the name of a question"
    assert [one for one in problems if one.startswith(said)]


@pytest.mark.parametrize("wrong", ["Since When", "seit_wann", "", "1st", "x" * 41])
def test_an_id_is_a_slug(wrong: str) -> None:
    [problem] = problems_of(with_tables(question(wrong)))

    assert "“channels.questions.id” is missing or not of the right form" in problem


def test_a_question_stands_once_among_all_of_a_channel() -> None:
    [problem] = problems_of(with_tables(question("danger-now", kind="later")))

    assert "“danger-now” is another question's id" in problem


def test_one_option_is_no_choice() -> None:
    text = with_tables(question("since", more=f"options = [{TEXT}]"))

    [problem] = problems_of(text)

    assert "One option is no choice" in problem


def test_an_option_stands_in_both_languages() -> None:
    half = TEXT.split(",", maxsplit=1)[0] + " }"
    text = with_tables(question("since", more=f"options = [{TEXT}, {half}]"))

    [problem] = problems_of(text)

    assert "“channels.questions.options.zh-hans” is empty or missing" in problem


def test_somebody_has_to_read() -> None:
    text = preset_text()
    nobody = text[: text.index("[[channels.readers]]")] + text[text.index("# Questions of your own") :]

    [problem] = problems_of(nobody)

    assert "There is no reader. Add a [[channels.readers]]" in problem


def test_what_is_wrong_in_the_second_table_of_the_second_channel_is_found_on_its_line() -> None:
    second = preset_text().split("[[channels]]")[1].replace('"public"', '"second"')
    text = preset_text() + "\n[[channels]]" + second.replace('role = "board"', 'role = "The Board"')

    [problem] = problems_of(text)

    assert problem.startswith(f"charter.toml, line {_line(text, 'The Board')}: “channels.readers.role”")


def test_a_text_over_several_lines_does_not_shift_the_lines() -> None:
    before, after = preset_text().split("[channels.introduction]")
    text = f'{before}[channels.introduction]\nen = """\n[a]\nkinds = 3\n"""\n{after.split(chr(10), 2)[2]}'
    wrong = text.replace('role = "board"', "role = 3")

    [problem] = problems_of(wrong)

    assert f"line {_line(wrong, 'role = 3')}:" in problem


@pytest.mark.parametrize(
    "part", ["readers", "confidentiality", "outside", "advice", "protection", "complaints"]
)
def test_the_information_page_has_no_empty_part(part: str) -> None:
    text = preset_text()
    begin = text.index(f"[about.{part}]")
    without = text[:begin] + text[text.index("\n\n", begin) :]

    problems = problems_of(without)

    assert {problem.split("“")[1].split("”")[0] for problem in problems} == {
        f"about.{part}.en",
        f"about.{part}.zh-hans",
    }


def _line(text: str, part: str) -> int:
    return text[: text.rindex(part)].count("\n") + 1
