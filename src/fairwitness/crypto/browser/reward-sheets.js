// @ts-check
/** The reward sheet: which keys an office's vouchers are signed with, and what each is worth; signed offline by the office key. */

import {
  b64,
  bigEndian,
  dumps,
  EncodingError,
  equal,
  loads,
  sha256,
  taggedHash,
  unb64,
  utf8,
} from "./encoding.js";
import { signedJson } from "./published.js";
import { day, HASH, ID, KEY, list, number, optionalBytes, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").RewardKey} RewardKey */
/** @typedef {import("./types.js").RewardSheet} RewardSheet */

export const MODULUS = 384; // bytes: RSA-3072
const EXPONENT = 65537;
const MOST_DENOMINATIONS = 3; // of one year: the fewer there are, the more people does a voucher look alike for
const CURRENCY = /^[A-Z]{3}$/; // ISO 4217
const TOP = 0x80; // the first bit of a byte

/** What was read is no reward sheet, or not signed by this office. */
export class RewardSheetError extends Error {}

/** Sheets whose signature was checked here: nothing is blinded for a key of any other. @type {WeakSet<RewardSheet>} */
const CHECKED = new WeakSet();

/**
 * The sheet, if the holder of the verifying key `office` signed it and it names that key; RewardSheetError otherwise.
 * @param {Uint8Array} published
 * @param {Uint8Array} office
 * @returns {RewardSheet}
 */
export function readPublishedRewards(published, office) {
  const json = signedJson("reward-sheet", published, office);
  if (json === undefined) {
    throw new RewardSheetError("this reward sheet is not signed by the office");
  }
  const sheet = rewardSheetFromJson(json);
  if (!equal(sheet.office, office)) {
    throw new RewardSheetError("this reward sheet names another office");
  }
  CHECKED.add(sheet);
  return sheet;
}

/**
 * The key of this id on a sheet that was checked here; undefined where the sheet has it not.
 * @param {RewardSheet} sheet
 * @param {Uint8Array} id
 */
export function keyOnSheet(sheet, id) {
  if (!CHECKED.has(sheet)) {
    throw new RewardSheetError("nobody has checked who signed this reward sheet");
  }
  return sheet.keys.find((key) => equal(key.id, id));
}

/**
 * Undo `rewardSheetToJson`; RewardSheetError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {RewardSheet}
 */
export function rewardSheetFromJson(raw) {
  const sheet = readSheet(raw);
  if (!equal(rewardSheetToJson(sheet), raw)) {
    throw new RewardSheetError("a reward sheet in another form than the protocol's");
  }
  const keys = Object.freeze(sheet.keys.map((key) => Object.freeze({ ...key, id: idOf(key) })));
  return Object.freeze({ ...sheet, keys, hash: sha256(raw) });
}

/**
 * The bytes that are signed; keys by year, currency and amount.
 * @param {import("./types.js").UnreadRewardSheet} sheet
 */
export function rewardSheetToJson(sheet) {
  return dumps({
    v: VERSION,
    line: b64(sheet.line),
    office: b64(sheet.office),
    serial: sheet.serial,
    ...(sheet.previous && { previous: b64(sheet.previous) }),
    keys: [...sheet.keys].sort(byPlace).map(keyToJson),
  });
}

/**
 * @param {Uint8Array} raw
 * @returns {import("./types.js").UnreadRewardSheet}
 */
function readSheet(raw) {
  try {
    const of = loads(raw);
    const sheet = {
      line: unb64(of.line, ID),
      office: unb64(of.office, KEY),
      serial: number(of.serial),
      previous: optionalBytes(of.previous, HASH),
      keys: list(of.keys, keyFromJson),
    };
    refuseWhatTellsVouchersApart(sheet.keys);
    return sheet;
  } catch {
    throw new RewardSheetError("this is no reward sheet");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Omit<RewardKey, "id">}
 */
function keyFromJson(of) {
  const key = {
    year: number(of.year),
    currency: text(of.currency),
    amount: number(of.amount),
    until: day(of.until),
    modulus: unb64(of.modulus, MODULUS),
  };
  const isRsa3072 = key.modulus[0] >= TOP && key.modulus[MODULUS - 1] % 2 === 1;
  const isMoney = key.amount > 0 && CURRENCY.test(key.currency);
  const isInTime = key.year > 0 && key.year <= Number(key.until.slice(0, 4));
  if (!isRsa3072 || of.exponent !== EXPONENT || !isMoney || !isInTime) {
    throw new EncodingError("a key that no voucher should be signed with");
  }
  return key;
}

/** @param {Omit<RewardKey, "id">} key */
function keyToJson({ year, currency, amount, until, modulus }) {
  return { year, currency, amount, until, modulus: b64(modulus), exponent: EXPONENT };
}

/** @param {readonly Omit<RewardKey, "id">[]} keys */
function refuseWhatTellsVouchersApart(keys) {
  const moduli = new Set(keys.map((key) => b64(key.modulus)));
  const kinds = new Set(keys.map((key) => `${key.year} ${key.currency} ${key.amount}`));
  if (moduli.size < keys.length || kinds.size < keys.length) {
    throw new EncodingError("two keys that are not told apart");
  }
  for (const { year } of keys) {
    if (keys.filter((key) => key.year === year).length > MOST_DENOMINATIONS) {
      throw new EncodingError("too many denominations of one year");
    }
  }
}

/**
 * 32 bytes over everything but the last day, which may be put off: the key and what it stands for.
 * @param {Omit<RewardKey, "id">} key
 */
function idOf({ modulus, amount, currency, year }) {
  return taggedHash(
    "fairwitness/1/reward-key",
    modulus,
    bigEndian(amount, 8),
    utf8(currency),
    bigEndian(year, 4),
  );
}

/**
 * @param {Omit<RewardKey, "id">} one
 * @param {Omit<RewardKey, "id">} other
 */
function byPlace(one, other) {
  const currencies = one.currency < other.currency ? -1 : Number(one.currency > other.currency);
  return one.year - other.year || currencies || one.amount - other.amount;
}
