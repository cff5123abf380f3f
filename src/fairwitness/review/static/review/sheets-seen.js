// @ts-check
/**
 * The key sheets that this browser has seen: an older one, or a fork, stops the desk.
 *
 * Kept is, for each channel, the office's verifying key, the serial and the hash, and the serial of which its reader has said that they have read
 * who stands on it: all of it public.
 */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { follows } from "../crypto/browser/later-sheets.js";
import { readPublished } from "../crypto/browser/sheets.js";
import { fingerprintOf } from "../crypto/browser/staff.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("../crypto/browser/types.js").Reader} Reader */
/** @typedef {{office: string, serial: number, hash: string, read?: number}} Seen */

/** The desk must not go on. */
export class DeskStops extends Error {}

/** Says `news` when there is something to be read of a sheet, and when it was read. */
export const news = new EventTarget();
/** @type {Map<string, {serial: number, sentence: string}>} what nobody has read yet, by where it is kept */
const unread = new Map();

/** What there is to be read, a sentence a channel. */
export function toBeRead() {
  return [...unread.values()].map((one) => one.sentence);
}

/** Somebody has read it all. */
export function markRead() {
  for (const [name, { serial }] of unread) {
    const seen = recall(name);
    seen && keep(name, { ...seen, read: serial });
  }
  unread.clear();
  news.dispatchEvent(new Event("news"));
}

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
  if (
    before !== undefined &&
    !sheets.some((one) => one.serial === before.serial && b64(one.hash) === before.hash)
  ) {
    throw new DeskStops(word("sheet-older"));
  }
  const read = before === undefined ? 0 : (before.read ?? before.serial);
  keep(name, { office, serial: newest.serial, hash: b64(newest.hash), read });
  if (newest.serial > read) {
    unread.set(name, { serial: newest.serial, sentence: whatChanged(sheets, newest, read) });
    news.dispatchEvent(new Event("news"));
  }
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
 * Who is new on it, who is gone, and who has other keys, with what is read out; all of them where this browser has read none before.
 * @param {readonly KeySheet[]} sheets
 * @param {KeySheet} newest
 * @param {number} read serial
 */
function whatChanged(sheets, newest, read) {
  const before = sheets.find((sheet) => sheet.serial === read);
  const serial = newest.serial;
  if (before === undefined) {
    const guards = { "sheet-guards": named(newest.custodians) };
    return said(word("sheet-first", { serial, readers: named(newest.reviewers) }), guards);
  }
  const reads = changed(before.reviewers, newest.reviewers);
  const guards = changed(before.custodians, newest.custodians);
  return said(word("sheet-new", { serial }), {
    "sheet-new-readers": named(reads.fresh),
    "sheet-new-guards": named(guards.fresh),
    "sheet-other-keys": named([...reads.others, ...guards.others]),
    "sheet-gone": reads.gone.join(", "),
    "sheet-gone-guards": guards.gone.join(", "),
  });
}

/**
 * @param {readonly Reader[]} before
 * @param {readonly Reader[]} now
 */
function changed(before, now) {
  const old = new Map(before.map((one) => [one.name, digits(one)]));
  return {
    fresh: now.filter((one) => !old.has(one.name)),
    others: now.filter((one) => old.has(one.name) && old.get(one.name) !== digits(one)),
    gone: before.filter((one) => now.every(({ name }) => name !== one.name)).map((one) => one.name),
  };
}

/**
 * @param {string} first
 * @param {Record<string, string>} parts names, by the sentence that they stand in; none where there are none
 */
function said(first, parts) {
  const more = Object.entries(parts).filter(([, readers]) => readers !== "");
  return [first, ...more.map(([which, readers]) => word(which, { readers }))].join(" ");
}

/** @param {Reader} reader */
function digits(reader) {
  return fingerprintOf(reader.recipient, reader.key);
}

/** @param {readonly Reader[]} readers */
function named(readers) {
  return readers.map((reader) => `${reader.name} (${digits(reader)})`).join(", ");
}

/**
 * @param {string} name
 * @param {Seen} seen
 */
function keep(name, seen) {
  localStorage.setItem(name, JSON.stringify(seen));
}

/**
 * @param {string} name
 * @returns {Seen | undefined}
 */
function recall(name) {
  const kept = localStorage.getItem(name);
  return kept === null ? undefined : JSON.parse(kept);
}
