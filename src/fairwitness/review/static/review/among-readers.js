// @ts-check
/**
 * What the readers of a tip write to one another: opened and checked, or begun.
 *
 * Nobody's word counts but a reader's who stands on the sheet that the first letter names, or on a later one. The tipster has no key here.
 */

import { generateHybridIdentity, holderOf } from "../crypto/browser/age.js";
import { b64, newId, sha256, unb64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { laterSheets } from "../crypto/browser/later-sheets.js";
import { doubts } from "../crypto/browser/standing.js";
import { asTold, letterOf, openGrants, redactedBy } from "../sealed/conversation.js";

/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */
/** @typedef {import("../crypto/browser/keys.js").SigningKey} SigningKey */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").NotesTold} NotesTold */

/** The line names others as the tip's readers than the sheet does. */
export class OtherReaders extends Error {}

/**
 * Open every letter, and write down what is wrong with it.
 * @param {Pick<NotesTold, "conversation" | "grants" | "letters">} told
 * @param {readonly KeySheet[]} sheets verified
 * @param {import("../sealed/types.js").Reader["openGrant"]} openGrant
 * @returns {Promise<Notes>}
 */
export async function openAmongReaders(told, sheets, openGrant) {
  const grants = await openGrants(told, openGrant);
  const letters = await Promise.all(told.letters.map((one) => letterOf(told.conversation, one, grants)));
  const names = namesOn(sheets, letters[0]);
  const given = [...grants].filter(([, { by }]) => by !== undefined && names.has(b64(by)));
  const keys = new Map(given.map(([n, grant]) => [n, grant.identity]));
  const before = letters.map((one) => one && redactedBy(one, names));
  const hashes = told.letters.map((one, place) => b64(before[place]?.hash ?? sha256(unb64(one.sealed))));
  const standing = letters.map((one, place) => before[place] ?? one);
  const found = doubts(standing, hashes, new Set(names.keys()));
  const opened = told.letters.map((stored, place) => {
    const kept = asTold(stored);
    const [letter, identity] = [letters[place], keys.get(stored.n)];
    if (letter === undefined || identity === undefined) {
      return { ...kept, warnings: [wrong(identity, grants.has(stored.n))] };
    }
    const redacted = before[place];
    return {
      ...kept,
      day: redacted?.day ?? letter.day,
      letter,
      identity,
      warnings: found[place],
      author: names.get(b64(redacted?.author ?? letter.author)) ?? "?",
      ...(redacted && { redacted }),
    };
  });
  const n = Math.max(...keys.keys());
  const identity = keys.get(n);
  return {
    id: told.conversation,
    keys,
    newest: identity && { n, identity },
    letters: opened,
    last: hashes.length === 0 ? undefined : unb64(hashes[hashes.length - 1], 32),
  };
}

/**
 * @param {unknown} identity
 * @param {boolean} isGranted
 */
function wrong(identity, isGranted) {
  if (identity !== undefined) {
    return "damaged";
  }
  return isGranted ? "bad-grant" : "no-key";
}

/**
 * Who may write, by key.
 * @param {readonly KeySheet[]} sheets
 * @param {Letter | undefined} first
 */
function namesOn(sheets, first) {
  const known = first?.sheet ? laterSheets(sheets, first.sheet) : [];
  return new Map(known.flatMap((sheet) => sheet.reviewers.map((one) => [b64(one.key), one.name])));
}

/**
 * A conversation that nobody has written in yet: its key, sealed to each reader of the tip. OtherReaders where one of them is not on the
 * sheet, or whoever begins is not among them.
 * @param {KeySheet} sheet today's
 * @param {readonly string[]} readers holders, base64url, as the line names them: it alone knows whom the tipster left out
 * @param {SigningKey} signing
 */
export async function beginAmongReaders(sheet, readers, signing) {
  const holders = new Map(sheet.reviewers.map((one) => [b64(holderOf(one.recipient)), one]));
  const reading = readers.map((holder) => holders.get(holder));
  if (!reading.some((one) => one && b64(one.key) === b64(signing.verifyingKey))) {
    throw new OtherReaders();
  }
  const id = newId();
  const identity = generateHybridIdentity();
  const grants = await Promise.all(
    reading.map(async (one) => {
      if (one === undefined) {
        throw new OtherReaders();
      }
      const holder = holderOf(one.recipient);
      const grant = { conversation: id, n: 0, holder, identity, by: signing.verifyingKey };
      return { holder: b64(holder), sealed: b64(await sealGrant(grant, one.recipient, signing)) };
    }),
  );
  /** @type {Notes} */
  const notes = {
    id,
    keys: new Map([[0, identity]]),
    newest: { n: 0, identity },
    letters: [],
    last: undefined,
  };
  return { notes, grants };
}
