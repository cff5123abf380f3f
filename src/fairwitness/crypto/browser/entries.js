// @ts-check
/** Reading what somebody typed, dictated or pasted as the words of a code. */

import { CodeError, WORDS } from "./code-error.js";

/** @typedef {{form: "word" | "number" | "character", number: number}} Mark */
/** @typedef {{words: ReadonlyMap<string, number>, characters: ReadonlyMap<string, number>}} Lists */

const DIGITS = 4; // of a number as it is shown, 0001 to 2048
const RUNS = /[a-z]+|[0-9]+|[^a-z0-9]/gu;

/** @type {ReadonlyMap<string, number>} */
const NONE = new Map();

/**
 * Numbers 1…2048 of exactly `wanted` entries; CodeError otherwise.
 *
 * Everything that is not a letter a–z, a digit or a character of the two Chinese lists separates. Only where that
 * gives more than `wanted`, a number, a word and a character side by side that mean the same number are one, so that
 * a page's own text can be pasted. A list is loaded only for a text that has something of it; rejects where it does not load.
 * @param {string} text
 * @param {number} wanted
 */
export async function readEntries(text, wanted) {
  const typed = text.normalize("NFKC").toLowerCase();
  const all = marksOf(typed, await listsFor(typed));
  const marks = all.length > wanted ? merged(all) : all;
  if (marks.length !== wanted) {
    throw new CodeError("count", { count: marks.length });
  }
  return marks.map((mark) => mark.number);
}

/**
 * @param {string} text
 * @returns {Promise<Lists>}
 */
async function listsFor(text) {
  return {
    words: /[a-z]/.test(text) ? (await import("./english.js")).NUMBER_OF_WORD : NONE,
    characters: /\p{Script=Han}/u.test(text) ? (await import("./zh_hant.js")).NUMBER_OF_CHARACTER : NONE,
  };
}

/**
 * @param {string} text
 * @param {Lists} lists
 */
function marksOf(text, lists) {
  /** @type {Mark[]} */
  const marks = [];
  for (const run of text.match(RUNS) ?? []) {
    marks.push(...marksOfRun(run, marks.length + 1, lists));
  }
  return marks;
}

/**
 * @param {string} run
 * @param {number} entry
 * @param {Lists} lists
 * @returns {Mark[]}
 */
function marksOfRun(run, entry, { words, characters }) {
  if (/^[0-9]/.test(run)) {
    return numbersOf(run, entry);
  }
  if (/^[a-z]/.test(run)) {
    return [wordOf(run, entry, words)];
  }
  const number = characters.get(run);
  return number === undefined ? [] : [{ form: "character", number }];
}

/**
 * @param {string} run
 * @param {number} entry
 * @param {ReadonlyMap<string, number>} words
 * @returns {Mark}
 */
function wordOf(run, entry, words) {
  const number = words.get(run);
  if (number === undefined) {
    throw new CodeError("word", { entry });
  }
  return { form: "word", number };
}

/**
 * One number of up to four digits, or several of exactly four.
 * @param {string} run
 * @param {number} entry
 * @returns {Mark[]}
 */
function numbersOf(run, entry) {
  if (run.length > DIGITS && run.length % DIGITS !== 0) {
    throw new CodeError("number", { entry });
  }
  const groups = run.match(/.{1,4}/g) ?? [];
  return groups.map((digits, place) => {
    const number = Number(digits);
    if (number < 1 || number > WORDS) {
      throw new CodeError("number", { entry: entry + place });
    }
    return { form: "number", number };
  });
}

/** @param {Mark[]} marks */
function merged(marks) {
  /** @type {Mark[]} */
  const kept = [];
  let forms = new Set();
  for (const mark of marks) {
    if (mark.number === kept.at(-1)?.number && !forms.has(mark.form)) {
      forms.add(mark.form);
    } else {
      kept.push(mark);
      forms = new Set([mark.form]);
    }
  }
  return kept;
}
