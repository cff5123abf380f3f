"""A page of a real line that sends one file by the module that all pages send files with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from journeys.kept import Kept
from journeys.lines import RunningLine
from journeys.patience import until
from playwright.sync_api import Page

from fairwitness.crypto.encoding import unb64
from fairwitness.crypto.letters import FileEntry
from fairwitness.crypto.parts import open_file
from fairwitness.crypto.recipients import HybridIdentity

MIB = 1024 * 1024
BLOCK = 65_536  # bytes
WAITS = [0.2, 0.4, 1]  # seconds between two tries: tests do not wait for ever
LIN = HybridIdentity.from_seed(b"\7" * 32)

BEGIN = """
    async ([root, size, seed, recipient, how, kept]) => {
        const { b64 } = await import(`${root}crypto/browser/encoding.js`);
        const { Upload } = await import(`${root}sealed/upload.js`);
        const { send } = await import(`${root}sealed/sending.js`);
        const bodies = {};
        const ask = async (sending) => {
            if (sending.body) {
                const hash = b64(new Uint8Array(await crypto.subtle.digest("SHA-256", sending.body)));
                (bodies[sending.url] ??= []).push(hash);
            }
            return await send(sending);
        };
        const blocks = Array.from({ length: Math.ceil(size / 65536) }, (_, n) => new Uint8Array(65536).fill(seed + n));
        const file = new File([new Blob(blocks).slice(0, size)], "出口.bin", { type: "video/mp4" });
        const address = { uploads: "/en/uploads/", ask, ...how };
        const upload = kept ? Upload.resume(file, recipient, kept, address) : new Upload(file, recipient, address);
        const states = [];
        const gone = new AbortController();
        Object.assign(globalThis, { upload, states, gone, bodies, sent: 0, outcome: undefined });
        const told = (entry) => ({ ...entry, sha256: b64(entry.sha256), parts: entry.parts.map(b64) });
        upload.run(gone.signal, ({ state, sent }) => {
            states.at(-1) === state || states.push(state);
            globalThis.sent = sent;
        }).then((entry) => { globalThis.outcome = told(entry); }, (error) => { globalThis.outcome = String(error.why ?? error.name); });
    }
"""


def content_of(size: int, seed: int = 0) -> bytes:
    """The bytes that the page puts into its file."""
    blocks = (bytes([(seed + number) % 256]) * BLOCK for number in range(-(-size // BLOCK)))
    return b"".join(blocks)[:size]


@dataclass
class Sender:
    """A browser tab with one file."""

    page: Page
    line: RunningLine

    def begins(self, size: int, seed: int = 0, kept: Any = None, **how: object) -> None:
        """Pick the file and let it go."""
        self.page.goto(f"{self.line.address}/en/about/")
        sheet = self.page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
        root = "/".join(sheet.split("/")[:3]) + "/"
        self.page.evaluate(BEGIN, [root, size, seed, str(LIN.recipient), {"waits": WAITS, **how}, kept])

    @property
    def bodies(self) -> dict[str, list[str]]:
        """The hashes of what was sent to each address, once for each time."""
        return dict(self.page.evaluate("bodies"))

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for something to be so."""
        until(self.page, is_so, lambda: (self.states, self.outcome))

    @property
    def states(self) -> list[str]:
        """What its person was told, one after the other."""
        return list(self.page.evaluate("states"))

    @property
    def outcome(self) -> Any:
        """The entry of a file that is whole, or the word for what went wrong."""
        return self.page.evaluate("outcome")

    @property
    def kept(self) -> Any:
        """What goes on with it on another day."""
        return self.page.evaluate("upload.kept")

    def has_sent(self, mib: float) -> bool:
        """Whether so much has gone."""
        return bool(self.page.evaluate("sent") >= mib * MIB)

    def opened(self) -> bytes:
        """What its reader gets out of the parts that lie there."""
        self.until(lambda: self.outcome)
        told = self.outcome
        assert isinstance(told, dict), told
        parts = tuple(unb64(part, 32) for part in told["parts"])
        entry = FileEntry(
            told["id"], told["name"], told["type"], told["size"], unb64(told["sha256"], 32), parts
        )
        folder = Kept(self.line).office / "data" / "files" / entry.id[:2].lower()
        return b"".join(open_file(entry, [LIN], lambda one, number: (folder / f"{one}.{number}").open("rb")))
