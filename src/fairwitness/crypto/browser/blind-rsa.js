// @ts-check
/** RSA blind signatures in a browser, which never holds a secret key of theirs (RFC 9474, RSABSSA-SHA384-PSS-Randomized). */

import { BlindRSA, PrepareType } from "../../vendor/blindrsa.js";
import { b64, concat } from "./encoding.js";

const SALT = 48; // bytes, as many as the hash has
const SCHEME = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized",
  hash: "SHA-384",
  saltLength: SALT,
  prepareType: PrepareType.Randomized,
  supportsRSARAW: false,
});

/** A number that cannot be blinded, or an answer that is no signature. */
export class BlindError extends Error {}

/**
 * An RSA key with the exponent 65537, by its modulus.
 * @param {Uint8Array} modulus
 */
export function importKey(modulus) {
  const key = { kty: "RSA", alg: "PS384", n: b64(modulus), e: "AQAB", ext: true };
  // The library reads the modulus out of it again.
  return crypto.subtle.importKey("jwk", key, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
}

/**
 * The message behind 32 random bytes: what is signed cannot be known beforehand, even where the message can.
 * @param {Uint8Array} message
 */
export function prepare(message) {
  return concat(SCHEME.prepare(message));
}

/**
 * Make the message unrecognisable to whoever signs; the inverse, which undoes it, stays here.
 * @param {CryptoKey} key
 * @param {Uint8Array} prepared
 */
export async function blind(key, prepared) {
  try {
    const { blindedMsg, inv } = await SCHEME.blind(key, prepared);
    return { blinded: concat(blindedMsg), inverse: concat(inv) };
  } catch {
    throw new BlindError("this could not be blinded");
  }
}

/**
 * The signature under the answer that came; BlindError where there is none, and nobody should show it then.
 * @param {CryptoKey} key
 * @param {Uint8Array} prepared
 * @param {Uint8Array} signed
 * @param {Uint8Array} inverse
 */
export async function finalize(key, prepared, signed, inverse) {
  try {
    return concat(await SCHEME.finalize(key, prepared, signed, inverse));
  } catch {
    throw new BlindError("what came back is no signature of this key");
  }
}

/**
 * Whether the key's holder signed this message: RSA-PSS with SHA-384 (RFC 8017, 8.1.2).
 * @param {CryptoKey} key
 * @param {Uint8Array} prepared
 * @param {Uint8Array} signature
 */
export function verify(key, prepared, signature) {
  return SCHEME.verify(key, signature, prepared);
}
