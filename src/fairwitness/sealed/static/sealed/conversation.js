// @ts-check
/** A conversation that came as cipher, opened and checked: the same for whoever may read it. */

import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { openLetter } from "../crypto/browser/letters.js";
import { laterSheets } from "../crypto/browser/sheets.js";
import { doubts } from "../crypto/browser/standing.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").Stored} Stored */
/** @typedef {import("./types.js").Told} Told */
/** @typedef {import("./types.js").Reader} Reader */
/** @typedef {import("./types.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Conversation} Conversation */

/**
 * Open everything, and write down what is wrong with it. What the line says is believed only where the tipster's
 * signature, or a key sheet that the first letter names, bears it out.
 * @param {Told} told
 * @param {Reader} reader
 * @returns {Promise<Conversation>}
 */
export async function openAll(told, reader) {
  const grants = await openGrants(told, reader);
  const letters = await Promise.all(told.letters.map((one) => letterOf(told.conversation, one, grants)));
  const owners = ownersOf(letters, reader.own);
  const sheets = sheetsFor(letters[0], owners[0] ?? "", told.sheets);
  const names = new Map(sheets.flatMap((sheet) => sheet.reviewers.map((one) => [b64(one.key), one.name])));
  // The sender's grants of key 0 nobody signs, and a tipster's next mailbox gets them from the one before.
  const giving = new Set(reader.own === undefined ? names.keys() : [...names.keys(), ...owners]);
  const isGiven = (/** @type {number} */ n, /** @type {Grant} */ { by }) =>
    by === undefined ? n === 0 : giving.has(b64(by)) || (n === 0 && reader.own !== undefined);
  const keys = new Map(
    [...grants].filter(([n, grant]) => isGiven(n, grant)).map(([n, grant]) => [n, grant.identity]),
  );
  const opened = letters.map((letter, place) =>
    judged(told.letters[place], letter, { owner: owners[place], names, grants, keys }),
  );
  const hashes = told.letters.map((one) => b64(sha256(unb64(one.sealed))));
  const found = doubts(
    opened.map((one) => one.letter),
    hashes,
    new Set([...owners, ...names.keys()]),
  );
  for (const [place, one] of opened.entries()) {
    one.warnings = [...new Set([...one.warnings, ...found[place]])];
    one.movesMailbox = place > 0 && owners[place + 1] !== owners[place] && one.letter !== undefined;
  }
  if (opened[0]?.letter !== undefined && sheets.length === 0) {
    opened[0].warnings.push("unknown-sheet");
  }
  const last = told.letters.at(-1);
  return {
    id: told.conversation,
    channel: told.channel,
    newest: newestOf(keys, opened, new Set(owners)),
    keys,
    refused: told.grants.map((one) => one.n).filter((n) => !keys.has(n)),
    letters: opened,
    last: last && sha256(unb64(last.sealed)),
  };
}

/**
 * The grants that open, by number; whether their signers may give a key is another question.
 * @param {Told} told
 * @param {Reader} reader
 */
async function openGrants(told, reader) {
  /** @type {Map<number, Grant>} */
  const grants = new Map();
  for (const { n, sealed } of told.grants) {
    try {
      grants.set(n, await reader.openGrant(told.conversation, n, unb64(sealed)));
    } catch {
      // what does not open is no key
    }
  }
  return grants;
}

/**
 * @param {string} conversation
 * @param {Stored} stored
 * @param {Map<number, Grant>} grants
 * @returns {Promise<Letter | undefined>}
 */
async function letterOf(conversation, stored, grants) {
  const identity = grants.get(stored.n)?.identity;
  try {
    const letter = await openLetter(unb64(stored.sealed), identity ? [identity] : []);
    return letter.conversation === conversation && letter.n === stored.n ? letter : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The tipster's key at each letter, and behind the last: the first letter's, until a letter that it has signed names
 * another mailbox. Where the walk does not end at the reader's own key, only that one counts.
 * @param {(Letter | undefined)[]} letters
 * @param {Uint8Array | undefined} own
 */
function ownersOf(letters, own) {
  const first = letters[0];
  let key = first === undefined ? "" : b64(first.mailbox?.key ?? first.author);
  const walked = [key];
  for (const [place, letter] of letters.entries()) {
    if (place > 0 && letter?.mailbox !== undefined && b64(letter.author) === key) {
      key = b64(letter.mailbox.key);
    }
    walked.push(key);
  }
  const mine = own === undefined ? key : b64(own);
  return key === mine ? walked : walked.map(() => mine);
}

/**
 * The sheet that the tipster's first letter names, and the later ones.
 * @param {Letter | undefined} first
 * @param {string} owner
 * @param {KeySheet[]} sheets
 */
function sheetsFor(first, owner, sheets) {
  const isTheirs = first?.sheet !== undefined && b64(first.author) === owner;
  return isTheirs && first.sheet ? laterSheets(sheets, first.sheet) : [];
}

/**
 * @param {Stored} stored
 * @param {Letter | undefined} letter
 * @param {{owner: string, names: Map<string, string>, grants: Map<number, Grant>, keys: Map<number, Identity>}} known
 * @returns {OpenedLetter}
 */
function judged(stored, letter, { owner, names, grants, keys }) {
  const kept = { id: stored.id, day: stored.day, fromOffice: stored.from_office };
  const identity = keys.get(stored.n);
  if (identity === undefined) {
    return { ...kept, warnings: [grants.has(stored.n) ? "bad-grant" : "no-key"] };
  }
  if (letter === undefined) {
    return { ...kept, warnings: ["damaged"] };
  }
  const author = b64(letter.author);
  const isOwner = author === owner;
  const warnings = isOwner === stored.from_office ? ["foreign"] : [];
  return { ...kept, letter, identity, warnings, author: isOwner ? undefined : (names.get(author) ?? "?") };
}

/**
 * The newest key that somebody who may give one has signed. Key 0 counts where a letter of the tipster's opens under it.
 * @param {Map<number, Identity>} keys
 * @param {OpenedLetter[]} opened
 * @param {Set<string>} owners
 */
function newestOf(keys, opened, owners) {
  const signed = [...keys.keys()].filter((n) => n > 0);
  const isTheirs = opened.some(({ letter }) => letter?.n === 0 && owners.has(b64(letter.author)));
  const n = Math.max(...signed, 0);
  const identity = signed.length > 0 || isTheirs ? keys.get(n) : undefined;
  return identity && { n, identity };
}

/**
 * The author's own next number; a damaged letter between two others leaves a gap, and no number is used twice.
 * @param {Conversation} conversation
 * @param {Uint8Array} author
 */
export function nextNumber(conversation, author) {
  const mine = conversation.letters.filter((one) => one.letter && equal(one.letter.author, author));
  return Math.max(-1, ...mine.map((one) => one.letter?.seq ?? -1)) + 1;
}
