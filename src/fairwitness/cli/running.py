"""`serve`, `demo` and `manage`: running the line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwitness.cli.telling import told

if TYPE_CHECKING:
    from fairwitness.office.folder import OfficeFolder

Commands = Any  # argparse keeps the class of `add_subparsers` private
PORT = 8000
MOST_WORKERS = 5  # by default


def add(commands: Commands, keys: Commands) -> None:
    """`fairwitness serve | demo | manage`."""
    del keys
    serve = commands.add_parser("serve", help="run the line of an office made by `init`")
    serve.add_argument("dir", type=Path, metavar="DIR")
    serve.set_defaults(run=_serve)
    processes = min((os.cpu_count() or 1) + 1, MOST_WORKERS)  # while one waits for the disk, another works
    serve.add_argument(
        "--workers",
        type=int,
        default=processes,
        help=f"web processes (default: one a core and one more, {processes} here)",
    )
    demo = commands.add_parser("demo", help="run a made-up office, to look around")
    demo.add_argument("--dir", type=Path, default=Path(".demo"), help="where it is kept (default: .demo)")
    demo.add_argument(
        "--json", type=Path, metavar="FILE", help="also write addresses and sign-in words there"
    )
    demo.set_defaults(run=_demo)
    demo.add_argument("--workers", type=int, default=1, help="web processes (default: 1)")
    for command in (serve, demo):
        command.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
        )
        command.add_argument("--port", type=int, default=PORT)
    manage = commands.add_parser("manage", help="Django's own commands, for an office")
    manage.add_argument("dir", type=Path, metavar="DIR")
    manage.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND")
    manage.set_defaults(run=_manage)


def _serve(chosen: argparse.Namespace) -> int:
    folder = set_up(chosen.dir)

    def run(chosen: argparse.Namespace) -> int:
        from fairwitness.site.one_line import must_be_free  # noqa: PLC0415 - only who serves needs it

        must_be_free(chosen.host, chosen.port)
        if problems := make_ready(folder):
            print("\n".join(problems), file=sys.stderr)
            return 1
        return _run(chosen, f"The line is open at {_address_of(chosen)}/  (Ctrl-C ends it)")

    return told(run, chosen)


def _demo(chosen: argparse.Namespace) -> int:
    folder = set_up(chosen.dir, "fairwitness.demo.settings")

    def run(chosen: argparse.Namespace) -> int:
        from fairwitness.demo.office import found_demo  # noqa: PLC0415 - `serve` must not even import the demo
        from fairwitness.site.one_line import must_be_free  # noqa: PLC0415 - only who serves needs it

        must_be_free(chosen.host, chosen.port)
        found_demo(folder, _address_of(chosen))
        if problems := make_ready(folder):
            print("\n".join(problems), file=sys.stderr)
            return 1
        return _run(chosen, _doors(folder, chosen))

    return told(run, chosen)


def _doors(folder: OfficeFolder, chosen: argparse.Namespace) -> str:
    """Fill a new made-up office; where to come in."""
    from fairwitness.demo.credentials import read_credentials  # noqa: PLC0415 - `serve` must not even import the demo
    from fairwitness.demo.doors import as_json, as_text  # noqa: PLC0415 - the same
    from fairwitness.demo.telling import fill_demo  # noqa: PLC0415 - models need Django set up

    fill_demo(folder)
    known, address = read_credentials(folder), _address_of(chosen)
    if chosen.json:
        told = json.dumps(as_json(known, address), indent=2, ensure_ascii=False)
        chosen.json.write_text(f"{told}\n", "utf-8")
    return as_text(known, address, str(chosen.dir))


def _address_of(chosen: argparse.Namespace) -> str:
    return f"http://{chosen.host}:{chosen.port}"


def _manage(chosen: argparse.Namespace) -> int:
    set_up(chosen.dir)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the settings are chosen

    execute_from_command_line(["fairwitness manage", *chosen.words])
    return 0


def set_up(path: Path, settings: str = "fairwitness.site.settings") -> OfficeFolder:
    """Let Django's settings come from this office's folder. What is written there from now on is for this user alone."""
    os.umask(0o077)
    os.environ["FAIRWITNESS_DIR"] = str(path.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    from fairwitness.office.folder import OfficeFolder  # noqa: PLC0415 - commands that need no office start quicker

    return OfficeFolder(path.resolve())


def make_ready(folder: OfficeFolder) -> list[str]:
    """Bring the database up to date and take up charter and sheets. Returns what keeps the line closed."""
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    from fairwitness.site.starting import make_ready as ready  # noqa: PLC0415 - after Django is set up

    return ready(folder)


def _run(chosen: argparse.Namespace, said: str) -> int:
    """Web processes and one worker, until Ctrl-C; they end with their parent, however that ends. It is said once somebody is let in."""
    from django.db import connections  # noqa: PLC0415 - after the settings are chosen

    from fairwitness.cli.announcing import announce  # noqa: PLC0415 - only who serves needs it
    from fairwitness.site.front.server import serve  # noqa: PLC0415 - only who serves needs the server
    from fairwitness.site.keeping import Kept  # noqa: PLC0415 - the same

    connections.close_all()  # no open database passes through the fork that makes a web process
    os.environ["FAIRWITNESS_WORKERS"] = str(chosen.workers)
    with Kept([sys.executable, "-m", "fairwitness.site.worker", str(os.getpid())]):
        announce(chosen.host, chosen.port, said)
        serve(chosen.host, chosen.port, chosen.workers)
    return 0
