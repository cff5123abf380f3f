// @ts-check
/**
 * age files (C2SP age), by the `age-encryption` package: whole files in memory, to hybrid or classic recipients.
 *
 * Recipients are their text, `age1pq1…` or `age1…`. Scrypt is refused: one hostile work factor costs gigabytes.
 */

import {
  bech32,
  Decrypter,
  Encrypter,
  generateX25519Identity as generateX25519Text,
  identityToRecipient,
} from "../../vendor/age.js";
import { randomBytes, sha256, utf8 } from "./encoding.js";

const HYBRID_RECIPIENT = 1216; // bytes: ML-KEM-768's 1184 and X25519's 32
const CLASSIC_RECIPIENT = 32;
const SEED = 32;
const HYBRID_SECRET = "AGE-SECRET-KEY-PQ-";
const CLASSIC_SECRET = "AGE-SECRET-KEY-";
const LARGEST_HEADER = 1024 * 1024; // bytes; more is somebody's attack on our time

/** A file or a key that cannot be used, in one line. */
export class AgeError extends Error {}

/** Opens what was sealed to its recipient. Shows nothing of itself when printed. */
export class Identity {
  /** @type {string} */
  #text;
  /** @type {Promise<string> | undefined} */
  #recipient;

  /** @param {string} text checked by whoever makes one */
  constructor(text) {
    this.#text = text;
  }

  /** The secret itself, as age writes it. */
  reveal() {
    return this.#text;
  }

  /** The public half, worked out once. */
  recipient() {
    this.#recipient ??= identityToRecipient(this.#text);
    return this.#recipient;
  }
}

export function generateHybridIdentity() {
  return identityFromSeed(randomBytes(SEED));
}

/** A new classic identity, at random, for files that go to other people's age. */
export async function generateX25519Identity() {
  return new Identity(await generateX25519Text());
}

/** @param {Uint8Array} seed */
export function identityFromSeed(seed) {
  if (seed.length !== SEED) {
    throw new AgeError("a key of another length");
  }
  return new Identity(bech32.encodeFromBytes(HYBRID_SECRET, seed).toUpperCase());
}

/**
 * From `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`.
 * @param {unknown} text
 */
export function parseIdentity(text) {
  return identityOf(text, String(text).startsWith(HYBRID_SECRET) ? HYBRID_SECRET : CLASSIC_SECRET);
}

/**
 * From `AGE-SECRET-KEY-PQ-1…`.
 * @param {unknown} text
 */
export function parseHybridIdentity(text) {
  return identityOf(text, HYBRID_SECRET);
}

/**
 * @param {unknown} text
 * @param {string} prefix
 */
function identityOf(text, prefix) {
  const bytes = typeof text === "string" ? bytesOfBech32(text, prefix) : undefined;
  if (typeof text !== "string" || bytes?.length !== SEED || text !== text.toUpperCase()) {
    throw new AgeError("no secret key that we can read");
  }
  return new Identity(text);
}

/**
 * The same text, if it is a hybrid recipient in its one spelling.
 * @param {unknown} text
 */
export function parseHybridRecipient(text) {
  return recipientIn(text, "age1pq", HYBRID_RECIPIENT);
}

/**
 * The same text, if it is a classic recipient in its one spelling.
 * @param {unknown} text
 */
export function parseX25519Recipient(text) {
  return recipientIn(text, "age", CLASSIC_RECIPIENT);
}

/**
 * @param {unknown} text
 * @param {string} prefix
 * @param {number} size
 */
function recipientIn(text, prefix, size) {
  const bytes = typeof text === "string" ? bytesOfBech32(text, prefix) : undefined;
  if (typeof text !== "string" || bytes?.length !== size || text !== text.toLowerCase()) {
    throw new AgeError("no recipient that we can read");
  }
  return text;
}

/**
 * @param {string} text
 * @param {string} prefix
 */
function bytesOfBech32(text, prefix) {
  const decoded = bech32.decodeUnsafe(text, false); // without the limit of 90 characters
  if (decoded?.prefix.toLowerCase() !== prefix.toLowerCase()) {
    return undefined;
  }
  return bech32.fromWordsUnsafe(decoded.words) ?? undefined;
}

/** @param {Identity} identity */
export function recipientOf(identity) {
  return identity.recipient();
}

/**
 * SHA-256 of a recipient's text: how grants name it.
 * @param {string} recipient
 */
export function holderOf(recipient) {
  return sha256(utf8(recipient));
}

/**
 * One age file that each of the recipients can open.
 * @param {Uint8Array} plaintext
 * @param {readonly string[]} recipients
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function seal(plaintext, recipients) {
  refuseToMix(recipients);
  const encrypter = new Encrypter();
  try {
    for (const recipient of recipients) {
      encrypter.addRecipient(parseRecipient(recipient));
    }
    return /** @type {Uint8Array<ArrayBuffer>} */ (await encrypter.encrypt(plaintext));
  } catch {
    throw new AgeError("this could not be sealed to these recipients");
  }
}

/**
 * Ours are of two kinds: the library knows others, which it would let share a file with either.
 * @param {string} recipient
 */
function parseRecipient(recipient) {
  return isHybrid(recipient) ? parseHybridRecipient(recipient) : parseX25519Recipient(recipient);
}

/** @param {string} recipient */
function isHybrid(recipient) {
  return recipient.startsWith("age1pq1");
}

/** @param {readonly string[]} recipients */
function refuseToMix(recipients) {
  const hybrid = recipients.filter(isHybrid);
  if (recipients.length === 0) {
    throw new AgeError("a file needs somebody to be sealed to");
  }
  if (hybrid.length > 0 && hybrid.length < recipients.length) {
    throw new AgeError("hybrid and classic recipients must not share a file");
  }
}

/**
 * The whole plaintext, or AgeError: never a part of it.
 * @param {Uint8Array} sealed
 * @param {readonly Identity[]} identities
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function open(sealed, identities) {
  refuseLargeHeader(sealed);
  const decrypter = new Decrypter();
  decrypter.addIdentity(NO_SCRYPT);
  for (const identity of identities) {
    decrypter.addIdentity(identity.reveal());
  }
  try {
    return /** @type {Uint8Array<ArrayBuffer>} */ (await decrypter.decrypt(sealed));
  } catch (error) {
    throw new AgeError(lineFor(error));
  }
}

/** Asked first and opens nothing. @type {import("age-encryption").Identity} */
const NO_SCRYPT = {
  unwrapFileKey(stanzas) {
    if (stanzas.some((stanza) => stanza.args[0] === "scrypt")) {
      throw new AgeError("a file under a passphrase is not opened here");
    }
    return null;
  },
};

/** @param {Uint8Array} sealed */
function refuseLargeHeader(sealed) {
  const end = new TextDecoder("latin1").decode(sealed.subarray(0, LARGEST_HEADER)).indexOf("\n--- ");
  if (end < 0) {
    throw new AgeError("this is no age file");
  }
}

/** @param {unknown} error */
function lineFor(error) {
  if (error instanceof AgeError) {
    return error.message;
  }
  const noMatch = error instanceof Error && error.message.startsWith("no identity matched");
  return noMatch ? "none of the keys opens this file" : "the file is damaged or cut off";
}
