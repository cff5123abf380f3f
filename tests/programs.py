"""Programs that some tests need and Python alone does not bring."""

from __future__ import annotations

import os
import shutil

import pytest

# What Chromium is started with: as root, and without asking anybody but the line.
CHROMIUM = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PATIENCE = 60_000  # milliseconds: how long something takes says more of a shared machine than of us
# As stricter browsers run scripts: interpreted, never compiled.
WITHOUT_A_JIT = ("--js-flags=--jitless",)


def need_chromium() -> str:
    """What `TEST_BROWSER` names, or Chromium without its windows, where a page is there in a third of the time; else the whole of it."""
    wanted = os.environ.get("TEST_BROWSER", "chromium-headless-shell")
    return shutil.which(wanted) or need_program("chromium")


def need_program(name: str) -> str:
    """Its path; where it is missing the test is skipped by name, and in CI it fails."""
    if found := shutil.which(name):
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and in CI nothing is skipped.")
    pytest.skip(f"{name} is not installed")
