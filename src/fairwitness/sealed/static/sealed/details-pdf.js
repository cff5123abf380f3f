// @ts-check
/**
 * PDF (ISO 32000): author, program and dates are named. They are not taken out here: a PDF keeps its earlier versions, its
 * pictures have details of their own, and what rewrites all of it soundly is larger than everything else on the page.
 */

import { once } from "./details.js";
import { readXmp, shown } from "./exif.js";

/** @typedef {import("./details.js").Found} Found */

/** @type {[import("./details.js").Kind, string][]} */
const KEYS = [
  ["author", "Author"],
  ["company", "Company"],
  ["software", "Creator"],
  ["software", "Producer"],
  ["time", "CreationDate"],
  ["time", "ModDate"],
];
const MOST_STREAMS = 200; // packed lists of objects that are looked into
const ESCAPED = /\\([nrtbf()\\]|[0-7]{1,3})/g;

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readPdf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const whole = new TextDecoder("latin1").decode(bytes);
  const texts = [whole, ...(await unpacked(bytes, whole))];
  const packets = texts.flatMap((text) => text.match(/<x:xmpmeta[\s\S]{0,65536}?<\/x:xmpmeta>/g) ?? []);
  const found = [...texts.flatMap(infoIn), ...packets.flatMap(readXmp)];
  return { found: once(found), stays: [], removed: undefined };
}

/**
 * @param {string} text
 * @returns {Found[]}
 */
function infoIn(text) {
  return KEYS.flatMap(([kind, key]) => {
    const value = new RegExp(`/${key}\\s*(?:\\(((?:[^()\\\\]|\\\\[\\s\\S])*)\\)|<([0-9A-Fa-f\\s]+)>)`, "g");
    return [...text.matchAll(value)].map(([, plain, hex]) => ({
      kind,
      text: shown(decoded(plain === undefined ? bytesOfHex(hex) : bytesOfPlain(plain))),
    }));
  }).filter((one) => one.text !== "");
}

/** @param {string} hex */
function bytesOfHex(hex) {
  const pairs = hex.replace(/\s/g, "").match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** @param {string} plain */
function bytesOfPlain(plain) {
  const raw = plain.replace(ESCAPED, (_, mark) =>
    /[0-7]/.test(mark) ? String.fromCharCode(Number.parseInt(mark, 8) & 255) : mark,
  );
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function decoded(bytes) {
  const isUtf16 = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(isUtf16 ? "utf-16be" : "utf-8").decode(bytes);
}

/**
 * Lists of objects that are packed into streams, among them perhaps the one that names the author.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} whole
 */
async function unpacked(bytes, whole) {
  /** @type {string[]} */
  const texts = [];
  for (const found of [...whole.matchAll(/\/(?:ObjStm|Metadata)\b[\s\S]{0,400}?stream\r?\n/g)].slice(
    0,
    MOST_STREAMS,
  )) {
    const start = found.index + found[0].length;
    const end = whole.indexOf("endstream", start);
    if (end > start) {
      texts.push(await inflated(bytes.subarray(start, end)));
    }
  }
  return texts;
}

/** @param {Uint8Array<ArrayBuffer>} packed */
async function inflated(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let text = "";
  const decoder = new TextDecoder("latin1");
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
    }
  } catch {
    // the line's end behind a stream counts as damage; what came before it is there
  }
  return text;
}
