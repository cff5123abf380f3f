// @ts-check
/** What explanations and answers are called. */

import { word } from "../sealed/words.js";

/**
 * Of those that are always there the page has the name.
 * @param {import("./types.js").Row} row
 */
export function nameOf({ id, text }) {
  return text ?? word(`rival-${id}`);
}

const FIRST = 80; // characters

/**
 * An answer of the other side, by its number, its day and its first words.
 * @param {import("./types.js").Said} answer
 * @param {number} number
 */
export function answerNamed({ day, text }, number) {
  const words = [...text.trim().replace(/\s+/gu, " ")];
  const first = words.length > FIRST ? `${words.slice(0, FIRST).join("")}…` : words.join("");
  return word("answer-named", { number, day, first });
}
