"""What the processes of a program hand to the system, call by call: seen by strace, read by us."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from journeys.spellings import found_in
from programs import need_program

WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg")
NAMES = (
    "open",
    "openat",
    "openat2",
    "creat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
)
# Ways past the writes above: data moved inside the system, or memory that is not this process's own. Nobody has to take one.
WAYS_ROUND = (
    "sendfile",
    "copy_file_range",
    "splice",
    "vmsplice",
    "tee",
    "io_uring_setup",
    "memfd_create",
    "shmget",
    "process_vm_writev",
)
CALLS = ",".join(f"?{name}" for name in (*WRITES, *NAMES, *WAYS_ROUND, "mmap"))
LONGEST = 16 << 20  # bytes of a call; none here is longer
STRING = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
TARGET = re.compile(rb"^\w+\(-?\d+<(.*?)>(?:\(deleted\))?, ")
OPENED = re.compile(rb"= \d+<(.*?)(?:<char \d+:\d+>)?>(?:\(deleted\))?$")
TO_WRITE = re.compile(rb"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
SHARED = re.compile(rb"PROT_WRITE.*MAP_SHARED.*, \d+<(.*?)>, ")


@dataclass(frozen=True)
class Call:
    """One call: its name, what it went to, and every byte in it."""

    name: str
    target: str
    data: bytes = field(repr=False)
    line: bytes = field(repr=False)


@dataclass(frozen=True)
class Trace:
    """Of a program and all that it starts: `under` goes before its words."""

    folder: Path

    @property
    def under(self) -> list[str]:
        """The words that run it traced. A file a thread, so that no call is cut in two by another's."""
        self.folder.mkdir(exist_ok=True)
        told = ["-ff", "-qq", "-yy", "-xx", "--seccomp-bpf", "-s", str(LONGEST), "-e", "signal=none"]
        return [
            need_program("strace"),
            *told,
            "-e",
            f"trace={CALLS}",
            "-o",
            str(self.folder / "thread"),
            "--",
        ]

    def calls(self) -> Iterator[Call]:
        """All of them, thread by thread."""
        for file in sorted(self.folder.iterdir()):
            with file.open("rb") as lines:
                yield from (_read(line.rstrip()) for line in lines)

    def told_sockets(self, secrets: Mapping[str, bytes]) -> set[str]:
        """Which secrets went to somebody on the network."""
        return {name for _, sent in self._written(sockets=True).items() for name in found_in(sent, secrets)}

    def leaks(self, secrets: Mapping[str, bytes]) -> set[tuple[str, str]]:
        """Which secrets went anywhere else, in what was written or in a name; and every way round."""
        written = self._written(sockets=False)
        found = {(name, target) for target, data in written.items() for name in found_in(data, secrets)}
        return found | {(call.name, call.target) for call in self.calls() if _goes_round(call)}

    def written(self) -> set[str]:
        """Everything that was written to and is not on the network."""
        return set(self._written(sockets=False))

    def opened_to_write(self) -> set[str]:
        """Every file that was opened or made for writing."""
        calls = [call.line for call in self.calls() if call.name in NAMES and TO_WRITE.search(call.line)]
        return {_plain(opened[1]).decode() for line in calls if (opened := OPENED.search(line))}

    def _written(self, *, sockets: bool) -> dict[str, bytes]:
        """By target, in the order of each thread."""
        found: dict[str, list[bytes]] = {}
        for call in self.calls():
            if call.name in (*WRITES, *NAMES) and call.target.startswith("TCP") == sockets:
                found.setdefault(call.target, []).append(call.data)
        return {target: b"".join(data) for target, data in found.items()}


def _read(line: bytes) -> Call:
    strings = STRING.findall(line)
    assert not any(cut for _, cut in strings), "a call is longer than what is looked at"
    target = TARGET.search(line)
    data = b"".join(bytes.fromhex(string.replace(b"\\x", b"").decode()) for string, _ in strings)
    name = line.partition(b"(")[0].decode()
    return Call(name, _plain(target[1]).decode() if target else "", data, line)


def _plain(named: bytes) -> bytes:
    """A path as it is; strace writes it in hexadecimal."""
    return re.sub(rb"\\x([0-9a-f]{2})", lambda two: bytes.fromhex(two[1].decode()), named)


def _goes_round(call: Call) -> bool:
    """Through a way that no write shows; SQLite's index of its log is shared memory, and holds page numbers alone."""
    if call.name == "mmap":
        shared = SHARED.search(call.line)
        return shared is not None and not _plain(shared[1]).endswith(b".sqlite3-shm")
    return call.name in WAYS_ROUND
