// @ts-check
/** A conversation that came as cipher, opened and checked: the same for whoever may read it. */

import { advisersOf, givenIn, isEndedIn } from "../crypto/browser/advisers.js";
import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { laterSheets } from "../crypto/browser/later-sheets.js";
import { openLetter } from "../crypto/browser/letters.js";
import { redactedIn } from "../crypto/browser/redactions.js";
import { doubts } from "../crypto/browser/standing.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("../crypto/browser/types.js").Redacted} Redacted */
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
  const grants = await openGrants(told, reader.openGrant);
  const letters = await Promise.all(told.letters.map((one) => letterOf(told.conversation, one, grants)));
  const given = isGivenBy(reader.own, grants.get(0)) ? grants.get(0) : undefined;
  const isBound = given !== undefined && given.sheet === undefined;
  const { owners, advisers } = walkedBy(letters, reader.own, isBound);
  const sheets = sheetsFor(letters[0], owners[0] ?? "", told.sheets, given?.sheet);
  const names = new Map(sheets.flatMap((sheet) => sheet.reviewers.map((one) => [b64(one.key), one.name])));
  // The sender's grants of key 0 nobody signs. A tipster's browser reads with any; what it writes is another question.
  const giving = new Set(
    reader.own === undefined ? names.keys() : [...names.keys(), ...owners, b64(reader.own)],
  );
  const isGiven = (/** @type {number} */ n, /** @type {Grant} */ { by }) =>
    by === undefined ? n === 0 : giving.has(b64(by)) || (n === 0 && reader.own !== undefined);
  const keys = new Map(
    [...grants].filter(([n, grant]) => isGiven(n, grant)).map(([n, grant]) => [n, grant.identity]),
  );
  const opened = letters.map((letter, place) =>
    judged(told.letters[place], letter, {
      owner: owners[place],
      adviser: advisers[place],
      names,
      grants,
      keys,
    }),
  );
  const hashes = told.letters.map((one, place) => opened[place].redacted?.hash ?? hashOf(one.sealed));
  const found = doubts(
    opened.map((one) => one.redacted ?? one.letter),
    hashes.map((one) => (one ? b64(one) : "")),
    new Set([...owners, ...advisers.map(keyOf), ...names.keys()]),
  );
  const mine = keysOf(reader.own, owners, advisers);
  for (const [place, one] of opened.entries()) {
    one.warnings = [...new Set([...one.warnings, ...found[place]])];
    one.movesMailbox = place > 0 && owners[place + 1] !== owners[place] && one.letter !== undefined;
    one.advice = adviceIn(one, owners[place]);
    const signed = one.redacted ?? one.letter;
    one.isOwn = signed !== undefined && mine.has(b64(signed.author));
  }
  if (opened[0]?.letter !== undefined && sheets.length === 0) {
    opened[0].warnings.push("unknown-sheet");
  }
  // Nothing that this person has signed says who the readers are any more: what they write is sealed to keys of their own giving.
  const isLoose = reader.own !== undefined && opened[0]?.redacted !== undefined && given?.sheet === undefined;
  if (isLoose) {
    opened[0].warnings.push("redacted-first");
  }
  const counting = isLoose
    ? new Map([...keys].filter(([n]) => n === 0 || isGivenBy(reader.own, grants.get(n))))
    : keys;
  return {
    id: told.conversation,
    channel: told.channel,
    newest: newestOf(counting, opened, { own: reader.own, owners, isBound: given !== undefined }),
    keys,
    refused: told.grants.map((one) => one.n).filter((n) => !keys.has(n)),
    letters: opened,
    adviser: advisers.at(-1)?.recipient,
    last: hashes.filter((one) => one !== undefined).at(-1),
  };
}

/**
 * The hash of a letter as stored; none of what is no base64url, which no letter was ever stored as.
 * @param {string} sealed
 */
export function hashOf(sealed) {
  try {
    return sha256(unb64(sealed));
  } catch {
    return undefined;
  }
}

/**
 * The grants that open, by number; whether their signers may give a key is another question.
 * @param {Pick<Told, "conversation" | "grants">} told
 * @param {Reader["openGrant"]} openGrant
 */
export async function openGrants(told, openGrant) {
  /** @type {Map<number, Grant>} */
  const grants = new Map();
  for (const { n, sealed } of told.grants) {
    try {
      grants.set(n, await openGrant(told.conversation, n, unb64(sealed)));
    } catch {
      // what does not open is no key
    }
  }
  return grants;
}

/**
 * A letter that is for this place; undefined for every other.
 * @param {string} conversation
 * @param {Stored} stored
 * @param {Map<number, Grant>} grants
 * @returns {Promise<Letter | undefined>}
 */
export async function letterOf(conversation, stored, grants) {
  const identity = grants.get(stored.n)?.identity;
  try {
    const letter = await openLetter(unb64(stored.sealed), identity ? [identity] : []);
    return letter.conversation === conversation && letter.n === stored.n ? letter : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the tipster's own mailbox signed its key 0. That binds what was written before the mailbox moved to this code: a line
 * that made up a past of its own, with a move to this mailbox at its end, could not have signed.
 * @param {Uint8Array | undefined} own
 * @param {Grant | undefined} grant
 */
function isGivenBy(own, grant) {
  return own !== undefined && grant?.by !== undefined && equal(grant.by, own);
}

/**
 * The tipster's key at each letter, and behind the last: the first letter's, until a letter that it has signed names
 * another mailbox. Where the walk does not end at the reader's own key, or begins at another and nothing of the reader's own
 * binds it, only that one counts.
 * @param {(Letter | undefined)[]} letters
 * @param {Uint8Array | undefined} own
 * @param {boolean} isBound
 */
function ownersOf(letters, own, isBound) {
  const first = letters[0];
  let key = first === undefined ? "" : b64(first.mailbox?.key ?? redactedIn(first)?.author ?? first.author);
  const walked = [key];
  for (const [place, letter] of letters.entries()) {
    if (place > 0 && letter?.mailbox !== undefined && b64(letter.author) === key) {
      key = b64(letter.mailbox.key);
    }
    walked.push(key);
  }
  const mine = own === undefined ? key : b64(own);
  return key === mine && (isBound || own === undefined || walked[0] === mine)
    ? walked
    : walked.map(() => mine);
}

/**
 * The keys of the person whose mailbox it is, and of whoever advises them, at each letter and behind the last. Where neither walk ends at the reader's
 * own key, only that one counts.
 * @param {(Letter | undefined)[]} letters
 * @param {Uint8Array | undefined} own
 * @param {boolean} isBound
 */
function walkedBy(letters, own, isBound) {
  const told = ownersOf(letters, undefined, isBound);
  const advisers = advisersOf(letters, told);
  if (own !== undefined && isBound && keyOf(advisers.at(-1)) === b64(own)) {
    return { owners: told, advisers };
  }
  const owners = ownersOf(letters, own, isBound);
  const isSame = owners.every((one, place) => one === told[place]);
  return { owners, advisers: isSame ? advisers : advisers.map(() => undefined) };
}

/** @param {{key: Uint8Array} | undefined} mailbox */
function keyOf(mailbox) {
  return mailbox === undefined ? "" : b64(mailbox.key);
}

/**
 * The keys of whoever reads: the one of today, and those before. An adviser's begin where this one was let in.
 * @param {Uint8Array | undefined} own
 * @param {readonly string[]} owners
 * @param {readonly ({key: Uint8Array} | undefined)[]} advisers
 */
function keysOf(own, owners, advisers) {
  if (own === undefined) {
    return new Set();
  }
  const keys = advisers.map(keyOf);
  const mine = b64(own);
  return new Set(keys.at(-1) === mine ? keys.slice(keys.lastIndexOf("") + 1) : [mine, ...owners]);
}

/**
 * What a letter says of an adviser besides words: that one was let in, moved to another code, or is none any more.
 * @param {OpenedLetter} opened
 * @param {string} owner
 * @returns {OpenedLetter["advice"]}
 */
function adviceIn({ letter, isAdvisers }, owner) {
  if (letter === undefined) {
    return undefined;
  }
  if (b64(letter.author) === owner) {
    return givenIn(letter) ? "given" : isEndedIn(letter) ? "ended" : undefined;
  }
  return isAdvisers && letter.mailbox ? "moved" : undefined;
}

/**
 * The sheet that the tipster's first letter names, and the later ones. Where that letter is redacted: the sheet that the tipster has signed in
 * their mailbox's grant, or else the one that the letter in its place names, if it is by a reader who stands on it.
 * @param {Letter | undefined} first
 * @param {string} owner
 * @param {KeySheet[]} sheets
 * @param {Uint8Array | undefined} anchor
 */
function sheetsFor(first, owner, sheets, anchor) {
  const before = redactedIn(first);
  if (first?.sheet && before !== undefined && b64(before.author) === owner) {
    const chain = laterSheets(sheets, anchor ?? first.sheet);
    return chain.some((sheet) => sheet.reviewers.some(({ key }) => equal(key, first.author))) ? chain : [];
  }
  const isTheirs = first?.sheet !== undefined && b64(first.author) === owner;
  return isTheirs && first.sheet ? laterSheets(sheets, first.sheet) : [];
}

/**
 * @param {Stored} stored
 * @param {Letter | undefined} letter
 * @param {{owner: string, adviser: {key: Uint8Array} | undefined, names: Map<string, string>, grants: Map<number, Grant>, keys: Map<number, Identity>}} known
 * @returns {OpenedLetter}
 */
function judged(stored, letter, { owner, adviser, names, grants, keys }) {
  const kept = asTold(stored);
  const identity = keys.get(stored.n);
  if (identity === undefined) {
    return { ...kept, warnings: [grants.has(stored.n) ? "bad-grant" : "no-key"] };
  }
  if (letter === undefined) {
    return { ...kept, warnings: ["damaged"] };
  }
  const redacted = redactedBy(letter, names);
  const author = b64(redacted?.author ?? letter.author);
  const isAdvisers = adviser !== undefined && author === keyOf(adviser);
  const isOutside = author === owner || isAdvisers;
  const warnings = isOutside === stored.from_office ? ["foreign"] : [];
  const name = isOutside ? undefined : (names.get(author) ?? "?");
  const told = { ...kept, day: redacted?.day ?? letter.day, letter, identity, author: name, isAdvisers };
  if (redacted === undefined && redactedIn(letter) !== undefined) {
    warnings.push("redacted-not"); // a line that redacts by itself
  }
  return redacted === undefined
    ? { ...told, warnings }
    : { ...told, warnings: [...warnings, "redacted"], redacted };
}

/**
 * Which letter stood in the place of this one, where a reader says so who may: nobody else redacts.
 * @param {Letter} letter
 * @param {ReadonlyMap<string, string>} names of the readers, by their keys
 * @returns {(Redacted & {by: string, on: string}) | undefined}
 */
export function redactedBy(letter, names) {
  const by = names.get(b64(letter.author));
  const redacted = by === undefined ? undefined : redactedIn(letter);
  return redacted && { ...redacted, by: by ?? "?", on: letter.day };
}

/**
 * What the line alone tells of a letter.
 * @param {Stored} stored
 */
export function asTold({ id, day, from_office: fromOffice }) {
  return { id, day, toldDay: day, fromOffice };
}

/**
 * The newest key that somebody who may give one has signed. Key 0 counts where a letter of the tipster's opens under it, or at the desk what is left of one, or the
 * tipster's own mailbox signed it; and in the mailbox no key counts where key 0 does not.
 * @param {Map<number, Identity>} keys
 * @param {OpenedLetter[]} opened
 * @param {{own: Uint8Array | undefined, owners: string[], isBound: boolean}} whose
 */
function newestOf(keys, opened, { own, owners, isBound }) {
  const theirs = own === undefined ? owners : [b64(own)];
  const holds = isBound || opened.some((one) => one.letter?.n === 0 && theirs.includes(signerOf(one, own)));
  const n = Math.max(...keys.keys(), 0);
  const identity = holds || (own === undefined && n > 0) ? keys.get(n) : undefined;
  return identity && { n, identity };
}

/**
 * Whose letter bears out a key. At the desk that of a redacted letter still does: a colleague says so. The mailbox takes nobody's word for what it wrote itself.
 * @param {OpenedLetter} opened
 * @param {Uint8Array | undefined} own
 */
function signerOf({ letter, redacted }, own) {
  const signed = own === undefined ? (redacted ?? letter) : letter;
  return signed === undefined ? "" : b64(signed.author);
}

/**
 * The author's own next number; a damaged letter between two others leaves a gap, and no number is used twice.
 * @param {Pick<Conversation, "letters">} conversation
 * @param {Uint8Array} author
 */
export function nextNumber(conversation, author) {
  const signed = conversation.letters.map((one) => one.redacted ?? one.letter);
  const mine = signed.filter((one) => one && equal(one.author, author));
  return Math.max(-1, ...mine.map((one) => one?.seq ?? -1)) + 1;
}
