// @ts-check
/**
 * The twelve words of a tipster.
 *
 * Someone who has a row of four words learns nothing of the other eight. Someone who has the stored locator and all
 * other bytes of the database has to guess 84 random bits, each guess behind 100 000 rounds.
 */

import { CodeError, WORDS } from "./code-error.js";
import { bigEndian, concat, equal, randomBytes, sha256, taggedHash } from "./encoding.js";

export { CodeError };

const ENTROPY = 16; // bytes
const BITS = 11n; // of each number
const CHECKSUM = 4n; // bits
const LOCATOR = 4; // numbers that find; the other eight open
const CODE = 12; // numbers
const CODE_ROUNDS = 100_000; // 40 ms on a server, a second on an old phone

/** 128 random bits and the BIP-39 checksum, as twelve numbers 1…2048. Shows nothing of itself when printed. */
export class TipCode {
  /** @type {readonly number[]} */
  #numbers;

  /** @param {readonly number[]} numbers */
  constructor(numbers) {
    this.#numbers = numbers;
  }

  static generate() {
    return TipCode.fromEntropy(randomBytes(ENTROPY));
  }

  /**
   * The code of these 16 bytes (BIP-39: 128 bits and the first 4 of their SHA-256).
   * @param {Uint8Array} entropy
   */
  static fromEntropy(entropy) {
    if (entropy.length !== ENTROPY) {
      throw new RangeError("a tip code has 16 bytes of entropy");
    }
    const checksum = BigInt(sha256(entropy)[0] ?? 0) >> CHECKSUM;
    let bits = (integerOf(entropy) << CHECKSUM) | checksum;
    const numbers = Array.from({ length: CODE }, () => {
      const number = Number(bits % BigInt(WORDS)) + 1;
      bits >>= BITS;
      return number;
    });
    return new TipCode(numbers.reverse());
  }

  /**
   * The code that somebody typed or pasted; CodeError, before any derivation, where it can be none. What reads is loaded then:
   * whoever is only shown a code never needs it.
   * @param {string} text
   */
  static async read(text) {
    const { readEntries } = await import("./entries.js");
    const code = new TipCode(await readEntries(text, CODE));
    const again = TipCode.fromEntropy(code.entropy);
    if (!equal(bytesOf(again.numbers), bytesOf(code.numbers))) {
      throw new CodeError("checksum");
    }
    return code;
  }

  get numbers() {
    return this.#numbers;
  }

  words() {
    return englishOf(this.#numbers);
  }

  /**
   * Memory aids: a Chinese character for each number.
   * @param {"zh-hans" | "zh-hant"} language
   */
  async characters(language) {
    const list =
      language === "zh-hans"
        ? (await import("./zh_hans.js")).ZH_HANS
        : (await import("./zh_hant.js")).ZH_HANT;
    return this.#numbers.map((number) => list[number - 1] ?? "");
  }

  get entropy() {
    const bits = this.#numbers.reduce((sum, number) => (sum << BITS) | BigInt(number - 1), 0n);
    return bytesOfInteger(bits >> CHECKSUM, ENTROPY);
  }

  /**
   * What is stored to find the tip by: 32 bytes, of row 1 alone.
   * @param {Uint8Array} line
   */
  locator(line) {
    return taggedHash("fairwitness/1/locator", line, bytesOf(this.#numbers.slice(0, LOCATOR)));
  }

  /**
   * The 32 bytes that open the mailbox.
   * @param {Uint8Array} line
   */
  mailboxSeed(line) {
    const salt = taggedHash("fairwitness/1/mailbox", line, bytesOf(this.#numbers.slice(0, LOCATOR)));
    return pbkdf2(bytesOf(this.#numbers.slice(LOCATOR)), salt, CODE_ROUNDS);
  }
}

/** @param {readonly number[]} numbers */
export async function englishOf(numbers) {
  const { ENGLISH } = await import("./english.js");
  return numbers.map((number) => ENGLISH[number - 1] ?? "");
}

/**
 * @param {Uint8Array<ArrayBuffer>} password
 * @param {Uint8Array} salt
 * @param {number} rounds
 */
export async function pbkdf2(password, salt, rounds) {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: concat(salt), iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/**
 * Two bytes for each number, big-endian, of the number less one.
 * @param {readonly number[]} numbers
 */
export function bytesOf(numbers) {
  return concat(...numbers.map((number) => bigEndian(number - 1, 2)));
}

/** @param {Uint8Array} raw */
function integerOf(raw) {
  return raw.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/**
 * @param {bigint} number
 * @param {number} size
 */
function bytesOfInteger(number, size) {
  return Uint8Array.from({ length: size }, (_, place) =>
    Number((number >> BigInt(8 * (size - 1 - place))) & 255n),
  );
}
