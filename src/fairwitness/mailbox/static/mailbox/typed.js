// @ts-check
/** What somebody typed where a code is asked for: all twelve, or row 1 alone, also with the numbers of rows or of entries from their note. */

import { CodeError, TipCode } from "../crypto/browser/codes.js";
import { readEntries } from "../crypto/browser/entries.js";
import { word } from "../sealed/words.js";

/** @typedef {TipCode | "row"} Typed */

const ROW = 4; // entries
const ALL = 12;
const PLACE = new Map([
  ["1", 1],
  ["2", 2],
  ["3", 3],
  ["一", 1],
  ["二", 2],
  ["三", 3],
]);
// At the beginning of a line, perhaps behind a mark: `row 1`, `第一行`, or the bare digit.
const LABEL = /^[^\p{L}\p{N}_\n]*(?:row\s*([123])|第\s*([123一二三])\s*行|([123]))(?![0-9])/gmu;
// An entry's own number in a list: with a mark behind it anywhere, or bare at the beginning of a line.
/** @type {[RegExp, number[]][]} */
const ITEMS = [
  [/(?:^[^\p{L}\p{N}_\n]*|(?<=\s)\(?)([0-9]{1,2})\s*[.):、]/gu, [ROW, ALL]],
  [/^[^\p{L}\p{N}_\n]*([0-9]{1,2})(?=\s)/gmu, [ALL]],
];
const SHORT = /(?<![0-9])[0-9]{1,3}(?![0-9])/; // a number without its zeros in front
const LAST_RUN = /[\p{L}\p{N}]+$/u; // what is perhaps not typed to its end

/**
 * By the protocol's rule; only what is no code by that rule is read once more, without the numbers of rows or entries. CodeError otherwise.
 * @param {string} text
 * @returns {Promise<Typed>}
 */
export async function readTyped(text) {
  try {
    return await readPlain(text);
  } catch (error) {
    if (!(error instanceof CodeError)) {
      throw error;
    }
    const ofRows = await numbersOfRows(text);
    const numbers = ofRows.length > 0 ? ofRows : await numbersOfAList(text);
    if (numbers.length === 0) {
      throw error;
    }
    return readPlain(numbers.map((number) => String(number).padStart(4, "0")).join(" "));
  }
}

/**
 * @param {string} text
 * @returns {Promise<Typed>}
 */
async function readPlain(text) {
  try {
    return await TipCode.read(text);
  } catch (error) {
    if (error instanceof CodeError && error.why === "count" && (await isRow(text))) {
      return "row";
    }
    throw error;
  }
}

/** @param {string} text */
async function isRow(text) {
  try {
    return (await readEntries(text, ROW)).length === ROW;
  } catch {
    return false;
  }
}

/**
 * The entries of rows that are labelled 1, 2, 3 in this order and have exactly four entries each; none where that is not certain.
 * @param {string} typed
 */
async function numbersOfRows(typed) {
  const text = typed.normalize("NFKC").toLowerCase();
  const found = [...text.matchAll(LABEL)];
  const spelt = found.filter((label) => label[3] === undefined); // beside a `row 1` a bare digit is an entry
  const labels = spelt.length > 0 ? spelt : found;
  const inOrder = labels.every((label, place) => placeOf(label) === place + 1);
  if (labels.length === 0 || !inOrder || text.slice(0, labels[0].index).trim() !== "") {
    return [];
  }
  const rows = labels.map((label, place) =>
    text.slice(label.index + label[0].length, labels[place + 1]?.index ?? text.length),
  );
  if (rows.length === 1 && labels[0][3] !== undefined && SHORT.test(rows[0])) {
    return []; // `1 2 3 4 5` may as well be the beginning of a code
  }
  try {
    return (await Promise.all(rows.map((row) => readEntries(row, ROW)))).flat();
  } catch {
    return [];
  }
}

/**
 * The entries of a list that is numbered 1 to 4, or 1 to 12, with one entry behind each number; none where that is not certain.
 * @param {string} typed
 */
async function numbersOfAList(typed) {
  const text = typed.normalize("NFKC").toLowerCase();
  for (const [item, counts] of ITEMS) {
    const items = [...text.matchAll(item)];
    const inOrder = items.every((one, place) => Number(one[1]) === place + 1);
    if (counts.includes(items.length) && inOrder && text.slice(0, items[0].index).trim() === "") {
      const ends = [...items.slice(1).map(({ index }) => index), text.length];
      const entries = items.map((one, place) => text.slice(one.index + one[0].length, ends[place]));
      try {
        return (await Promise.all(entries.map((entry) => readEntries(entry, 1)))).flat();
      } catch {
        // the other way of numbering
      }
    }
  }
  return [];
}

/** @param {RegExpMatchArray} label */
function placeOf(label) {
  return PLACE.get(label[1] ?? label[2] ?? label[3] ?? "");
}

/**
 * What to say while somebody types: how many are right, and whether the whole fits together. The last one is perhaps not
 * typed to its end, so nothing is said against it.
 * @param {string} text
 * @param {boolean} [ended]
 * @returns {Promise<string>}
 */
export async function soFar(text, ended = false) {
  if (text.trim() === "") {
    return "";
  }
  try {
    return word((await readTyped(text)) === "row" ? "row-one" : "all-right");
  } catch (error) {
    if (!(error instanceof CodeError)) {
      throw error;
    }
    if (error.why === "count") {
      return error.count > 12 ? whatIsWrong(error) : word("count-so-far", { count: error.count });
    }
    const begun = text.replace(LAST_RUN, "");
    return !ended && begun !== text && error.why !== "checksum"
      ? (await soFar(begun, true)) || word("count-so-far", { count: 0 })
      : whatIsWrong(error);
  }
}

/**
 * What to tell somebody whose code could not be read: where to look, and never what they typed.
 * @param {CodeError} error
 */
export function whatIsWrong(error) {
  if (error.why === "count") {
    return word(error.count === 0 ? "code-none" : error.count === 1 ? "code-one" : "code-count", {
      count: error.count,
    });
  }
  return word(`code-${error.why}`, { place: error.entry });
}

/**
 * The code after one press on the pad of buttons: digits in groups of four, or the last digit taken back.
 * @param {string} code
 * @param {string} key
 */
export function pressed(code, key) {
  const kept = code.trimEnd();
  if (key === "back") {
    return kept.slice(0, -1).trimEnd();
  }
  return /(?<![0-9])[0-9]{4}$/.test(kept) ? `${kept} ${key}` : kept + key;
}
