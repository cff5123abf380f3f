from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo.visiting import Visit
from server import running

FAIRWITNESS = str(Path(sys.executable).with_name("fairwitness"))
LOADS_THE_DEMO_FIRST = "import fairwitness.demo\nfrom fairwitness.site.settings import *\n"
INSTALLS_THE_DEMO = "from fairwitness.site.settings import *\nINSTALLED_APPS += ['fairwitness.demo']\n"
SHOWS_ITS_ADDRESSES = "from fairwitness.site.settings import *\nROOT_URLCONF = 'fairwitness.demo.urls'\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Founded on the command line, as a real one is."""
    path = tmp_path_factory.mktemp("real") / "office"
    for words in (
        ["init", "--yes", str(path)],
        ["keys", "staff", "amara", "--channel", "public", "--role", "board", "--dir", str(path)],
        ["keys", "staff", "noor", "--channel", "public", "--role", "board", "--dir", str(path)],
        ["keys", "sign-sheet", "--channel", "public", "--dir", str(path)],
    ):
        subprocess.run([FAIRWITNESS, *words], check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def visit(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Somebody who looks for the demo on a line that `serve` runs."""
    place = tmp_path_factory.mktemp("served")
    command = [FAIRWITNESS, "serve", str(office), "--port"]
    with running(place, {"FAIRWITNESS_DATABASE": ""}, command) as server:
        yield Visit(server.url)


def _python(office: Path, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {"FAIRWITNESS_DIR": str(office), "FAIRWITNESS_DATABASE": ""}
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **told, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_line_is_open(visit: Visit) -> None:
    assert visit.reads("/en/").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/demo/",
        "/en/demo/",
        "/zh-hans/demo/",
        "/en/demo/thief/",
        "/en/demo/sign-in/amara/",
        "/en/demo/come-back/",
    ],
)
def test_the_demos_addresses_are_not_there(visit: Visit, path: str) -> None:
    assert visit.reads(path).status == 404


def test_nobody_moves_its_clock(visit: Visit) -> None:
    assert visit.reads("/en/demo/clock/", to="7").status == 404


def test_its_sheets_and_scripts_are_not_there(visit: Visit) -> None:
    (folder,) = {
        part.rsplit("/", 2)[0] for part in visit.reads("/en/").text.split('"') if part.endswith("site.css")
    }

    assert visit.reads(f"{folder}/site/site.css").status == 200
    assert visit.reads(f"{folder}/demo/demo.css").status == 404
    assert visit.reads(f"{folder}/demo/sign-in.js").status == 404


@pytest.mark.parametrize("what", ["fairwitness.demo", "fairwitness.demo.moved_clock"])
@pytest.mark.parametrize("process", ["fairwitness.site.front.serving", "fairwitness.site.worker"])
def test_its_processes_refuse_to_load_the_demo(office: Path, process: str, what: str) -> None:
    program = f"import {process}, django; django.setup(); import {what}"

    refused = _python(office, program, DJANGO_SETTINGS_MODULE="fairwitness.site.settings")

    assert refused.returncode == 1
    assert "ImportError: fairwitness.demo is made up, and this is a real line." in refused.stderr


def test_a_demo_that_was_loaded_before_keeps_the_line_closed(office: Path, tmp_path: Path) -> None:
    (tmp_path / "own_settings.py").write_text(LOADS_THE_DEMO_FIRST)
    program = "import django; django.setup(); from django.conf import settings\n"
    program += "from fairwitness.site.starting import make_ready; print(make_ready(settings.FOLDER))"

    told = _python(office, program, DJANGO_SETTINGS_MODULE="own_settings", PYTHONPATH=str(tmp_path))

    assert "site.E001" in told.stdout
    assert "A real line must not hold the demo" in told.stdout


@pytest.mark.parametrize("settings", [INSTALLS_THE_DEMO, SHOWS_ITS_ADDRESSES])
def test_settings_that_bring_the_demo_in_do_not_even_load(
    office: Path, tmp_path: Path, settings: str
) -> None:
    (tmp_path / "own_settings.py").write_text(settings)
    program = "import django; django.setup(); from django.urls import resolve; resolve('/en/demo/')"

    told = _python(office, program, DJANGO_SETTINGS_MODULE="own_settings", PYTHONPATH=str(tmp_path))

    assert told.returncode == 1
    assert "is made up, and this is a real line." in told.stderr


def test_nor_do_the_demos_settings_take_a_real_office(office: Path) -> None:
    told = _python(
        office, "import django; django.setup()", DJANGO_SETTINGS_MODULE="fairwitness.demo.settings"
    )

    assert told.returncode == 1
    assert f"{office} is a real office." in told.stderr


def test_the_demo_does_not_open_a_real_office(office: Path) -> None:
    before = sorted(office.rglob("*"))

    demo = subprocess.run(
        [FAIRWITNESS, "demo", "--dir", str(office)], check=False, capture_output=True, text=True
    )

    assert demo.returncode == 1
    assert f"{office} is not empty" in demo.stderr
    assert sorted(office.rglob("*")) == before
