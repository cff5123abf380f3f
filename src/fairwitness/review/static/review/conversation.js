// @ts-check
/** A conversation, fetched as cipher, opened and checked here. */

import { recipientOf } from "../crypto/browser/age.js";
import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { openLetter } from "../crypto/browser/letters.js";
import { laterSheets, mayGrant } from "../crypto/browser/sheets.js";
import { doubts } from "../crypto/browser/standing.js";
import { ask } from "../sealed/line.js";
import { conversationKey } from "./keyring.js";
import { readSheets } from "./sheets-seen.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{id: string, n: number, from_office: boolean, sealed: string}} Stored */
/**
 * @typedef {object} OpenedLetter
 * @property {string} id
 * @property {Letter} [letter] absent where it could not be opened
 * @property {string[]} warnings names of sentences, to be shown with the letter
 * @property {string} [author] a reviewer's name; absent for the tipster
 * @property {Identity} [identity] opens its files
 * @property {boolean} [movesMailbox] whether the tipster names another mailbox in it, signed by the one before
 */
/**
 * @typedef {object} Conversation
 * @property {string} id
 * @property {string} channel
 * @property {number} newest number of the key that the next letter is sealed to
 * @property {Identity} identity that key
 * @property {KeySheet[]} sheets
 * @property {OpenedLetter[]} letters
 * @property {Uint8Array | undefined} last hash of the last letter as stored
 */

/**
 * Fetch and open a conversation; DeskStops where its key sheets are not to be trusted.
 * @param {string} url
 * @returns {Promise<Conversation>}
 */
export async function openConversation(url) {
  const told = await (await ask(url)).json();
  const sheets = readSheets(told.line, told.channel, told.office, told.sheets);
  const keys = new Map(
    /** @type {{n: number, sealed: string}[]} */ (told.grants).map((one) => [one.n, one.sealed]),
  );
  /** @type {Stored[]} */
  const stored = told.letters;
  const opened = await Promise.all(stored.map((one) => openOne(told.conversation, one, keys)));
  await judge(told.conversation, stored, opened, sheets, keys);
  const newest = Math.max(...keys.keys());
  const granted = await conversationKey(told.conversation, newest, unb64(keys.get(newest) ?? ""));
  const last = stored.at(-1);
  return {
    id: told.conversation,
    channel: told.channel,
    newest,
    identity: granted.identity,
    sheets,
    letters: opened,
    last: last && sha256(unb64(last.sealed)),
  };
}

/**
 * @param {string} conversation
 * @param {Stored} stored
 * @param {Map<number, string>} keys
 * @returns {Promise<OpenedLetter>}
 */
async function openOne(conversation, stored, keys) {
  const sealed = keys.get(stored.n);
  if (sealed === undefined) {
    return { id: stored.id, warnings: ["no-key"] };
  }
  try {
    const { identity } = await conversationKey(conversation, stored.n, unb64(sealed));
    const letter = await openLetter(unb64(stored.sealed), [identity]);
    const here = letter.conversation === conversation && letter.n === stored.n;
    return here
      ? { id: stored.id, letter, warnings: [], identity }
      : { id: stored.id, warnings: ["damaged"] };
  } catch {
    return { id: stored.id, warnings: ["damaged"] };
  }
}

/**
 * Write down what is wrong with each letter, and who wrote it.
 * @param {string} conversation
 * @param {Stored[]} stored
 * @param {OpenedLetter[]} opened
 * @param {KeySheet[]} sheets
 * @param {Map<number, string>} keys
 */
async function judge(conversation, stored, opened, sheets, keys) {
  const first = opened[0]?.letter;
  const chain = first?.sheet === undefined ? [] : laterSheets(sheets, first.sheet);
  const tipster = tipsterKeys(opened);
  const names = new Map(
    chain.flatMap((sheet) => sheet.reviewers.map((reader) => [b64(reader.key), reader.name])),
  );
  const hashes = stored.map((one) => b64(sha256(unb64(one.sealed))));
  const found = doubts(
    opened.map((one) => one.letter),
    hashes,
    new Set([...tipster, ...names.keys()]),
  );
  for (const [place, one] of opened.entries()) {
    one.warnings.push(...found[place]);
    const author = one.letter && b64(one.letter.author);
    const isTipster = author === tipster[place];
    one.author = author === undefined || isTipster ? undefined : (names.get(author) ?? "?");
    if (author !== undefined && isTipster === stored[place].from_office) {
      one.warnings.push("foreign");
    }
    if (!(await keyIsGood(conversation, stored[place].n, first?.sheet, sheets, keys))) {
      one.warnings.push("bad-grant");
    }
  }
  if (first !== undefined && chain.length === 0) {
    opened[0].warnings.push("unknown-sheet");
  }
}

/**
 * The tipster's key at each letter: the first letter's, until a letter that it has signed names another mailbox.
 * @param {OpenedLetter[]} opened
 */
function tipsterKeys(opened) {
  const first = opened[0]?.letter;
  let key = first && b64(first.mailbox?.key ?? first.author);
  return opened.map((one, place) => {
    const here = key ?? "";
    const { letter } = one;
    if (place > 0 && letter?.mailbox !== undefined && b64(letter.author) === here) {
      one.movesMailbox = true;
      key = b64(letter.mailbox.key);
    }
    return here;
  });
}

/**
 * Whether the key of this number came from somebody who may grant: the sender for key 0, else a reviewer on the sheet.
 * @param {string} conversation
 * @param {number} n
 * @param {Uint8Array | undefined} sheet
 * @param {KeySheet[]} sheets
 * @param {Map<number, string>} keys
 */
async function keyIsGood(conversation, n, sheet, sheets, keys) {
  const sealed = keys.get(n);
  if (sealed === undefined) {
    return true; // there is no key, which is said already
  }
  try {
    const grant = await conversationKey(conversation, n, unb64(sealed));
    return grant.by === undefined || (sheet !== undefined && mayGrant(grant.by, sheet, sheets));
  } catch {
    return false;
  }
}

/**
 * The recipient that the next letter is sealed to.
 * @param {Conversation} conversation
 */
export function recipientOfNext(conversation) {
  return recipientOf(conversation.identity);
}
