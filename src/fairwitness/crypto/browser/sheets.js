// @ts-check
/** The key sheet: whom a channel's tips are sealed to, signed offline by the office key. */

import { parseHybridRecipient } from "./age.js";
import { b64, dumps, equal, loads, sha256, unb64 } from "./encoding.js";
import { jsonOf, signedJson } from "./published.js";
import { day, HASH, ID, KEY, list, number, optionalBytes, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").Reader} Reader */
/** @typedef {import("./types.js").Recovery} Recovery */

/** @typedef {import("./types.js").KeySheet} KeySheet */

/** What was read is no sheet, or not signed by this office. */
export class SheetError extends Error {}

/**
 * The sheet, if the holder of the verifying key `office` signed it and it names that key; SheetError otherwise.
 * @param {Uint8Array} published
 * @param {Uint8Array} office
 * @returns {KeySheet}
 */
export function readPublished(published, office) {
  const json = signedJson("sheet", published, office);
  if (json === undefined) {
    throw new SheetError("this key sheet is not signed by the office");
  }
  const sheet = sheetFromJson(json);
  if (!equal(sheet.office, office)) {
    throw new SheetError("this key sheet names another office");
  }
  return sheet;
}

/**
 * The office's verifying key that a published sheet names: for trust on first use only, it proves nothing alone.
 * @param {Uint8Array} published
 */
export function officeOf(published) {
  return sheetFromJson(jsonOf(published)).office;
}

/**
 * Undo `sheetToJson`; SheetError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {KeySheet}
 */
export function sheetFromJson(raw) {
  const sheet = readSheet(raw);
  if (!equal(sheetToJson(sheet), raw)) {
    throw new SheetError("a key sheet in another form than the protocol's");
  }
  return { ...sheet, hash: sha256(raw) };
}

/**
 * The bytes that are signed; readers in order of their recipient.
 * @param {Omit<KeySheet, "hash">} sheet
 */
export function sheetToJson(sheet) {
  return dumps({
    v: VERSION,
    line: b64(sheet.line),
    office: b64(sheet.office),
    channel: sheet.channel,
    serial: sheet.serial,
    ...(sheet.previous && { previous: b64(sheet.previous) }),
    charter: b64(sheet.charter),
    until: sheet.until,
    reviewers: readersToJson(sheet.reviewers),
    custodians: readersToJson(sheet.custodians),
    ...(sheet.recovery && { recovery: recoveryFromJson(sheet.recovery) }),
  });
}

/**
 * @param {Uint8Array} raw
 * @returns {Omit<KeySheet, "hash">}
 */
function readSheet(raw) {
  try {
    const sheet = sheetOf(loads(raw));
    refuseTwice(sheet);
    return sheet;
  } catch {
    throw new SheetError("this is no key sheet");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Omit<KeySheet, "hash">}
 */
function sheetOf(of) {
  return {
    line: unb64(of.line, ID),
    office: unb64(of.office, KEY),
    channel: text(of.channel),
    serial: number(of.serial),
    previous: optionalBytes(of.previous, HASH),
    charter: unb64(of.charter, HASH),
    until: day(of.until),
    reviewers: list(of.reviewers, readerFromJson),
    custodians: list(of.custodians, readerFromJson),
    recovery: of.recovery === undefined ? undefined : recoveryFromJson(of.recovery),
  };
}

/**
 * Two readers with a key in common would be one person who counts as two.
 * @param {Omit<KeySheet, "hash">} sheet
 */
function refuseTwice(sheet) {
  const readers = [...sheet.reviewers, ...sheet.custodians];
  const recipients = readers.map((reader) => reader.recipient);
  if (sheet.recovery !== undefined) {
    recipients.push(sheet.recovery.recipient);
  }
  const keys = readers.map((reader) => b64(reader.key));
  if (new Set(recipients).size < recipients.length || new Set(keys).size < keys.length) {
    throw new SheetError("a key stands twice on the sheet");
  }
}

/** @param {readonly Reader[]} readers */
function readersToJson(readers) {
  const ordered = [...readers].sort((one, other) => (one.recipient < other.recipient ? -1 : 1));
  return ordered.map((one) => ({ name: one.name, recipient: one.recipient, key: b64(one.key) }));
}

/**
 * @param {Record<string, any>} of
 * @returns {Reader}
 */
function readerFromJson(of) {
  return { name: text(of.name), recipient: parseHybridRecipient(of.recipient), key: unb64(of.key, KEY) };
}

/**
 * @param {Record<string, any>} of
 * @returns {Recovery}
 */
function recoveryFromJson(of) {
  return { recipient: parseHybridRecipient(of.recipient), titles: list(of.titles, text) };
}

/**
 * Everybody whom a new conversation key is granted to, apart from the mailbox.
 * @param {KeySheet} sheet
 */
export function holdersOf(sheet) {
  const recovery = sheet.recovery === undefined ? [] : [sheet.recovery.recipient];
  return [...sheet.reviewers.map((reader) => reader.recipient), ...recovery];
}
