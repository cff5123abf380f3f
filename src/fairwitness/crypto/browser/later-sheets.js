// @ts-check
/** Which key sheet comes after which: for whoever reads what was sealed to an earlier one. */

import { equal } from "./encoding.js";

/** @typedef {import("./sheets.js").KeySheet} KeySheet */

/**
 * Whether `next` is the sheet signed right after `before`, for the same channel by the same office.
 * @param {KeySheet} next
 * @param {KeySheet} before
 */
export function follows(next, before) {
  const sameChannel = next.channel === before.channel && equal(next.line, before.line);
  const linked = next.previous !== undefined && equal(next.previous, before.hash);
  return sameChannel && linked && equal(next.office, before.office) && next.serial > before.serial;
}

/**
 * The sheet with this hash and those linked to it by `previous`, in order; none where the hash is unknown.
 * @param {readonly KeySheet[]} sheets each read by `readPublished`
 * @param {Uint8Array} hash
 */
export function laterSheets(sheets, hash) {
  /** @type {KeySheet[]} */
  const chain = [];
  let link = sheets.find((sheet) => equal(sheet.hash, hash));
  while (link !== undefined) {
    const last = link;
    chain.push(last);
    link = sheets.find((sheet) => follows(sheet, last));
  }
  return chain;
}
