// @ts-check
/**
 * A voucher: what a tipster was offered, in a form that tells nobody for which tip.
 *
 * Its message is a tag of ours, the id of the key that signs it, and 32 random bytes, behind the 32 of RFC 9474's preparation.
 */

import { blind, finalize, importKey, prepare, verify } from "./blind-rsa.js";
import {
  b64,
  concat,
  dumps,
  EncodingError,
  equal,
  loads,
  randomBytes,
  sha256,
  taggedHash,
  unb64,
  utf8,
} from "./encoding.js";
import { keyOnSheet, MODULUS } from "./reward-sheets.js";
import { HASH, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").RewardSheet} RewardSheet */
/** @typedef {import("./types.js").Voucher} Voucher */
/** @typedef {import("./types.js").PendingVoucher} PendingVoucher */

const TAG = utf8("fairwitness/1/voucher\0");
const PREFIX = 32; // random bytes, of the preparation
const NONCE = 32; // random bytes
const KEY_PLACE = PREFIX + TAG.length; // in a message
const PREPARED = KEY_PLACE + HASH + NONCE;
const RAW = PREFIX + HASH + NONCE + MODULUS; // bytes of a voucher without its tag and its checksum
const CHECKSUM = 3; // bytes of SHA-256: what was mistyped is told from what was forged
const LONGEST = 10_000; // characters of what somebody pastes
const LINES = /.{46}/g;
const AROUND = /[ \t\r\n\u00a0>]+/g; // what mail programs put into text, also before each line of an answer
const MARKS =
  /[-\u2013\u2014]+ ?BEGIN VOUCHER ?[-\u2013\u2014]+(.*?)([-\u2013\u2014]+ ?END VOUCHER ?[-\u2013\u2014]+|$)/s; // telephones make one dash of two

/** No voucher, or none that the sheet's keys have signed. `why` is one word for whoever writes the page. */
export class VoucherError extends Error {
  /** @param {"too-long" | "no-voucher" | "cut-short" | "mistyped" | "unknown-key" | "not-signed"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * A new voucher, blinded for a key of a sheet that was checked; what comes back is kept, sealed, until the answer is there.
 * @param {RewardSheet} sheet
 * @param {Uint8Array} keyId
 * @returns {Promise<PendingVoucher>}
 */
export async function begin(sheet, keyId) {
  const key = await keyOf(sheet, keyId);
  const message = prepare(concat(TAG, keyId, randomBytes(NONCE)));
  return { key: keyId, message, ...(await blind(key, message)) };
}

/** @param {PendingVoucher} pending */
export function pendingToJson({ key, message, inverse, blinded }) {
  return dumps({
    v: VERSION,
    key: b64(key),
    message: b64(message),
    inverse: b64(inverse),
    blinded: b64(blinded),
  });
}

/**
 * Undo `pendingToJson`; EncodingError for anything else.
 * @param {Uint8Array} raw
 * @returns {PendingVoucher}
 */
export function pendingFromJson(raw) {
  const of = loads(raw);
  const pending = {
    key: unb64(of.key, HASH),
    message: unb64(of.message, PREPARED),
    inverse: unb64(of.inverse, MODULUS),
    blinded: unb64(of.blinded, MODULUS),
  };
  const tagged = pending.message.subarray(PREFIX, PREPARED - NONCE);
  if (!equal(pendingToJson(pending), raw) || !equal(tagged, concat(TAG, pending.key))) {
    throw new EncodingError("not what was kept of a voucher");
  }
  return pending;
}

/**
 * The voucher under the answer; VoucherError where the key has not signed it: then it is worth nothing, and the office has to answer again.
 * @param {PendingVoucher} pending
 * @param {RewardSheet} sheet
 * @param {Uint8Array} signed
 * @returns {Promise<Voucher>}
 */
export async function finalizeVoucher(pending, sheet, signed) {
  const key = await keyOf(sheet, pending.key);
  const signature = await finalize(key, pending.message, signed, pending.inverse).catch(() => {
    throw new VoucherError("not-signed");
  });
  const { message } = pending;
  return {
    prefix: message.slice(0, PREFIX),
    key: pending.key,
    nonce: message.slice(PREPARED - NONCE),
    signature,
  };
}

/**
 * What it is worth; VoucherError where no key of the sheet has signed it.
 * @param {Voucher} voucher
 * @param {RewardSheet} sheet
 */
export async function worthOf(voucher, sheet) {
  const key = await keyOf(sheet, voucher.key);
  if (!(await verify(key, messageOf(voucher), voucher.signature))) {
    throw new VoucherError("not-signed");
  }
  return /** @type {import("./types.js").RewardKey} */ (keyOnSheet(sheet, voucher.key));
}

/**
 * 32 bytes, the same for every voucher with this message: what is kept of one that was exchanged.
 * @param {Voucher} voucher
 */
export function spentOf(voucher) {
  return taggedHash("fairwitness/1/voucher-spent", messageOf(voucher));
}

/**
 * Fourteen lines between two marks, to be kept, printed or pasted.
 * @param {Voucher} voucher
 */
export function voucherToText({ prefix, key, nonce, signature }) {
  const lines = textOf(concat(prefix, key, nonce, signature)).replace(LINES, "$&\n");
  return `-----BEGIN VOUCHER-----\n${lines}-----END VOUCHER-----\n`;
}

/**
 * Undo `voucherToText`, however lines were broken and whatever stands around it; VoucherError for anything else.
 * @param {string} text
 * @returns {Voucher}
 */
export function readVoucher(text) {
  const raw = rawOf(text);
  return {
    prefix: raw.slice(0, PREFIX),
    key: raw.slice(PREFIX, PREFIX + HASH),
    nonce: raw.slice(PREFIX + HASH, PREFIX + HASH + NONCE),
    signature: raw.slice(PREFIX + HASH + NONCE),
  };
}

/**
 * @param {RewardSheet} sheet
 * @param {Uint8Array} id
 */
async function keyOf(sheet, id) {
  const key = keyOnSheet(sheet, id);
  if (key === undefined) {
    throw new VoucherError("unknown-key");
  }
  return await importKey(key.modulus);
}

/** @param {Voucher} voucher */
function messageOf({ prefix, key, nonce }) {
  return concat(prefix, TAG, key, nonce);
}

/** @param {string} text */
function rawOf(text) {
  if ([...text].length > LONGEST) {
    throw new VoucherError("too-long");
  }
  const found = MARKS.exec(text);
  if (found === null) {
    throw new VoucherError("no-voucher");
  }
  const written = found[1].replace(AROUND, "");
  if (found[2] === "" || [...written].length < textOf(new Uint8Array(RAW)).length) {
    throw new VoucherError("cut-short");
  }
  return decoded(written);
}

/** @param {string} written base64 */
function decoded(written) {
  try {
    const raw = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0)).slice(0, RAW);
    if (textOf(raw) === written) {
      return raw;
    }
  } catch {
    // no base64 at all
  }
  throw new VoucherError("mistyped");
}

/** @param {Uint8Array} raw */
function textOf(raw) {
  const checksum = sha256(concat(TAG, raw)).slice(0, CHECKSUM);
  return btoa(String.fromCharCode(...raw, ...checksum));
}
