from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from fairwitness.cli import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = [str(page.relative_to(ROOT)) for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))]
CODE = [str(file.relative_to(ROOT)) for file in (ROOT / "src").rglob("*.py")]
GUARDED = ["CONTRIBUTING.md", "docs/understanding/a-tips-life.md", "docs/understanding/threat-model.md"]
OURS = [
    f"/{file.relative_to(ROOT)}"
    for part in ("src", "tests", "scripts")
    for file in (ROOT / part).rglob("*.*")
]
SETTING = re.compile(r"FAIRWITNESS_[A-Z_]*[A-Z]")


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def commands_of(page: str) -> list[str]:
    """Lines of code blocks that run `fairwitness`, from that word on."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).splitlines()
    return [found[1] for line in lines if (found := re.search(r"(?:^|/bin/| )fairwitness (.+)$", line))]


def mentions_of(page: str) -> list[str]:
    """What a sentence writes as `fairwitness …`."""
    return re.findall(r"`(?:uv run )?fairwitness ([^`…]+)…?`", text_of(page))


def parses(words: list[str]) -> bool:
    try:
        parser().parse_args(words)
    except SystemExit:
        return False
    return True


def is_a_command(words: list[str]) -> bool:
    """Whether the words before the first option or name lead to a command."""
    here = parser()
    for word in words:
        inner = [one for one in here._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way to ask
        if here.address_means and word == "URL":
            return True
        if not inner or word.startswith("-"):
            return True
        if word not in inner[0].choices:
            return False
        here = inner[0].choices[word]
    return True


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_code_block_is_one(page: str) -> None:
    wrong = [line for line in commands_of(page) if not parses(shlex.split(line, comments=True))]

    assert not wrong


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_sentence_names_is_one(page: str) -> None:
    assert not [line for line in mentions_of(page) if not is_a_command(line.split())]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_of_ours_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text_of(page))

    assert not [link for link in links if not ((ROOT / page).parent / link).exists()]


@pytest.mark.parametrize("page", GUARDED)
def test_every_test_and_module_that_is_said_to_keep_a_promise_is_there(page: str) -> None:
    named = set(re.findall(r"`([\w/.-]+\.(?:py|js))`", text_of(page)))

    assert len(named) >= 5
    assert not [name for name in named if not any(file.endswith(f"/{name}") for file in OURS)]


def attacks() -> list[list[str]]:
    """The cells of each line of the tables of attacks."""
    lines = text_of("docs/understanding/attacks.md").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if row[0] not in ("somebody tries", "---")]


def test_every_attack_says_what_stops_it_and_names_a_test_that_tries_it() -> None:
    assert len(attacks()) >= 30
    for row in attacks():
        assert len(row) == 4, row
        tries, stops, _, tried = row
        assert tries, row
        assert stops, row
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tried)
        assert named, row
        for file, test in named:
            found = list((ROOT / "tests").rglob(file))
            assert any(f"def {test}(" in one.read_text("utf-8") for one in found), (file, test)


def test_the_pages_name_commands_at_all() -> None:
    assert len(commands_of("README.md")) >= 6
    assert len(commands_of("docs/running/office.md")) >= 6
    assert not parses(["serve"])
    assert not is_a_command(["keys", "lost"])


def test_every_setting_of_the_code_is_told_and_every_told_one_is_read() -> None:
    told = set(re.findall(r"^\| `(FAIRWITNESS_\w+)`", text_of("docs/running/office.md"), re.MULTILINE))

    read = {name for file in CODE for name in SETTING.findall(text_of(file))}
    named = {name for page in PAGES for name in SETTING.findall(text_of(page))}

    assert told == read
    assert named <= read
