// @ts-check
/**
 * The key sheets that this browser has seen: an older one, or a fork, stops the desk.
 *
 * Kept is, for each channel, the office's verifying key, the serial and the hash: all of it public.
 */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { follows, readPublished } from "../crypto/browser/sheets.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{office: string, serial: number, hash: string}} Seen */

/** The desk must not go on. */
export class DeskStops extends Error {}

/** Says `news` with a sentence when a sheet has changed. */
export const news = new EventTarget();

/**
 * Read and verify a channel's sheets, the oldest first, and compare them with what was seen before. DeskStops where they differ.
 * @param {string} line
 * @param {string} channel
 * @param {string} office verifying key, as the line names it: trusted on first use, compared ever after
 * @param {readonly string[]} published
 * @returns {KeySheet[]}
 */
export function readSheets(line, channel, office, published) {
  const name = `sheet ${line} ${channel}`;
  const before = recall(name);
  if (before !== undefined && before.office !== office) {
    throw new DeskStops(word("sheet-forged"));
  }
  const sheets = verified(published, unb64(office, 32));
  const newest = sheets.at(-1);
  if (newest === undefined || newest.channel !== channel || b64(newest.line) !== line) {
    throw new DeskStops(word("sheet-forged"));
  }
  compare(sheets, newest, before);
  localStorage.setItem(name, JSON.stringify({ office, serial: newest.serial, hash: b64(newest.hash) }));
  return sheets;
}

/**
 * @param {readonly string[]} published
 * @param {Uint8Array} office
 */
function verified(published, office) {
  try {
    const sheets = published.map((one) => readPublished(unb64(one), office));
    if (sheets.some((sheet, place) => place > 0 && !follows(sheet, sheets[place - 1]))) {
      throw new DeskStops(word("sheet-older"));
    }
    return sheets;
  } catch (error) {
    throw error instanceof DeskStops ? error : new DeskStops(word("sheet-forged"));
  }
}

/**
 * @param {readonly KeySheet[]} sheets
 * @param {KeySheet} newest
 * @param {Seen | undefined} before
 */
function compare(sheets, newest, before) {
  if (before === undefined) {
    return;
  }
  if (!sheets.some((sheet) => sheet.serial === before.serial && b64(sheet.hash) === before.hash)) {
    throw new DeskStops(word("sheet-older"));
  }
  if (newest.serial > before.serial) {
    const readers = newest.reviewers.map((reader) => reader.name).join(", ");
    const sentence = word("sheet-new", { serial: newest.serial, readers });
    news.dispatchEvent(new CustomEvent("news", { detail: sentence }));
  }
}

/**
 * @param {string} name
 * @returns {Seen | undefined}
 */
function recall(name) {
  const kept = localStorage.getItem(name);
  return kept === null ? undefined : JSON.parse(kept);
}
