// @ts-check
/** Passing a tip on: what the tipster was asked and has answered. */

import { QUESTION, read } from "../sealed/passing-on.js";
import { isTheirs } from "./marks.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Consent} Consent */

const NONE = { letters: [], words: [] };

/** As letters ask about those bodies that the charter names today: said once in a page. */
export function bodiesHere() {
  const place = document.querySelector("[data-bodies]");
  return place instanceof HTMLElement ? (place.dataset.bodies ?? "").split(",") : [];
}

/**
 * How it stands with each body that the tipster was asked about, as the charter describes it today: the latest letter counts.
 *
 * A question puts an earlier answer out of force, and a no does however the charter described the body then. A yes is in doubt where the line has left out, repeated or damaged anything
 * from that letter on: there could have been a no.
 * @param {readonly OpenedLetter[]} letters
 * @param {ReadonlyMap<string, string>} own hashes of the letters as stored, by their ids: of those that nobody but the tipster can have written
 * @param {readonly string[]} bodies as letters ask about them
 * @returns {Map<string, Consent>} by the body's slug
 */
export function consentsIn(letters, own, bodies) {
  /** @type {Map<string, Consent>} */
  const found = new Map();
  for (const [place, one] of letters.entries()) {
    const isDoubtful = letters
      .slice(place)
      .some(({ letter, warnings }) => letter === undefined || warnings.length > 0);
    const hash = isDoubtful ? [] : [own.get(one.id) ?? ""];
    for (const [asked, yes] of saidIn(one, own)) {
      const slug = slugOf(asked);
      if (bodies.includes(asked) || (yes === false && found.has(slug))) {
        found.set(slug, after(found.get(slug), yes, one, hash));
      }
    }
  }
  return found;
}

/**
 * @param {Consent | undefined} before
 * @param {boolean | undefined} yes undefined of a question
 * @param {OpenedLetter} one
 * @param {string[]} hash none where it is in doubt
 * @returns {Consent}
 */
function after(before, yes, { day, letter }, hash) {
  if (yes === undefined) {
    return { says: before === undefined || before.says === "waits" ? "waits" : "asked", day, ...NONE };
  }
  if (!yes) {
    return { says: "no", day, ...NONE };
  }
  const { letters, words } = before ?? NONE;
  return {
    says: hash.length > 0 ? "yes" : "doubt",
    day,
    letters: [...letters, ...hash],
    words: [...words, letter?.text ?? ""].filter((text) => text.trim() !== ""),
  };
}

/**
 * What a letter asks, or answers; nothing where it is not from whom it says, or is a question that came before. A yes that somebody else could have written is none; a no is.
 * @param {OpenedLetter} one
 * @param {ReadonlyMap<string, string>} own
 * @returns {[string, boolean | undefined][]}
 */
function saidIn(one, own) {
  if (isTheirs(one)) {
    return answersIn(one).filter(([, yes]) => !yes || own.has(one.id));
  }
  const isTheReaders =
    one.author !== undefined && !one.warnings.some((name) => name === "foreign" || name === "repeated");
  return isTheReaders ? textsIn(one).map((text) => [text, undefined]) : [];
}

/** @param {OpenedLetter} one */
function answersIn(one) {
  return textsIn(one)
    .map(read)
    .filter((answer) => answer !== undefined);
}

/** @param {OpenedLetter} one */
function textsIn({ letter }) {
  const answers = letter?.answers ?? [];
  return answers.filter(({ question }) => question === QUESTION).map(({ text }) => text);
}

/** @param {string} asked */
function slugOf(asked) {
  return asked.split(" ")[0];
}

/**
 * The day on which the tipster said no to this body, however the charter described it then; undefined where they said yes later, or nothing.
 * @param {readonly OpenedLetter[]} letters
 * @param {string} body its slug
 */
export function saidNo(letters, body) {
  const said = letters.filter(isTheirs).flatMap((one) =>
    answersIn(one)
      .filter(([asked, yes]) => slugOf(asked) === body && !(yes && one.warnings.includes("repeated")))
      .map(([, yes]) => ({ yes, day: one.day })),
  );
  const last = said.at(-1);
  return last?.yes === false ? last.day : undefined;
}

/**
 * What is wrong about a body that is to be passed something with the tipster's yes; "" where nothing is.
 * @param {Consent | undefined} consent
 * @param {string} [letter] the hash of the letter that is named as the yes
 */
export function wrongWith(consent, letter = consent?.letters.at(-1)) {
  if (consent === undefined) {
    return "consent-none";
  }
  if (consent.says !== "yes") {
    return `consent-${consent.says}`;
  }
  return letter !== undefined && consent.letters.includes(letter) ? "" : "consent-none";
}
