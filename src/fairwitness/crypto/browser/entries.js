// @ts-check
/** Reading what somebody typed, dictated or pasted as the words of a code. */

import { ENGLISH, ZH_HANS, ZH_HANT } from "./words.js";

/** @typedef {"word" | "number" | "count" | "checksum"} Why */
/** @typedef {{form: "word" | "number" | "character", number: number}} Mark */

export const WORDS = 2048;
const PREFIX = 4; // letters that tell every English word apart
const DIGITS = 4; // of a number as it is shown, 0001 to 2048
const RUNS = /[a-z]+|[0-9]+|[^a-z0-9]/gu;

const NUMBER_OF_WORD = new Map([
  ...ENGLISH.map((word, place) => /** @type {const} */ ([word.slice(0, PREFIX), place + 1])),
  ...ENGLISH.map((word, place) => /** @type {const} */ ([word, place + 1])),
]);
const NUMBER_OF_CHARACTER = new Map(
  [ZH_HANT, ZH_HANS].flatMap((list) => list.map((sign, place) => /** @type {const} */ ([sign, place + 1]))),
);

/** Why a text is no code; says at which entry, never what stood there. */
export class CodeError extends Error {
  /**
   * @param {Why} why
   * @param {{entry?: number, count?: number}} [where]
   */
  constructor(why, { entry = 0, count = 0 } = {}) {
    super(`no code: ${why}`);
    this.why = why;
    /** From 1, where `why` is word or number. */
    this.entry = entry;
    /** Entries found, where `why` is count. */
    this.count = count;
  }
}

/**
 * Numbers 1…2048 of exactly `wanted` entries; CodeError otherwise.
 *
 * Everything that is not a letter a–z, a digit or a character of the two Chinese lists separates. Only where that
 * gives more than `wanted`, a number, a word and a character side by side that mean the same number are one, so that
 * a page's own text can be pasted.
 * @param {string} text
 * @param {number} wanted
 */
export function readEntries(text, wanted) {
  const all = marksOf(text.normalize("NFKC").toLowerCase());
  const marks = all.length > wanted ? merged(all) : all;
  if (marks.length !== wanted) {
    throw new CodeError("count", { count: marks.length });
  }
  return marks.map((mark) => mark.number);
}

/** @param {string} text */
function marksOf(text) {
  /** @type {Mark[]} */
  const marks = [];
  for (const run of text.match(RUNS) ?? []) {
    marks.push(...marksOfRun(run, marks.length + 1));
  }
  return marks;
}

/**
 * @param {string} run
 * @param {number} entry
 * @returns {Mark[]}
 */
function marksOfRun(run, entry) {
  if (/^[0-9]/.test(run)) {
    return numbersOf(run, entry);
  }
  if (/^[a-z]/.test(run)) {
    return [wordOf(run, entry)];
  }
  const number = NUMBER_OF_CHARACTER.get(run);
  return number === undefined ? [] : [{ form: "character", number }];
}

/**
 * @param {string} run
 * @param {number} entry
 * @returns {Mark}
 */
function wordOf(run, entry) {
  const number = NUMBER_OF_WORD.get(run);
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
