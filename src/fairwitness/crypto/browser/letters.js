// @ts-check
/**
 * Letters: what one person writes to another in a conversation, signed and sealed.
 *
 * Someone without the conversation key learns the bucket of the size. Someone with it learns everything inside, and
 * that the author's key signed exactly these bytes; whose key that is, the sheet or the first letter says.
 */

import { open, parseHybridIdentity, parseHybridRecipient, seal } from "./age.js";
import { b64, dumps, equal, loads, unb64 } from "./encoding.js";
import { FrameError, pack, unpack } from "./framing.js";
import { verify } from "./keys.js";
import { day, HASH, id, KEY, list, number, optionalBytes, text, VERSION } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./types.js").Tier} Tier */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").MailboxAddress} MailboxAddress */

/** @typedef {import("./types.js").FileEntry} FileEntry */

/** @typedef {import("./types.js").Letter} Letter */

const TIERS = ["browser", "arrival", "offline"];

/** What was opened is no letter, or not from the key that it names. */
export class LetterError extends Error {}

/**
 * Sign and seal; `signing` is the letter's author.
 * @param {Letter} letter
 * @param {import("./keys.js").SigningKey} signing
 * @param {string} recipient
 */
export async function sealLetter(letter, signing, recipient) {
  if (!equal(letter.author, signing.verifyingKey)) {
    throw new LetterError("a letter is signed by its author");
  }
  const json = letterToJson(letter);
  return await seal(pack(json, signing.sign("letter", json)), [recipient]);
}

/**
 * Open and verify: the author named inside signed these bytes. AgeError or LetterError where not.
 * @param {Uint8Array} sealed
 * @param {readonly Identity[]} identities
 */
export async function openLetter(sealed, identities) {
  const frame = frameOf(await open(sealed, identities));
  const letter = letterFromJson(frame.json);
  if (!verify(letter.author, "letter", frame.json, frame.signature)) {
    throw new LetterError("not signed by the author that it names");
  }
  return letter;
}

/** @param {Uint8Array} plaintext */
function frameOf(plaintext) {
  try {
    return unpack(plaintext);
  } catch (error) {
    throw error instanceof FrameError ? new LetterError(error.message) : error;
  }
}

/**
 * The bytes that are signed. What is absent or empty is left out, `text` alone stays.
 * @param {Letter} letter
 */
export function letterToJson(letter) {
  return dumps({
    v: VERSION,
    conversation: letter.conversation,
    n: letter.n,
    author: b64(letter.author),
    seq: letter.seq,
    ...(letter.seen && { seen: b64(letter.seen) }),
    tier: letter.tier,
    day: letter.day,
    ...(letter.sheet && { sheet: b64(letter.sheet) }),
    ...(letter.mailbox && { mailbox: mailboxToJson(letter.mailbox) }),
    text: letter.text,
    ...(letter.answers.length > 0 && { answers: letter.answers.map(answerFromJson) }),
    ...(letter.files.length > 0 && { files: letter.files.map(fileToJson) }),
    ...(letter.identity && { identity: letter.identity.reveal() }),
  });
}

/**
 * Undo `letterToJson`; LetterError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Letter}
 */
export function letterFromJson(raw) {
  const letter = readLetter(raw);
  if (!equal(letterToJson(letter), raw)) {
    throw new LetterError("a letter in another form than the protocol's");
  }
  return letter;
}

/** @param {Uint8Array} raw */
function readLetter(raw) {
  try {
    return letterOf(loads(raw));
  } catch {
    throw new LetterError("what was opened is no letter");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Letter}
 */
function letterOf(of) {
  return {
    conversation: id(of.conversation),
    n: number(of.n),
    author: unb64(of.author, KEY),
    seq: number(of.seq),
    tier: tier(of.tier),
    day: day(of.day),
    text: text(of.text),
    seen: optionalBytes(of.seen, HASH),
    sheet: optionalBytes(of.sheet, HASH),
    mailbox: of.mailbox === undefined ? undefined : mailboxFromJson(of.mailbox),
    answers: list(of.answers ?? [], answerFromJson),
    files: list(of.files ?? [], fileFromJson),
    identity: of.identity === undefined ? undefined : parseHybridIdentity(of.identity),
  };
}

/**
 * @param {unknown} value
 * @returns {Tier}
 */
function tier(value) {
  if (!TIERS.includes(text(value))) {
    throw new LetterError("a tier that nobody knows");
  }
  return /** @type {Tier} */ (value);
}

/** @param {MailboxAddress} mailbox */
function mailboxToJson(mailbox) {
  return { recipient: mailbox.recipient, key: b64(mailbox.key) };
}

/** @param {Record<string, any>} of */
function mailboxFromJson(of) {
  return { recipient: parseHybridRecipient(of.recipient), key: unb64(of.key, KEY) };
}

/** @param {Record<string, any>} of */
function answerFromJson(of) {
  return { question: text(of.question), text: text(of.text) };
}

/** @param {FileEntry} entry */
function fileToJson(entry) {
  return {
    id: entry.id,
    name: entry.name,
    type: entry.type,
    size: entry.size,
    sha256: b64(entry.sha256),
    parts: entry.parts.map(b64),
  };
}

/**
 * @param {Record<string, any>} of
 * @returns {FileEntry}
 */
function fileFromJson(of) {
  if (list(of.parts, text).length === 0) {
    throw new LetterError("a file without a part");
  }
  return {
    id: id(of.id),
    name: text(of.name),
    type: text(of.type),
    size: number(of.size),
    sha256: unb64(of.sha256, HASH),
    parts: list(of.parts, (part) => unb64(part, HASH)),
  };
}
