// @ts-check
/** What is alleged, one claim at a time: records in letters among the readers. The latest of each counts, and the earlier ones stay. */

import { newId } from "../crypto/browser/encoding.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Allegation} Allegation */
/** @typedef {import("./types.js").AllegationSaid} AllegationSaid */

const ID = "allegation"; // random, and the same for ever: grades point to it
const TEXT = "alleged";
const KNOWN = "alleged-known";
const WRONG = "alleged-wrong";
const WITHDRAWN = "alleged-withdrawn";
/** How something can be known, in the order in which it is shown. */
export const WAYS = ["direct", "document", "told", "inferred", "unknown"];
/** With these, a letter is not what its author has sent now. */
const DOUBTED = ["foreign", "repeated"];

/**
 * How one stands in its letter; a new one gets its id here.
 * @param {AllegationSaid} said
 * @returns {Answer[]}
 */
export function answersOf({ id = newId(), text, known, wrong }) {
  return [
    { question: ID, text: id },
    { question: TEXT, text },
    { question: KNOWN, text: known },
    { question: WRONG, text: wrong },
  ];
}

/**
 * That one is alleged no more. What was said of it stays in its letters.
 * @param {string} id
 * @returns {Answer[]}
 */
export function withdrawnAnswers(id) {
  return [
    { question: ID, text: id },
    { question: WITHDRAWN, text: "yes" },
  ];
}

/**
 * Whether a letter among readers counts: from a reader on the sheet, and sent once.
 * @param {OpenedLetter} one
 */
export function counts({ letter, author, warnings }) {
  return letter !== undefined && author !== "?" && !warnings.some((name) => DOUBTED.includes(name));
}

/**
 * All of them, in the order in which they were first written.
 * @param {readonly OpenedLetter[]} notes
 * @returns {Allegation[]}
 */
export function allegationsIn(notes) {
  /** @type {Map<string, Allegation>} */
  const found = new Map();
  for (const note of notes.filter(counts)) {
    const said = (/** @type {string} */ question) =>
      note.letter?.answers.find((one) => one.question === question)?.text;
    const id = said(ID);
    if (id === undefined) {
      continue;
    }
    const isWithdrawn = said(WITHDRAWN) !== undefined;
    const before = found.get(id);
    if (isWithdrawn ? before !== undefined : said(TEXT) !== undefined) {
      const by = { author: note.author ?? "?", day: note.day, isWithdrawn, letter: note.id };
      const earlier = before?.versions.at(-1);
      const way = said(KNOWN) ?? "";
      const told = isWithdrawn
        ? { text: earlier?.text ?? "", known: earlier?.known ?? "unknown", wrong: earlier?.wrong ?? "" }
        : { text: said(TEXT) ?? "", known: WAYS.includes(way) ? way : "unknown", wrong: said(WRONG) ?? "" };
      found.set(id, { id, versions: [...(before?.versions ?? []), { ...told, ...by }] });
    }
  }
  return [...found.values()];
}

/**
 * Those that stand, by how they are known: nothing of a way in which nothing is.
 * @template {Allegation} T
 * @param {readonly T[]} allegations
 * @returns {[string, T[]][]}
 */
export function byTheirWays(allegations) {
  const standing = allegations.filter((one) => !isWithdrawn(one));
  const ways = WAYS.map(
    (way) =>
      /** @type {[string, T[]]} */ ([way, standing.filter((one) => one.versions.at(-1)?.known === way)]),
  );
  return ways.filter(([, those]) => those.length > 0);
}

/** @param {Allegation} allegation */
export function isWithdrawn({ versions }) {
  return versions.at(-1)?.isWithdrawn === true;
}
