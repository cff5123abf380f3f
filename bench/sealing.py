"""How fast files are sealed and opened, and in how much memory; grants a second; what deriving from a code costs.

    python bench/sealing.py [--mib 1024]

A machine that is shared is fast and slow by turns, so each speed stands beside that of plain ChaCha20-Poly1305 over as many bytes in the
same process. Every measurement runs in a process of its own. Writes bench/results/sealing.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from fairwitness.crypto.age import open_stream, seal_stream
from fairwitness.crypto.codes import StaffPassphrase, TipCode
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.grants import Grant, open_grant, seal_grant
from fairwitness.crypto.keys import StaffKeys
from fairwitness.crypto.recipients import HybridIdentity

RESULTS = Path(__file__).resolve().parent / "results" / "sealing.json"
MIB = 1024 * 1024
CHUNK = 64 * 1024
READER = HybridIdentity.from_seed(b"\1" * 32)
LINE = bytes(16)
COMMAND = [sys.executable, "-m", "fairwitness"]


class Bytes(RawIOBase):
    """So many bytes to read, without a disk behind them."""

    def __init__(self, size: int) -> None:
        self._left, self._block = size, os.urandom(CHUNK)

    def read(self, size: int = -1) -> bytes:
        """Some of them."""
        taken = min(size, self._left)
        self._left -= taken
        return self._block if taken == CHUNK else self._block[:taken]


class Nowhere(RawIOBase):
    """Takes bytes and forgets them."""

    def write(self, data: object) -> int:
        """Take them."""
        return len(cast("bytes", data))


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def speed(mib: int, work: Callable[[], object]) -> int:
    """MiB a second."""
    return round(mib / seconds(work))


def plain(mib: int, *, opening: bool) -> int:
    """MiB a second of the cipher alone, chunk by chunk as age has them."""
    cipher, block = ChaCha20Poly1305(bytes(32)), os.urandom(CHUNK)
    nonce, sealed = bytes(12), ChaCha20Poly1305(bytes(32)).encrypt(bytes(12), block, None)

    def run() -> None:
        for _ in range(mib * MIB // CHUNK):
            if opening:
                cipher.decrypt(nonce, sealed, None)
            else:
                cipher.encrypt(nonce, block, None)

    return speed(mib, run)


def sealing(mib: int, _: Path) -> dict[str, object]:
    """The library, from memory to nowhere."""
    target = cast("BinaryIO", Nowhere())
    found = speed(mib, lambda: seal_stream(cast("BinaryIO", Bytes(mib * MIB)), target, [READER.recipient]))
    return compared(found, plain(mib, opening=False))


def opening(mib: int, file: Path) -> dict[str, object]:
    """The library, from a file that was just written to nowhere."""

    def run() -> None:
        with file.open("rb") as source:
            assert sum(map(len, open_stream(source, [READER]))) == mib * MIB

    return compared(speed(mib, run), plain(mib, opening=True))


def compared(found: int, cipher: int) -> dict[str, object]:
    """A speed beside the cipher's, and the most memory that this process ever held."""
    return {
        "MiB a second": found,
        "plain ChaCha20-Poly1305, MiB a second": cipher,
        "ratio": round(found / cipher, 2),
        "MiB of memory at most": memory(os.getpid()),
    }


def granting(_: int, __: Path) -> dict[str, object]:
    """Hybrid grants sealed by a reviewer, and opened, one after the other."""
    count, amara = 2000, StaffKeys.from_seed(b"\4" * 32)
    holder, conversation = READER.recipient, b64(bytes(16))
    unsigned = Grant(conversation, 0, holder.holder, READER)
    signed = Grant(conversation, 1, holder.holder, READER, amara.signing.verifying_key)
    sealed = seal_grant(signed, holder, amara.signing)
    works = {
        "sealed a second": lambda: seal_grant(unsigned, holder),
        "sealed and signed a second": lambda: seal_grant(signed, holder, amara.signing),
        "opened and verified a second": lambda: open_grant(sealed, READER, conversation, 1),
        "file keys wrapped a second": lambda: holder.wrap(bytes(16)),
    }
    return {
        name: round(count / seconds(lambda work=work: [work() for _ in range(count)]))  # type: ignore[misc]  # mypy sees no type of the default
        for name, work in works.items()
    }


def deriving(_: int, __: Path) -> dict[str, object]:
    """PBKDF2, of a tip code and of a staff passphrase: the median of nine."""
    code, passphrase = TipCode.generate(), StaffPassphrase.generate()
    works = {
        "mailbox seed of a code, ms": lambda: code.mailbox_seed(LINE),
        "secrets of a passphrase, ms": lambda: passphrase.derive(LINE, "amara"),
    }
    return {name: round(sorted(seconds(work) for _ in range(9))[4] * 1000, 1) for name, work in works.items()}


def memory(pid: int) -> int:
    """MiB that a process held at most until now."""
    told = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", told)
    return int(found[1]) // 1024 if found else 0


def command_sealing(mib: int, file: Path) -> dict[str, object]:
    """`fairwitness seal` in a pipe, its output kept for those that open."""
    block = os.urandom(MIB)
    with file.open("wb") as target:
        return _piped(mib, ["seal", "-r", str(READER.recipient)], (block for _ in range(mib)), target)


def command_opening(mib: int, file: Path) -> dict[str, object]:
    """`fairwitness open` in a pipe."""
    key = file.with_suffix(".key")
    key.write_text(READER.reveal())
    with file.open("rb") as source, Path(os.devnull).open("wb") as target:
        return _piped(mib, ["open", "-i", str(key)], iter(lambda: source.read(MIB), b""), target)


def _piped(mib: int, words: list[str], blocks: Any, target: BinaryIO) -> dict[str, object]:
    begun, held = time.perf_counter(), 0
    with subprocess.Popen([*COMMAND, *words], stdin=subprocess.PIPE, stdout=target) as process:
        assert process.stdin
        for number, block in enumerate(blocks):
            process.stdin.write(block)
            if number % 16 == 0:
                held = memory(process.pid)
        process.stdin.close()
        assert process.wait() == 0
    taken = time.perf_counter() - begun
    return {"MiB a second": round(mib / taken), "MiB of memory at most": held}


BENCHES: dict[str, Callable[[int, Path], dict[str, object]]] = {
    "sealing": sealing,
    "sealing in a pipe": command_sealing,  # writes the file that the next two open
    "opening": opening,
    "opening in a pipe": command_opening,
    "grants": granting,
    "deriving": deriving,
}


def main() -> None:
    """Run each in a process of its own, and write the result."""
    parser = argparse.ArgumentParser(description="Measure sealing and opening.")
    parser.add_argument("--mib", type=int, default=1024, help="size of the file")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        name, file = chosen.one
        print(json.dumps(BENCHES[name](chosen.mib, Path(file))))
        return
    result: dict[str, object] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "MiB": chosen.mib,
    }
    with tempfile.TemporaryDirectory() as place:
        for name in BENCHES:
            result[name] = _apart(name, chosen.mib, Path(place) / "sealed")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text())


def _apart(name: str, mib: int, file: Path) -> Any:
    command = [sys.executable, __file__, "--mib", str(mib), "--one", name, str(file)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


if __name__ == "__main__":
    main()
