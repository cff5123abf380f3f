// @ts-check
/**
 * The reviewer's keys, in this module's memory and nowhere else: a reload forgets them. Boosted pages keep the module.
 */

import { holderOf, open, recipientOf } from "../crypto/browser/age.js";
import { equal, unb64 } from "../crypto/browser/encoding.js";
import { openGrant } from "../crypto/browser/grants.js";
import { StaffKeys } from "../crypto/browser/staff.js";

/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */

/** Says `unlocked` and `locked`. */
export const changes = new EventTarget();

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */

/** @type {StaffKeys | undefined} */
let keys;
/** @type {readonly StaffKeys[]} that this reviewer had before, while something is sealed to them */
let former = [];
/** @type {Map<string, Promise<Grant>>} conversation keys that were opened, by conversation and number */
const opened = new Map();

/**
 * @param {StaffKeys} mine
 * @param {readonly StaffKeys[]} [before]
 */
export function unlock(mine, before = []) {
  keys = mine;
  former = before;
  changes.dispatchEvent(new Event("unlocked"));
}

/**
 * Keys of before, whose seeds are sealed to those of today. One that does not open is left out: what it opened stays shut, and nobody is kept from signing in.
 * @param {readonly string[]} seeds base64url
 * @param {StaffKeys} today
 */
export async function formerKeys(seeds, { identity }) {
  const found = await Promise.allSettled(
    seeds.map(async (sealed) => StaffKeys.fromSeed(await open(unb64(sealed), [identity]))),
  );
  return found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

/** Forget everything. */
export function lock() {
  keys = undefined;
  former = [];
  opened.clear();
  changes.dispatchEvent(new Event("locked"));
}

/** The keys; undefined while they are not here. */
export function mine() {
  return keys;
}

/** Those keys and the ones before; none while they are not here. */
export function everyKey() {
  return keys === undefined ? [] : [keys, ...former];
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
  const found = opened.get(name) ?? openedWith(identities(), sealed, conversation, n);
  opened.set(name, found);
  return found;
}

function identities() {
  return everyKey().map(({ identity }) => identity);
}

/**
 * @param {readonly Identity[]} identities
 * @param {Uint8Array} sealed
 * @param {string} conversation
 * @param {number} n
 * @returns {Promise<Grant>}
 */
async function openedWith([first, ...others], sealed, conversation, n) {
  try {
    return await openGrant(sealed, first, conversation, n);
  } catch (error) {
    if (others.length === 0) {
      throw error;
    }
    return openedWith(others, sealed, conversation, n);
  }
}

/** As grants name this reviewer; undefined while the keys are not here. */
export async function myHolder() {
  return keys && holderOf(await recipientOf(keys.identity));
}

/**
 * Whether this reviewer stands on a sheet.
 * @param {import("../crypto/browser/sheets.js").KeySheet} sheet
 */
export async function standsOn(sheet) {
  const holder = await myHolder();
  return sheet.reviewers.some((reader) => holder !== undefined && equal(holderOf(reader.recipient), holder));
}
