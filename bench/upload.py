"""A file that Chromium seals and sends, with no devtools attached: how fast, and what page and line hold meanwhile.

    python bench/upload.py [--mib 1024 …]

Runs a line in a temporary folder, with one web process, on the same machine as the browser. Chromium is given an address and
nothing else; the page there makes its own file, sends it, and posts what it measured. Writes bench/results/upload.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visiting import MIB, Demo, cpu, cpu_of, descendants, memory_of, served

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "upload.json"
LONGEST = 3600  # seconds
OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
]


@contextmanager
def chromium(place: Path, address: str) -> Iterator[int]:
    """Chromium, which opens this address; its process id."""
    program = shutil.which("chromium")
    assert program, "chromium is missing"
    with (place / "chromium.log").open("wb") as log:
        browser = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={place / 'profile'}", address], stdout=log, stderr=log
        )
    try:
        yield browser.pid
    finally:
        browser.terminate()
        browser.wait(30)


def is_page(pid: int) -> bool:
    """Whether this is one of Chromium's processes that hold a page."""
    try:
        return b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def sent(line: Demo, place: Path, mib: int) -> dict[str, object]:
    """Let the page send so much."""
    figures = Path(os.environ["FIGURES"])
    before, busy = line.memory()["VmRSS"], cpu(line)
    address = f"http://127.0.0.1:{line.port}/bench/?mib={mib}"
    pages, page_busy, until = 0.0, 0.0, time.monotonic() + LONGEST
    with chromium(place, address) as browser:
        while not figures.exists() and time.monotonic() < until:
            found = [pid for pid in descendants(browser) if is_page(pid)]
            pages = max([pages, *(memory_of(pid).get("VmHWM", 0.0) for pid in found)])
            page_busy = max([page_busy, *(cpu_of(pid) for pid in found)])
            time.sleep(0.2)
    told = json.loads(figures.read_text())
    assert "error" not in told, told
    files = [path for path in (place / "office" / "data" / "files").rglob("*") if path.is_file()]
    assert len(files) == told["parts"]
    assert sum(path.stat().st_size for path in files) > mib * MIB
    return {
        "MiB": mib,
        "MiB a second": round(mib / told["seconds"], 1),
        "seconds": round(told["seconds"], 1),
        "MiB of the page at most": pages,
        "MiB of the web process before": before,
        "MiB of the web process at most": line.memory()["VmHWM"],
        "seconds of processor of the page": round(page_busy, 1),
        "seconds of processor of the line": round(cpu(line) - busy, 1),
    }


def measured(mib: int) -> dict[str, object]:
    """Found an office, serve it, and let a page send so much."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ |= {"FIGURES": str(place / "figures.json"), "PYTHONPATH": str(HERE)}
        with served(place, served_by(place)) as line:
            return {**sent(line, place, mib), "load of the machine before": round(load, 1)}


def served_by(place: Path) -> list[str]:
    """Found an office with one reader; returns the command that serves it with the page of this bench."""
    office, at = str(place / "office"), ["--channel", "public", "--dir", str(place / "office")]
    program = str(Path(sys.executable).with_name("fairwitness"))
    for words in (
        ["init", "--yes", office],
        ["keys", "staff", "amara", "--role", "board", *at],
        ["keys", "sign-sheet", *at],
    ):
        subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL)
    return [sys.executable, "-m", "sending", "serve", office, "--workers", "1"]


def main() -> None:
    """Run it and write the result."""
    parser = argparse.ArgumentParser(description="Measure sealing and sending in Chromium.")
    parser.add_argument("--mib", type=int, nargs="+", default=[1024], help="size of each file")
    chosen = parser.parse_args()
    result = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "files": [measured(mib) for mib in chosen.mib],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
