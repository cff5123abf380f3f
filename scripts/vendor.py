"""Writes what is taken from npm packages: src/fairwitness/vendor and the word lists; `--check` only compares.

package-lock.json pins every package, esbuild too, so the same bytes come out on every machine. Run `npm ci` first.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
OURS = ROOT / "src/fairwitness"
AGE = """\
export {
  armor,
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
export { ed25519 } from "@noble/curves/ed25519.js";
export { sha256, sha512 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
"""
# What comes in pieces, for large files: in browsers twice as fast as the one in age.js, and it can be gone on with.
SHA256 = """\
export { SHA256 } from "@stablelib/sha256";
"""
HTMX = """\
import type { Htmx } from "htmx.org";
declare const htmx: Htmx;
export default htmx;
"""
IN_AGE = (
    "age-encryption",
    "@noble/ciphers",
    "@noble/curves",
    "@noble/hashes",
    "@noble/post-quantum",
    "@scure/base",
)
IN_SHA256 = ("@stablelib/sha256", "@stablelib/binary", "@stablelib/hash", "@stablelib/wipe")
LISTS = {
    "english": "english",
    "zh_hans": "simplified-chinese",
    "zh_hant": "traditional-chinese",
}
ROW = 64  # Chinese characters in a line of words.js
COLUMNS = 100


def main() -> int:
    """Build; then write, or with `--check` say what differs from what is there."""
    if not (PACKAGES / ".bin/esbuild").exists() or not shutil.which("node"):
        print("Node and its packages are missing: npm ci")
        return 1
    made = everything()
    if "--check" in sys.argv:
        return _compare(made)
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


def everything() -> dict[Path, bytes]:
    """Every file that this script answers for, and its bytes."""
    vendored = {
        "age.js": _bundle(AGE),
        "age.d.ts": _with_note("What stands in age.js, and where it comes from.", AGE),
        "sha256.js": _bundle(SHA256, IN_SHA256),
        "sha256.d.ts": _with_note("What stands in sha256.js, and where it comes from.", SHA256),
        "htmx.js": (PACKAGES / "htmx.org/dist/htmx.esm.js").read_bytes(),
        "htmx.d.ts": _with_note("What stands in htmx.js.", HTMX),
        "LICENSES.txt": _licences(),
    }
    vendored["SHA256SUMS"] = _sums(vendored)
    lists = {name: _words(source) for name, source in LISTS.items()}
    texts = {f"crypto/words/{name}.txt": _lines(words) for name, words in lists.items()}
    texts["crypto/browser/words.js"] = _words_module(lists)
    texts |= {f"vendor/{name}": content for name, content in vendored.items()}
    return {OURS / name: content for name, content in texts.items()}


def _compare(made: Mapping[Path, bytes]) -> int:
    wrong = [path for path, content in made.items() if not path.exists() or path.read_bytes() != content]
    wrong += sorted(set((OURS / "vendor").iterdir()) - set(made))
    for path in wrong:
        print(f"not what the pinned packages give: {path.relative_to(ROOT)}")
    return 1 if wrong else 0


def _bundle(entry: str, packages: Sequence[str] = IN_AGE) -> bytes:
    """One readable ES module of these packages, their licence headers in it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "entry.js").write_text(entry, "utf-8")
        (Path(folder) / "node_modules").symlink_to(PACKAGES)
        made = _run(
            str(PACKAGES / ".bin/esbuild"),
            f"{folder}/entry.js",
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=inline",
            "--preserve-symlinks",
            "--log-level=warning",
            in_folder=Path(folder),
        )
    return _with_note(f"Built by scripts/vendor.py from {', '.join(map(_release, packages))}.", made)


def _licences() -> bytes:
    texts = [
        f"{_release(name)}\n\n{_licence(name)}" for name in (*IN_AGE, *IN_SHA256, "htmx.org", "@scure/bip39")
    ]
    return ("\n" + "=" * 78 + "\n\n").join(texts).encode()


def _licence(package: str) -> str:
    return (PACKAGES / package / "LICENSE").read_text("utf-8").strip() + "\n"


def _release(package: str) -> str:
    version = json.loads((PACKAGES / package / "package.json").read_text("utf-8"))["version"]
    return f"{package} {version}"


def _sums(files: Mapping[str, bytes]) -> bytes:
    """For `sha256sum --check`."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return "".join(lines).encode("ascii")


def _words(name: str) -> list[str]:
    """The 2 048 entries of a BIP-39 list."""
    script = (
        f"import {{ wordlist }} from '@scure/bip39/wordlists/{name}.js'; console.log(wordlist.join('\\n'))"
    )
    return _run("node", "--input-type=module", "--eval", script, in_folder=ROOT).split()


def _lines(words: list[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _words_module(lists: Mapping[str, list[str]]) -> bytes:
    """The same lists for browsers, as short as they come."""
    parts = [
        "// @ts-check",
        "// The BIP-39 lists, number 1 first; built by scripts/vendor.py from crypto/words/*.txt's source.",
        "/** @type {readonly string[]} */",
        f"export const ENGLISH = `\n{_wrapped(lists['english'])}\n`.trim().split(/\\s/);",
    ]
    for name in ("zh_hans", "zh_hant"):
        joined = "".join(lists[name])
        rows = "\n".join(joined[start : start + ROW] for start in range(0, len(joined), ROW))
        parts.append("/** @type {readonly string[]} */")
        parts.append(f"export const {name.upper()} = [...`\n{rows}\n`.replaceAll('\\n', '')];")
    return ("\n".join(parts) + "\n").encode()


def _wrapped(words: list[str]) -> str:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > COLUMNS:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _with_note(note: str, text: str) -> bytes:
    return f"// {note}\n{text}".encode()


def _run(*command: str, in_folder: Path) -> str:
    return subprocess.run(command, cwd=in_folder, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
