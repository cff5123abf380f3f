// @ts-check
/**
 * The reviewer's keys, in this module's memory and nowhere else: a reload forgets them. Boosted pages keep the module.
 */

import { holderOf, recipientOf } from "../crypto/browser/age.js";
import { equal } from "../crypto/browser/encoding.js";
import { openGrant } from "../crypto/browser/grants.js";

/** @typedef {import("../crypto/browser/staff.js").StaffKeys} StaffKeys */
/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */

/** Says `unlocked` and `locked`. */
export const changes = new EventTarget();

/** @type {StaffKeys | undefined} */
let keys;
/** @type {Map<string, Promise<Grant>>} conversation keys that were opened, by conversation and number */
const opened = new Map();

/** @param {StaffKeys} mine */
export function unlock(mine) {
  keys = mine;
  changes.dispatchEvent(new Event("unlocked"));
}

/** Forget everything. */
export function lock() {
  keys = undefined;
  opened.clear();
  changes.dispatchEvent(new Event("locked"));
}

/** The keys; undefined while they are not here. */
export function mine() {
  return keys;
}

/**
 * A conversation key, out of the grant that is sealed to this reviewer. Whether its signer may grant, the sheets say.
 * @param {string} conversation
 * @param {number} n
 * @param {Uint8Array} sealed
 */
export function conversationKey(conversation, n, sealed) {
  if (keys === undefined) {
    throw new Error("locked");
  }
  const name = `${conversation} ${n}`;
  const found = opened.get(name) ?? openGrant(sealed, keys.identity, conversation, n);
  opened.set(name, found);
  return found;
}

/**
 * Whether this reviewer stands on a sheet.
 * @param {import("../crypto/browser/sheets.js").KeySheet} sheet
 */
export async function standsOn(sheet) {
  const holder = keys && holderOf(await recipientOf(keys.identity));
  return sheet.reviewers.some((reader) => holder !== undefined && equal(holderOf(reader.recipient), holder));
}
