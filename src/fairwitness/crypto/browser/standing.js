// @ts-check
/** What a reader of a conversation can tell of its letters by their numbers and hashes alone. */

import { b64 } from "./encoding.js";

/** @typedef {Pick<import("./letters.js").Letter, "author" | "seq" | "seen">} Letter what counts of one */
/** @typedef {"missing" | "repeated" | "foreign"} Doubt */

/**
 * For each letter, in the order in which they are kept; undefined is one that could not be opened.
 * @param {readonly (Letter | undefined)[]} letters
 * @param {readonly string[]} hashes of the letters as stored, base64url
 * @param {ReadonlySet<string>} authors the keys that may write here, base64url
 * @returns {Doubt[][]}
 */
export function doubts(letters, hashes, authors) {
  /** @type {Map<string, number>} */
  const counted = new Map();
  return letters.map((letter, place) =>
    letter === undefined ? [] : doubtsOf(letter, counted, hashes.slice(0, place), authors),
  );
}

/**
 * @param {Letter} letter
 * @param {Map<string, number>} counted
 * @param {readonly string[]} before
 * @param {ReadonlySet<string>} authors
 */
function doubtsOf(letter, counted, before, authors) {
  const author = b64(letter.author);
  const expected = counted.get(author) ?? 0;
  counted.set(author, Math.max(expected, letter.seq + 1));
  const seenIsHere = letter.seen === undefined ? before.length === 0 : before.includes(b64(letter.seen));
  /** @type {[Doubt, boolean][]} */
  const told = [
    ["foreign", !authors.has(author)],
    ["repeated", letter.seq < expected],
    ["missing", letter.seq > expected || !seenIsHere],
  ];
  return told.filter(([, holds]) => holds).map(([doubt]) => doubt);
}
