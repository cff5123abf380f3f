// @ts-check
/** A member of staff: the eight words, and the keys that their seed becomes. No page of a tipster loads it. */

import { identityFromSeed } from "./age.js";
import { WORDS } from "./code-error.js";
import { bytesOf, englishOf, pbkdf2 } from "./codes.js";
import { b64, randomBytes, taggedHash, utf8 } from "./encoding.js";
import { readEntries } from "./entries.js";
import { derive, identityOf, signingOf } from "./keys.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./keys.js").SigningKey} SigningKey */

const PASSPHRASE = 8; // numbers
const STAFF_ROUNDS = 600_000;
export const SIGN_IN_NAME = /^[a-z0-9.-]{1,32}$/;

/** Eight random words, 88 bits. Shows nothing of itself when printed. */
export class StaffPassphrase {
  /** @type {readonly number[]} */
  #numbers;

  /** @param {readonly number[]} numbers */
  constructor(numbers) {
    this.#numbers = numbers;
  }

  /** A new one, at random; nobody chooses theirs. */
  static generate() {
    const drawn = new Uint16Array(randomBytes(2 * PASSPHRASE).buffer);
    return new StaffPassphrase(Array.from(drawn, (number) => (number % WORDS) + 1)); // 2048 divides 65536
  }

  /**
   * What somebody typed; CodeError where it is not eight of the words.
   * @param {string} text
   */
  static async read(text) {
    return new StaffPassphrase(await readEntries(text, PASSPHRASE));
  }

  get numbers() {
    return this.#numbers;
  }

  /** The eight English words. */
  words() {
    return englishOf(this.#numbers);
  }

  /**
   * Both secrets, for one name on one line: `signIn` to show the server, `unlock` never to be sent.
   * @param {Uint8Array} line
   * @param {string} signInName
   */
  async derive(line, signInName) {
    if (!SIGN_IN_NAME.test(signInName)) {
      throw new RangeError("a sign-in name is 1 to 32 of a-z 0-9 . -");
    }
    const salt = taggedHash("fairwitness/1/staff", line, utf8(signInName));
    const root = await pbkdf2(bytesOf(this.#numbers), salt, STAFF_ROUNDS);
    const unlock = identityFromSeed(await derive(root, "fairwitness/1/unlock"));
    return { signIn: b64(await derive(root, "fairwitness/1/sign-in")), unlock };
  }
}

/**
 * Both public keys as five groups of four hex digits, to be read out: 80 bits of `H("fairwitness/1/reader", recipient, key)`.
 * @param {string} recipient
 * @param {Uint8Array} verifyingKey
 */
export function fingerprintOf(recipient, verifyingKey) {
  const hash = taggedHash("fairwitness/1/reader", utf8(recipient), verifyingKey).subarray(0, 10);
  const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return (digits.match(/.{4}/g) ?? []).join(" ");
}

/** What a staff seed becomes: a key to open grants with and a key to sign with. */
export class StaffKeys {
  /**
   * @param {Identity} identity
   * @param {SigningKey} signing
   */
  constructor(identity, signing) {
    this.identity = identity;
    this.signing = signing;
  }

  /**
   * The keys of these 32 bytes.
   * @param {Uint8Array} seed
   */
  static async fromSeed(seed) {
    return new StaffKeys(await identityOf(seed), await signingOf(seed));
  }
}
