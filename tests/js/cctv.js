// @ts-check
/** The 143 vectors of the age format itself (C2SP/CCTV), as our modules open files. */

import { AgeError, open, parseIdentity } from "../../src/fairwitness/crypto/browser/age.js";
import { armor } from "../../src/fairwitness/vendor/armor.js";
import { refused, same, sha256Hex, unbase64 } from "./checks.js";

const COUNT = 143;
const NO_MATCH = "none of the keys opens this file";

/**
 * @typedef {object} Kit
 * @property {string} expect
 * @property {string} [payload] SHA-256 of the plaintext
 * @property {string[]} identities
 * @property {boolean} passphrase
 * @property {Uint8Array<ArrayBuffer>} age the file itself
 */

/** @param {Record<string, string>} file each test kit by its name, in base64 */
export async function cctv(file) {
  same(Object.keys(file).length, COUNT);
  /** @type {string[]} */
  const failures = [];
  for (const [name, kit] of Object.entries(file)) {
    await holds(await readKit(unbase64(kit))).catch((error) => failures.push(`${name}: ${error.message}`));
  }
  same(failures, []);
}

/** @param {Kit} kit */
async function holds(kit) {
  const identities = kit.identities.map(parseIdentity);
  if (kit.expect === "success" && !kit.passphrase) {
    const plaintext = await open(kit.age, identities);
    same(await sha256Hex(plaintext), kit.payload);
    return;
  }
  const error = await refused([AgeError], () => open(kit.age, identities));
  if (!kit.passphrase) {
    same(error.message === NO_MATCH, kit.expect === "no match"); // a file under a passphrase is refused whatever it is
  }
}

/**
 * Lines of `key: value`, an empty one, the age file.
 * @param {Uint8Array<ArrayBuffer>} raw
 * @returns {Promise<Kit>}
 */
async function readKit(raw) {
  const text = String.fromCharCode(...raw);
  const end = text.indexOf("\n\n");
  const fields = text
    .slice(0, end)
    .split("\n")
    .map((line) => /** @type {[string, string]} */ (line.split(": ", 2)));
  const of = new Map(fields);
  const file = raw.slice(end + 2);
  return {
    expect: of.get("expect") ?? "",
    payload: of.get("payload"),
    identities: fields.filter(([key]) => key === "identity").map(([, value]) => value),
    passphrase: of.has("passphrase"),
    age: withoutArmor(of.has("compressed") ? await inflated(file) : file, of.has("armored")),
  };
}

/**
 * The binary file; where the armor is damaged, nothing that could be opened.
 * @param {Uint8Array<ArrayBuffer>} file
 * @param {boolean} armored
 */
function withoutArmor(file, armored) {
  if (!armored) {
    return file;
  }
  try {
    return /** @type {Uint8Array<ArrayBuffer>} */ (armor.decode(new TextDecoder().decode(file)));
  } catch {
    return new Uint8Array();
  }
}

/** @param {Uint8Array<ArrayBuffer>} raw */
async function inflated(raw) {
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
