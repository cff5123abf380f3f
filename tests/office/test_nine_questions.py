"""Noor founds an office: nine questions, and a charter that passes."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fairwitness.cli import main
from fairwitness.office.charter import load, parse
from fairwitness.office.founding import found, preset_text
from fairwitness.office.nine_questions import charter_from_answers

RIGHT = {
    1: "company",
    2: 'Harbour Works \\ "Speak up"',
    3: "港湾工程“直言”办公室",
    4: "https://tips.example.org/， http://" + "a2" * 28 + ".onion",
    5: "For those who build here. | 面向在这里施工的人；也面向供应商，请直说。",
    6: "Safety officer | 安全员； Lawyer from outside ｜ 外聘律师",
    7: "https://www.who.int/",
    8: "The labour inspectorate | 劳动监察部门",
    9: "30",
}


class Terminal:
    """Somebody who answers, by the number of the question; what was not foreseen is Enter."""

    def __init__(self, answers: dict[int, str], then: dict[int, str] | None = None) -> None:
        self._answers = [dict(answers), dict(then or {})]
        self.asked: list[str] = []
        self.said: list[str] = []

    def ask(self, prompt: str) -> str:
        number = int(prompt.strip().split(".")[0])
        again = sum(before.strip().startswith(f"{number}.") for before in self.asked)
        self.asked.append(prompt)
        return self._answers[again].get(number, "") if again < len(self._answers) else ""

    def charter(self) -> str:
        return charter_from_answers(self.ask, self.said.append)


def test_enter_nine_times_is_the_preset() -> None:
    noor = Terminal({})

    text = noor.charter()

    assert text == preset_text("ngo")
    assert len(noor.asked) == 9
    assert all("[" in prompt for prompt in noor.asked)  # each shows what Enter keeps


def test_nine_answers_are_the_charter() -> None:
    charter = parse(Terminal(RIGHT).charter())
    [channel] = charter.channels

    assert charter.preset == "company"
    assert charter.name.of == {"en": RIGHT[2], "zh-hans": RIGHT[3]}
    assert charter.addresses == ("https://tips.example.org", "http://" + "a2" * 28 + ".onion")
    assert channel.introduction.of == dict(zip(("en", "zh-hans"), RIGHT[5].split(" | "), strict=True))
    assert [(reader.role, reader.name.of["zh-hans"]) for reader in channel.readers] == [
        ("safety-officer", "安全员"),
        ("lawyer-from-outside", "外聘律师"),
    ]
    assert charter.exit == RIGHT[7]
    assert charter.about.complaints.of["en"].startswith("The labour inspectorate\nIt does not belong")
    assert charter.retention.unconfirmed_days == 30


def test_the_comments_stay() -> None:
    def comments(text: str) -> list[str]:
        return [line[line.index("#") :] for line in text.splitlines() if "#" in line]

    text = Terminal(RIGHT).charter()

    assert comments(text) == comments(preset_text("company"))


@pytest.mark.parametrize(
    ("number", "wrong", "said"),
    [
        (1, "police", "There is no preset “police”"),
        (2, "Religion", "asks for religion or belief"),
        (3, "国籍", "asks for nationality"),
        (4, "tips.example.org", "not of the right form"),
        (5, "In English only", "Write both languages"),
        (5, "Please give your nationality. | 请直说。", "asks for nationality"),
        (6, "Lawyer | 律师; Lawyer | 律师", "is another reader's role"),
        (6, "律师 | 律师", "“channels.readers.role” is missing"),
        (7, "http://www.who.int/", "“exit” is missing or not of the right form"),
        (8, "The court", "Write both languages"),
        (9, "never", "Write a number of days"),
        (9, "61", "Write a number of days from 1 to 60"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(number: int, wrong: str, said: str) -> None:
    noor = Terminal({number: wrong}, {number: ""})

    text = noor.charter()

    assert text == preset_text("ngo")
    assert len(noor.asked) == 10
    assert said in "\n".join(noor.said)


@pytest.mark.parametrize("arguments", [[], ["--preset", "newsroom"], ["--preset", "newsroom", "--yes"]])
def test_without_a_terminal_the_preset_is_taken_as_it_stands(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    done = main(["init", str(tmp_path / "office"), *arguments])

    assert done == 0
    assert (tmp_path / "office/charter.toml").read_text("utf-8") == preset_text(
        arguments[1] if arguments else "ngo"
    )


def test_on_a_terminal_the_nine_are_asked(tmp_path: Path) -> None:
    answers = "\n".join(RIGHT[number] for number in sorted(RIGHT)) + "\n"

    shown, ended = _on_a_terminal(tmp_path / "office", lambda _, hand: os.write(hand, answers.encode()))

    assert ended == 0
    assert "9. After how many days" in shown
    assert "A new office lies in" in shown
    assert load(tmp_path / "office/charter.toml").name.of["zh-hans"] == RIGHT[3]


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    def change_her_mind(run: subprocess.Popen[bytes], hand: int) -> None:
        os.write(hand, b"\n\n")
        shown = b""
        while b"\n3. " not in shown:
            shown += os.read(hand, 65536)
        while (
            run.poll() is None
        ):  # one that comes between the prompt and the reading is only seen by the next
            run.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(3)

    shown, ended = _on_a_terminal(tmp_path / "office", change_her_mind)

    assert ended == 1
    assert "Nothing was written." in shown
    assert not list(tmp_path.iterdir())


def test_what_is_cut_short_while_it_is_written_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fairwitness.office.founding.write_new", cut)
    with pytest.raises(KeyboardInterrupt):
        found(tmp_path / "office")

    assert not list(tmp_path.iterdir())


def _on_a_terminal(folder: Path, act: Callable[[subprocess.Popen[bytes], int], object]) -> tuple[str, int]:
    """`fairwitness init` at a terminal: what it showed at the end, and how it ended."""
    hand, screen = os.openpty()
    command = [sys.executable, "-m", "fairwitness", "init", str(folder)]
    with subprocess.Popen(command, stdin=screen, stdout=screen, stderr=screen) as run:
        os.close(screen)
        act(run, hand)
        shown = b""
        try:
            while piece := os.read(hand, 65536):
                shown += piece
        except OSError:  # how Linux says that nobody is left at the other side
            pass
        finally:
            os.close(hand)
        return shown.decode(), run.wait(30)
