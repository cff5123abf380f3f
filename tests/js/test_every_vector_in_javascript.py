"""tests/vectors/*.json, by tests/js/vectors.js, in the two places where our modules run."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import Browser
from programs import WITHOUT_A_JIT, need_program
from repository import ROOT, served_repository

NAMES = sorted(file.stem for file in (ROOT / "tests/vectors").glob("*.json"))
RUN = """
    async (names) => {
        const { runVectors } = await import("/tests/js/vectors.js");
        return await runVectors(names, async (name) => await (await fetch(`/tests/vectors/${name}.json`)).json());
    }
"""
COMPILES = "typeof WebAssembly !== 'undefined'"  # V8 takes it away together with the JIT
LEAST = 300  # cases: a runner that runs nothing has no failures


def test_every_vector_in_node() -> None:
    node = need_program("node")

    done = subprocess.run(
        [node, "tests/js/run_node.js"], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) >= LEAST


@pytest.mark.timeout(900)  # interpreted it takes 25 times as long
@pytest.mark.parametrize(
    ("browser", "compiles"), [((), True), (WITHOUT_A_JIT, False)], indirect=["browser"], ids=["", "jitless"]
)
def test_every_vector_in_chromium(browser: Browser, *, compiles: bool) -> None:
    with served_repository() as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/tests/js/page.html")

        found = page.evaluate(RUN, NAMES)
        has_compiler = page.evaluate(COMPILES)

    assert found["failures"] == []
    assert found["run"] >= LEAST
    assert has_compiler is compiles


def test_a_file_or_a_key_without_a_rule_is_a_failure() -> None:
    script = """
        import { runVectors } from "./tests/js/vectors.js";
        console.log((await runVectors(["padding", "news"], async () => ({ padme: [["8", "9"]], more: [1] }))).failures.join("\\n"));
    """

    told = subprocess.run(
        [need_program("node"), "--input-type=module", "--eval", script],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert {
        "files: no rule for news",
        "padding: no rule for more",
        "padding: a rule for bucket, which is not there",
    } <= set(told.splitlines())
    assert "padding, padme 0: Error" in told
