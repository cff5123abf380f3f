// @ts-check
/** Opening the conversation: everything is fetched as cipher, and believed only where the tipster's own first letter bears it out. */

import { equal } from "../crypto/browser/encoding.js";
import { openLetter } from "../crypto/browser/letters.js";
import { redactedIn } from "../crypto/browser/redactions.js";
import { officeOf, readPublished } from "../crypto/browser/sheets.js";
import { openAll } from "../sealed/conversation.js";
import { QUESTION } from "../sealed/passing-on.js";
import { bytesOf } from "./wire.js";

/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */
/** @typedef {import("./keys.js").Code} Code */
/** @typedef {import("./wire.js").Entry} Entry */
/** @typedef {import("./wire.js").Opened} Opened */
/** @typedef {import("./wire.js").Wire} Wire */
/** @typedef {import("./types.js").WrittenDown} WrittenDown */
/** @typedef {{told: Opened, conversation: Conversation, problems: string[], asked: string[], written?: WrittenDown, writtenParts: string[]}} Mailbox names of sentences about the whole of it, and of parts */

const AT_ONCE = 4; // requests

/**
 * Fetch every letter, one by one, and what is no letter as well: so nobody who counts requests sees how many there are.
 * @param {Wire} wire
 * @param {Opened} told
 * @param {Code} code
 * @param {(done: number, all: number) => void} onward
 * @returns {Promise<Mailbox>}
 */
export async function openMailbox(wire, told, code, onward) {
  const sealed = await fetchAll(wire, told.entries, onward);
  const letters = told.entries.flatMap((entry, place) =>
    entry.kind === "letter" ? [{ ...entry, sealed: sealed[place] ?? "" }] : [],
  );
  const { sheets, isForged } = await sheetsOf(told, letters[0], code);
  const conversation = await openAll({ ...told, sheets, letters }, code.reader);
  const problems = [
    ...(isForged ? ["sheet-forged"] : []),
    ...(conversation.refused.length > 0 ? ["new-key-refused"] : []),
  ];
  const asked = told.standing.can_be_passed_on ? await askedIn(conversation.letters) : [];
  if (told.name?.state) {
    asked.push(...(await import("./name.js")).partsOf(told, code, sheets));
  }
  return { told, conversation, problems, asked, ...(await writtenIn(told, conversation.letters, letters)) };
}

/**
 * What the office wrote down; what finds that out is loaded where it did.
 * @param {Opened} told
 * @param {Conversation["letters"]} letters
 * @param {{id: string, sealed: string}[]} stored
 */
async function writtenIn(told, letters, stored) {
  if (!told.written?.by_office) {
    return { writtenParts: [] };
  }
  const { partsOf, writtenDown } = await import("./written-down.js");
  const written = writtenDown(letters, stored);
  return { written, writtenParts: partsOf(written, told.written) };
}

/**
 * What the readers ask about passing the tip on; what finds that out is loaded where a letter asks.
 * @param {Conversation["letters"]} letters
 */
async function askedIn(letters) {
  const isAsked = letters.some(({ letter }) => letter?.answers.some(({ question }) => question === QUESTION));
  return isAsked ? (await import("./passing-on.js")).askedIn(letters) : [];
}

/**
 * @param {Wire} wire
 * @param {Entry[]} entries
 * @param {(done: number, all: number) => void} onward
 */
async function fetchAll(wire, entries, onward) {
  /** @type {string[]} */
  const found = [];
  const places = entries.keys();
  let done = 0;
  const fetchSome = async () => {
    for (const place of places) {
      found[place] = await wire.letter(entries[place].id);
      done += 1;
      onward(done, entries.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
  return found;
}

/**
 * The sheets that were signed by the office of the sheet that the first letter names: its hash says which office that is,
 * and the line is not asked. Whether others were among them is said. Once that letter is redacted, the own grant of key 0 names the sheet.
 * @param {Opened} told
 * @param {import("../sealed/types.js").Stored | undefined} first
 * @param {Code} code
 * @returns {Promise<{sheets: KeySheet[], isForged: boolean}>}
 */
async function sheetsOf(told, first, code) {
  const published = told.sheets.map(bytesOf);
  const letter = await firstLetter(told, first, code);
  const anchor = redactedIn(letter) === undefined ? undefined : await anchorOf(told, code);
  const named = anchor ?? letter?.sheet;
  const office = published.map(officeOfHash(named)).find((one) => one !== undefined);
  const sheets =
    office === undefined ? [] : published.flatMap((one) => signedSheet(one, office, told.channel));
  return { sheets, isForged: office !== undefined && sheets.length < published.length };
}

/**
 * @param {Uint8Array} published
 * @param {Uint8Array} office
 * @param {string} channel
 */
function signedSheet(published, office, channel) {
  try {
    const sheet = readPublished(published, office);
    return sheet.channel === channel ? [sheet] : [];
  } catch {
    return [];
  }
}

/**
 * @param {Uint8Array | undefined} named hash of the sheet in the first letter
 * @returns {(published: Uint8Array) => Uint8Array | undefined} the office that a sheet of this hash names
 */
function officeOfHash(named) {
  return (published) => {
    try {
      const office = officeOf(published);
      const sheet = readPublished(published, office);
      return named !== undefined && equal(sheet.hash, named) ? office : undefined;
    } catch {
      return undefined;
    }
  };
}

/**
 * The sheet that the tipster has signed in the own mailbox's grant of key 0.
 * @param {Opened} told
 * @param {Code} code
 */
async function anchorOf(told, code) {
  const grant = told.grants.find((one) => one.n === 0);
  try {
    const { by, sheet } = await code.reader.openGrant(told.conversation, 0, bytesOf(grant?.sealed ?? ""));
    return by !== undefined && code.reader.own !== undefined && equal(by, code.reader.own)
      ? sheet
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The tipster's own first letter, by any key 0 that this mailbox was given; only its signature counts here. Or what a reader has put in its place.
 * @param {Opened} told
 * @param {import("../sealed/types.js").Stored | undefined} first
 * @param {Code} code
 * @returns {Promise<Letter | undefined>}
 */
async function firstLetter(told, first, code) {
  const n = first?.n ?? 0;
  const grant = told.grants.find((one) => one.n === n);
  try {
    const { identity } = await code.reader.openGrant(told.conversation, n, bytesOf(grant?.sealed ?? ""));
    return await openLetter(bytesOf(first?.sealed ?? ""), [identity]);
  } catch {
    return undefined;
  }
}
