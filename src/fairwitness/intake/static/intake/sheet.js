// @ts-check
/** The key sheet of today: sealed is only to whom the office has signed for. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { readPublished } from "../crypto/browser/sheets.js";
import { fetchJson } from "./fetching.js";
import { NotReady } from "./not-ready.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{line: string, office: string, channel: string, serial: number}} Named what the page says of it */

/**
 * Fetch the sheet and check it: signature, line, office, channel, last day, and no older serial than the page names.
 * @param {string} url
 * @param {Named} named
 * @returns {Promise<KeySheet>}
 */
export async function fetchSheet(url, named) {
  const told = await fetchJson(url);
  const sheet = signed(told.sheet, named.office);
  if (sheet.channel !== named.channel || b64(sheet.line) !== named.line) {
    throw new NotReady("sheet-other");
  }
  if (sheet.serial < named.serial) {
    throw new NotReady("sheet-older");
  }
  if (sheet.until < new Date().toISOString().slice(0, 10)) {
    throw new NotReady("sheet-over", sheet.until);
  }
  return sheet;
}

/**
 * @param {unknown} published
 * @param {string} office
 */
function signed(published, office) {
  try {
    return readPublished(unb64(published), unb64(office, 32));
  } catch {
    throw new NotReady("sheet-forged");
  }
}
