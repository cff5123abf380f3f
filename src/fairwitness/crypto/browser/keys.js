// @ts-check
/** Every key that is derived from another, and the signatures. */

import { ed25519, sha512 } from "../../vendor/age.js";
import { identityFromSeed } from "./age.js";
import { concat, equal, randomBytes, sha256, utf8 } from "./encoding.js";

/** @typedef {"letter" | "grant" | "grade" | "finding" | "consent" | "sheet" | "reward-sheet" | "receipt" | "note" | "recorded" | "head" | "line-key" | "referral" | "export" | "left-out" | "handed-over" | "name" | "name-asked" | "name-answered" | "knowingly-false" | "outsider"} Kind */
/** @typedef {import("./age.js").Identity} Identity */

const SEED = 32; // bytes
export const SIGNATURE = 64; // bytes
const HALF = 32; // of a signature: a point, and a number

/**
 * HKDF-SHA256 with an empty salt, 32 bytes out (RFC 5869).
 * @param {Uint8Array} secret
 * @param {string} info
 */
export async function derive(secret, info) {
  const key = await crypto.subtle.importKey("raw", concat(secret), "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/** An Ed25519 key, by its 32-byte seed (RFC 8032). Shows nothing of itself when printed. */
export class SigningKey {
  /** @type {Uint8Array} */
  #seed;

  /** @param {Uint8Array} seed */
  constructor(seed) {
    if (seed.length !== SEED) {
      throw new RangeError("an Ed25519 seed has 32 bytes");
    }
    this.#seed = seed.slice();
    /** 32 bytes, public. */
    this.verifyingKey = ed25519.getPublicKey(this.#seed);
  }

  /** @param {Uint8Array} seed */
  static fromSeed(seed) {
    return new SigningKey(seed);
  }

  static generate() {
    return new SigningKey(randomBytes(SEED));
  }

  /**
   * 64 bytes over exactly these JSON bytes, as a thing of this kind and no other.
   * @param {Kind} kind
   * @param {Uint8Array} json
   */
  sign(kind, json) {
    return ed25519.sign(signedBytes(kind, json), this.#seed);
  }
}

/**
 * Whether the holder of `verifyingKey` signed exactly these bytes, as a thing of this kind.
 *
 * Without the cofactor, as OpenSSL does it: the library's own `verify` multiplies by the cofactor, and for keys
 * and signatures made to that end (Chalkias and others, "Taming the many EdDSAs", 2020) the two disagree. A finding
 * must not hold in one of our two languages alone. A key of small order is nobody's: there are signatures that hold
 * for it whatever was signed.
 * @param {Uint8Array} verifyingKey
 * @param {Kind} kind
 * @param {Uint8Array} json
 * @param {Uint8Array} signature
 */
export function verify(verifyingKey, kind, json, signature) {
  if (signature.length !== SIGNATURE) {
    return false;
  }
  try {
    return equal(pointOf(verifyingKey, signedBytes(kind, json), signature), signature.subarray(0, HALF));
  } catch {
    return false;
  }
}

/**
 * R as the signature's second half and the message say it must be: S·B − k·A (RFC 8032, 5.1.7).
 * @param {Uint8Array} verifyingKey
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 */
function pointOf(verifyingKey, message, signature) {
  const { Point } = ed25519;
  const s = Point.Fn.fromBytes(signature.subarray(HALF)); // refuses what is not below the order
  const k = Point.Fn.create(littleEndian(sha512(concat(signature.subarray(0, HALF), verifyingKey, message))));
  const key = Point.fromBytes(verifyingKey); // refuses a point spelt in another way than its shortest
  if (key.isSmallOrder()) {
    throw new RangeError("a key of small order");
  }
  return Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k)).toBytes();
}

/** @param {Uint8Array} raw */
function littleEndian(raw) {
  return raw.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n);
}

/**
 * @param {Kind} kind
 * @param {Uint8Array} json
 */
function signedBytes(kind, json) {
  return concat(utf8(`fairwitness/1/${kind}\0`), json);
}

/** What a mailbox seed becomes: the same two keys, and what the browser shows the server to be let in. */
export class MailboxKeys {
  /** @type {Uint8Array} */
  #auth;

  /**
   * @param {Identity} identity
   * @param {SigningKey} signing
   * @param {Uint8Array} auth
   */
  constructor(identity, signing, auth) {
    this.identity = identity;
    this.signing = signing;
    this.#auth = auth;
  }

  /** @param {Uint8Array} seed */
  static async fromSeed(seed) {
    const auth = await derive(seed, "fairwitness/1/auth");
    return new MailboxKeys(await identityOf(seed), await signingOf(seed), auth);
  }

  /** 32 bytes that let in. */
  get auth() {
    return this.#auth;
  }

  /** What the server keeps: SHA-256 of `auth`, of no use to whoever steals it. */
  get storedAuth() {
    return sha256(this.#auth);
  }
}

/** @param {Uint8Array} seed */
export async function identityOf(seed) {
  return identityFromSeed(await derive(seed, "fairwitness/1/age-mlkem768x25519"));
}

/** @param {Uint8Array} seed */
export async function signingOf(seed) {
  return SigningKey.fromSeed(await derive(seed, "fairwitness/1/ed25519"));
}
