from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.canaries import BADLY, CANARY, LATER, STORY, YOU, content, fields, said, secrets_of
from journeys.lines import ServedLine, free_port, started
from journeys.tracing import Trace
from journeys.visitors import Visitor, files, letters
from raw_http import begin_post

from fairwitness.crypto.codes import TipCode

BEGIN = "import mmap, os, socket; secret = 'kittiwake nest'.encode(); out = open('out', 'w+b')\n"
DATABASE = (
    "",
    "-wal",
    "-shm",
    ".lock",
    "-journal",
)  # the last while the first page is written, before there is a log
WAYS = {
    "in one piece": "out.write(secret)",
    "in two pieces": "out.write(secret[:5]); out.flush(); out.write(secret[5:])",
    "at a place": "os.pwrite(out.fileno(), secret, 100)",
    "gathered": "os.writev(out.fileno(), [secret[:5], secret[5:]])",
    "as UTF-16": "out.write(secret.decode().encode('utf-16-le'))",
    "as a name": "open(secret.decode(), 'w')",
    "as a new name": "os.rename('out', secret.decode())",
    "to the log": "print(secret.decode())",
    "to a child": "os.popen('cat > out', 'w').write(secret.decode())",
    "by a child": "os.fork() or out.write(secret)",
    "to a neighbour": "ours, theirs = socket.socketpair(); ours.send(secret)",
    "through memory": "out.truncate(4096); mmap.mmap(out.fileno(), 4096)[: len(secret)] = secret",
    "without a name": "os.write(os.memfd_create('x'), secret)",
    "inside the system": "os.sendfile(out.fileno(), os.open('/etc/hostname', os.O_RDONLY), 0, 1)",
}


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[tuple[ServedLine, Trace]]:
    """A real office, whose processes are watched from their first call on."""
    trace = Trace(tmp_path / "trace")
    line = ServedLine(tmp_path / "line", free_port(), under=trace.under)
    line.folder.mkdir()
    line.found("amara", "noor")
    with started(line):
        yield line, trace


def tells_everything(lin: Visitor) -> list[str]:
    """All seven screens and all of the mailbox, with a canary in every field. Returns both codes."""
    language = lin.language
    photo = {f"{CANARY[language]}.jpg": content(language)}
    lin.begins()
    lin.goes_on("story", None, **fields(STORY, language), known="saw", keep="1")
    lin.get(lin.address("files"))
    lin.goes_on("files", photo, add="1")
    lin.goes_on("files")
    lin.goes_on("you", None, **fields(YOU, language))
    first = lin.goes_on("check").code
    inside = lin.enters(first)
    assert letters(inside) == [said("text", language)]
    assert lin.get(files(inside)[0]).body == content(language)
    lin.get(f"/{language}/mailbox/letters/")
    unfinished = lin.form({**fields(("text",), language), "add": "1"}, photo)
    assert lin.post(f"/{language}/mailbox/letters/", unfinished).status == 200
    for place, told, attached in (
        ("letters", fields(("text",), language), photo),
        ("say/questions", fields(LATER, language), {}),
        ("say/meeting", fields(("meeting",), language), {}),
        ("say/retaliation", fields(("retaliation",), language), {}),
    ):
        lin.get(f"/{language}/mailbox/{place}/")
        assert lin.post(f"/{language}/mailbox/{place}/", lin.form(told, attached)).status == 302
    shown = lin.get(f"/{language}/mailbox/code/")
    second, name = shown.code, shown.first(r'name="shown" value="([\w-]+)"')
    assert lin.post(f"/{language}/mailbox/code/", lin.form({"shown": name})).status == 302
    return [first, second]


def is_cut_off(line: ServedLine) -> None:
    """A file that comes by halves, and a text that is refused."""
    visitor = Visitor(line.port)
    body = visitor.fills_in(BADLY, {f"{BADLY}.jpg": BADLY.encode() * 9_000})
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    begin_post(line.port, visitor.tell, len(body), Cookie=cookie).send(body[:-100]).close()
    visitor.get(visitor.address("story"))
    assert visitor.goes_on("story", text=BADLY * 9_000).status == 422


def test_no_byte_of_a_journey_is_handed_to_anything_but_a_socket_in_the_clear(
    traced: tuple[ServedLine, Trace],
) -> None:
    line, trace = traced
    data = line.folder / "office" / "data"

    codes = [code for language in CANARY for code in tells_everything(Visitor(line.port, language))]
    is_cut_off(line)
    line.stop()

    secrets = secrets_of(line, [str(" ".join(TipCode.read(code).words)) for code in codes])
    assert trace.told_sockets(secrets) >= {"canary en", "canary zh-hans", "sent badly"}
    assert {str(data / "line.sqlite3-wal"), str(line.log)} <= trace.written()
    assert any(str(data / "files") in target for target in trace.written())
    assert not trace.leaks(secrets)


def test_no_file_is_opened_for_writing_but_the_database_sealed_parts_and_the_output(
    traced: tuple[ServedLine, Trace],
) -> None:
    line, trace = traced
    data = line.folder / "office" / "data"

    tells_everything(Visitor(line.port))
    is_cut_off(line)
    line.stop()

    known = {
        "/dev/null",
        str(data / "serving.lock"),
        str(data / "destroyed.list.coming"),
        *(str(data / f"line.sqlite3{end}") for end in DATABASE),
    }
    others = {path for path in trace.opened_to_write() - known if not path.startswith(str(data / "files"))}
    assert not others
    assert not list((line.folder / "tmp").iterdir())


@pytest.mark.parametrize("way", WAYS)
def test_the_trace_sees_every_way_of_writing(tmp_path: Path, way: str) -> None:
    trace = Trace(tmp_path / "trace")

    subprocess.run(
        [*trace.under, sys.executable, "-c", BEGIN + WAYS[way]],
        check=True,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
    )

    assert trace.leaks({"canary": b"kittiwake nest"})


def test_the_trace_has_nothing_against_a_socket(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "trace")
    program = "s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname()).sendall(secret)"

    subprocess.run([*trace.under, sys.executable, "-c", BEGIN + program], check=True, cwd=tmp_path)

    assert trace.told_sockets({"canary": b"kittiwake nest"}) == {"canary"}
    assert not trace.leaks({"canary": b"kittiwake nest"})
