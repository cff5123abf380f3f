"""Writes what is taken from npm packages: src/fairwitness/vendor and the word lists; `--check` only compares.

package-lock.json pins every package, rollup and esbuild too, so the same bytes come out on every machine. Run `npm ci` first.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
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
export { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
export { ed25519 } from "@noble/curves/ed25519.js";
export { sha256, sha512 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
"""
# What comes in pieces, for large files: in browsers twice as fast as the one in age.js, and it can be gone on with.
SHA256 = """\
export { SHA256 } from "@stablelib/sha256";
"""
ARMOR = """\
export { armor } from "age-encryption";
"""
# An archive as a stream, nothing packed: also beyond 4 GiB, and without WebAssembly, which the policy of our pages lets nobody run.
ZIP = """\
export { makeZip } from "client-zip";
"""
# Blinding, and nothing of the package's other protocol; of sjcl, which it carries in itself, only numbers and their spelling.
BLIND_RSA = """\
export { BlindRSA, PrepareType } from "@cloudflare/blindrsa-ts/lib/src/blindrsa.js";
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
IN_ZIP = ("client-zip",)
IN_BLIND_RSA = ("@cloudflare/blindrsa-ts", "sjcl")
LISTS = {
    "english": "english",
    "zh_hans": "simplified-chinese",
    "zh_hant": "traditional-chinese",
}
ASIDE = re.compile(
    r"^ *//(?!!).*\n|^ */\*\*[\s\S]*?\*/\n|/\* @__(?:PURE|NO_SIDE_EFFECTS)__ \*/ ", re.MULTILINE
)  # what packages say to those who work on them, and to bundlers; licences and origins begin with `!`
ROW = 64  # Chinese characters in a line of a list


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
        "armor.js": _bundle(ARMOR),
        "armor.d.ts": _with_note("What stands in armor.js.", ARMOR),
        "zip.js": _bundle(ZIP, IN_ZIP),
        "zip.d.ts": _with_note("What stands in zip.js.", ZIP),
        "blindrsa.js": _bundle(BLIND_RSA, IN_BLIND_RSA),
        "blindrsa.d.ts": _with_note("What stands in blindrsa.js.", BLIND_RSA),
        "htmx.js": (PACKAGES / "htmx.org/dist/htmx.esm.js").read_bytes(),
        "htmx.d.ts": _with_note("What stands in htmx.js.", HTMX),
        "LICENSES.txt": _licences(),
    }
    vendored["SHA256SUMS"] = _sums(vendored)
    lists = {name: _words(source) for name, source in LISTS.items()}
    texts = {f"crypto/words/{name}.txt": _lines(words) for name, words in lists.items()}
    texts["crypto/browser/english.js"] = _english_module(lists["english"])
    texts["crypto/browser/zh_hans.js"] = _simplified_module(lists["zh_hans"])
    texts["crypto/browser/zh_hant.js"] = _traditional_module(lists["zh_hans"], lists["zh_hant"])
    texts |= {f"vendor/{name}": content for name, content in vendored.items()}
    return {OURS / name: content for name, content in texts.items()}


def _compare(made: Mapping[Path, bytes]) -> int:
    wrong = [path for path, content in made.items() if not path.exists() or path.read_bytes() != content]
    wrong += sorted(set((OURS / "vendor").iterdir()) - set(made))
    for path in wrong:
        print(f"not what the pinned packages give: {path.relative_to(ROOT)}")
    return 1 if wrong else 0


def _bundle(entry: str, packages: Sequence[str] = IN_AGE) -> bytes:
    """One readable ES module with what the entry names and what that needs, the packages' licence lines in it.

    rollup leaves out what is not used (scripts/age.rollup.js); esbuild writes it down without the packages' long comments.
    """
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder) / "entry.js"
        start.write_text(entry, "utf-8")
        rollup = (_program("rollup"), "--config", "scripts/age.rollup.js", "--silent", "--format", "es")
        joined = _run(*rollup, str(start))
    made = _run(
        _program("esbuild"), "--target=es2022", "--charset=utf8", "--legal-comments=inline", give=joined
    )
    note = f"Built by scripts/vendor.py from {', '.join(map(_release, packages))}."
    return _with_note(note, ASIDE.sub("", made))


def _program(name: str) -> str:
    return str(PACKAGES / ".bin" / name)


def _licences() -> bytes:
    texts = [
        f"{_release(name)}\n\n{_licence(name)}"
        for name in (*IN_AGE, *IN_SHA256, *IN_ZIP, *IN_BLIND_RSA, "htmx.org", "@scure/bip39")
    ]
    return ("\n" + "=" * 78 + "\n\n").join(texts).encode()


def _licence(package: str) -> str:
    (file,) = (PACKAGES / package).glob("LICENSE*")
    return file.read_text("utf-8").strip() + "\n"


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
    return _run("node", "--input-type=module", "--eval", script).split()


def _lines(words: list[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _english_module(words: list[str]) -> bytes:
    """The list for browsers, as short as it comes and can still be read."""
    return f"""\
// @ts-check
// The English BIP-39 list, number 1 first; built by scripts/vendor.py from crypto/words/english.txt's source.

/** Each line: two letters, and how the words go on that begin with them. @type {{readonly string[]}} */
export const ENGLISH = `
{_by_two_letters(words)}
`
  .trim()
  .split("\\n")
  .flatMap((line) => {{
    const [two, ...rest] = line.split(" ");
    return rest.map((end) => two + end);
  }});

const PREFIX = 4; // letters that tell every word apart

/** By each word, and by its first letters. @type {{ReadonlyMap<string, number>}} */
export const NUMBER_OF_WORD = new Map(
  [ENGLISH.map((word) => word.slice(0, PREFIX)), ENGLISH].flatMap((list) =>
    list.map((word, place) => [word, place + 1]),
  ),
);
""".encode()


def _simplified_module(characters: list[str]) -> bytes:
    """The list for browsers."""
    return f"""\
// @ts-check
// The simplified Chinese BIP-39 list, number 1 first; built by scripts/vendor.py from crypto/words/zh_hans.txt's source.

/** @type {{readonly string[]}} */
export const ZH_HANS = [
  ...`
{_in_rows(characters)}
`.replaceAll("\\n", ""),
];
""".encode()


def _traditional_module(simplified: list[str], traditional: list[str]) -> bytes:
    """By what differs: most characters stand in both lists, under the same number."""
    pairs = zip(simplified, traditional, strict=True)
    return f"""\
// @ts-check
// The traditional Chinese BIP-39 list, number 1 first; built by scripts/vendor.py from crypto/words/zh_hant.txt's source.

import {{ ZH_HANS }} from "./zh_hans.js";

/** A simplified character, and the traditional one that stands in its place. */
const OTHERS = `
{_in_rows([one + other for one, other in pairs if one != other])}
`;
const TRADITIONAL = new Map([...OTHERS.matchAll(/(.)(.)/g)].map(([, one, other]) => [one, other]));

/** @type {{readonly string[]}} */
export const ZH_HANT = ZH_HANS.map((one) => TRADITIONAL.get(one) ?? one);

/** In either list. @type {{ReadonlyMap<string, number>}} */
export const NUMBER_OF_CHARACTER = new Map(
  [ZH_HANT, ZH_HANS].flatMap((list) => list.map((sign, place) => [sign, place + 1])),
);
""".encode()


def _by_two_letters(words: list[str]) -> str:
    groups = itertools.groupby(words, key=lambda word: word[:2])
    return "\n".join(" ".join([two, *(word[2:] for word in group)]) for two, group in groups)


def _in_rows(signs: list[str]) -> str:
    return "\n".join("".join(signs[start : start + ROW]) for start in range(0, len(signs), ROW))


def _with_note(note: str, text: str) -> bytes:
    return f"// {note}\n{text}".encode()


def _run(*command: str, give: str | None = None) -> str:
    return subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, input=give, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
