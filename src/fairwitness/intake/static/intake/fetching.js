// @ts-check
/** Fetching what is public and the same for everybody: the screens, and the key sheet, to which is sealed only if the office signed it. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { readPublished } from "../crypto/browser/sheets.js";
import { fetchDocument } from "../sealed/line.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{line: string, office: string, channel: string, serial: number}} Named what the page says of the sheet */

/** This browser cannot seal now: nothing may be written here, or sent. */
export class NotReady extends Error {
  /**
   * @param {string} word the name of a sentence of the page
   * @param {string} [day]
   * @param {string} [today]
   */
  constructor(word, day, today) {
    super(word);
    this.word = word;
    this.day = day;
    this.today = today;
  }
}

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
  const today = new Date().toISOString().slice(0, 10);
  if (sheet.until < today) {
    throw new NotReady("sheet-over", sheet.until, today);
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

/**
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
async function fetchJson(url) {
  try {
    return await (await fetch(url, { credentials: "omit", redirect: "error" })).json();
  } catch {
    throw new NotReady("unreachable");
  }
}

/**
 * A page as a document, in which no script runs.
 * @param {string} url
 */
export async function fetchPage(url) {
  try {
    return await fetchDocument(url);
  } catch {
    throw new NotReady("unreachable");
  }
}
