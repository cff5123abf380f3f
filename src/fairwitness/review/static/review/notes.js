// @ts-check
/** What the line says of the letters among readers. */

import { ask, read } from "../sealed/line.js";

/** @typedef {import("./types.js").NotesTold} NotesTold */

/**
 * As cipher.
 * @param {string} url
 * @returns {Promise<NotesTold>}
 */
export async function fetchNotes(url) {
  return await read(await ask(url));
}
