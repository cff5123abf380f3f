// @ts-check
/** What explanations are called. */

import { word } from "../sealed/words.js";

/**
 * Of those that are always there the page has the name.
 * @param {import("./types.js").Row} row
 */
export function nameOf({ id, text }) {
  return text ?? word(`rival-${id}`);
}
