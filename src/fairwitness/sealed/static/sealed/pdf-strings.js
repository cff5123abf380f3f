// @ts-check
/** The strings of a PDF (ISO 32000-1, 7.3.4) that say who made it, with what and when, and where in the text they stand. */

/** @typedef {import("./details.js").Kind} Kind */
/** @typedef {{kind: Kind, start: number, end: number, bytes: Uint8Array}} Place from delimiter to delimiter, and what it says */

/** @type {Record<string, Kind>} */
const KEYS = {
  Author: "author",
  Company: "company",
  Creator: "software",
  Producer: "software",
  CreationDate: "time",
  ModDate: "time",
};
const ALL = Object.keys(KEYS).join("|");
const REFERENCE = /^(\d+)\s+(\d+)\s+R\b/;
const LETTERS = new TextDecoder("latin1").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)); // it is windows-1252
const ESCAPED = /\\(\r\n?|\n|[nrtbf()\\]|[0-7]{1,3})/g;
const MARKS = /** @type {Record<string, string>} */ ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" });

/**
 * Every one of them; a value that stands in an object of its own is looked for there.
 * @param {string} text bytes as latin-1
 * @returns {Place[]}
 */
export function placesIn(text) {
  return keysIn(text).flatMap(({ kind, at }) => valuesAt(text, at).map((place) => ({ kind, ...place })));
}

/**
 * Whether one of them stands in an object that this text does not hold.
 * @param {string} text
 */
export function pointsElsewhere(text) {
  return keysIn(text).some(
    ({ at }) => REFERENCE.test(text.slice(at, at + 32)) && valuesAt(text, at).length === 0,
  );
}

/** @param {string} text */
function keysIn(text) {
  const keys = new RegExp(`/(${ALL})(?![A-Za-z0-9])\\s*`, "g");
  return [...text.matchAll(keys)].map((found) => ({
    kind: /** @type {Kind} */ (KEYS[found[1] ?? ""]),
    at: found.index + found[0].length,
  }));
}

/**
 * @param {string} text
 * @param {number} at
 */
function valuesAt(text, at) {
  const elsewhere = REFERENCE.exec(text.slice(at, at + 32));
  if (elsewhere === null) {
    return stringAt(text, at);
  }
  const object = new RegExp(`\\b${elsewhere[1]}\\s+${elsewhere[2]}\\s+obj\\s*`, "g");
  return [...text.matchAll(object)].flatMap((found) => stringAt(text, found.index + found[0].length));
}

/**
 * @param {string} text
 * @param {number} start
 * @returns {{start: number, end: number, bytes: Uint8Array}[]} one, or none where no string begins here
 */
function stringAt(text, start) {
  if (text[start] === "(") {
    const end = endOfPlain(text, start);
    return end === 0 ? [] : [{ start, end, bytes: bytesOfPlain(text.slice(start + 1, end - 1)) }];
  }
  const hex = /^<([0-9A-Fa-f\s]*)>/.exec(text.slice(start, start + 65_536));
  return hex === null ? [] : [{ start, end: start + hex[0].length, bytes: bytesOfHex(hex[1] ?? "") }];
}

/**
 * Behind the bracket that closes it: brackets stand in pairs, or behind a backslash.
 * @param {string} text
 * @param {number} start
 */
function endOfPlain(text, start) {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") {
      at += 1;
    } else if (text[at] === "(") {
      open += 1;
    } else if (text[at] === ")") {
      open -= 1;
      if (open === 0) {
        return at + 1;
      }
    }
  }
  return 0;
}

/** @param {string} hex */
function bytesOfHex(hex) {
  const digits = hex.replace(/\s/g, "");
  const pairs = (digits.length % 2 === 0 ? digits : `${digits}0`).match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** @param {string} plain */
function bytesOfPlain(plain) {
  const raw = plain.replace(ESCAPED, (_, mark) => {
    if (/[0-7]/.test(mark)) {
      return LETTERS[Number.parseInt(mark, 8) & 255] ?? "";
    }
    return /[\r\n]/.test(mark) ? "" : (MARKS[mark] ?? mark);
  });
  return Uint8Array.from(raw, (letter) => Math.max(0, LETTERS.indexOf(letter)));
}
