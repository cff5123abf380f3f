"""Our JavaScript modules, asked from Python: one Node for a list of questions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from programs import need_program
from repository import ROOT

Question = tuple[str, Any]


def javascript(*questions: Question) -> list[Any]:
    """An answer to each, as tests/js/exchange.js says; bytes are base64url both ways."""
    return ask(questions)


def ask(questions: Sequence[Question]) -> list[Any]:
    """The same for a list."""
    node = need_program("node")
    asked = json.dumps(list(questions))
    done = subprocess.run(
        [node, "--import", "./tests/js/served.js", "tests/js/exchange.js"],
        cwd=ROOT,
        input=asked,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers
