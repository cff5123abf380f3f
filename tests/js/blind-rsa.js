// @ts-check
/** RFC 9474, appendix A: what the library draws at random is given to it here, as the RFC has it. */

import { BlindError, finalize, importKey } from "../../src/fairwitness/crypto/browser/blind-rsa.js";
import { BlindRSA, PrepareType } from "../../src/fairwitness/vendor/blindrsa.js";
import { hex, refused, same, unhex } from "./checks.js";

/** @param {any} of @param {any} file */
export async function blindSignature(of, file) {
  const scheme = schemeOf(of.name);
  const key = await importKey(unhex(file.key.n));
  const message = await drawing([of.msg_prefix], () => scheme.prepare(unhex(of.msg)));
  same(message, unhex(of.msg_prefix + of.msg));
  const factor = inverse(BigInt(`0x${of.inv}`), BigInt(`0x${file.key.n}`));
  const blinded = await drawing([of.salt, factor], () => scheme.blind(key, message));
  same([blinded.blindedMsg, blinded.inv], [unhex(of.blinded_msg), unhex(of.inv)]);
  same(await scheme.finalize(key, message, unhex(of.blind_sig), blinded.inv), unhex(of.sig));
  same(await scheme.verify(key, unhex(of.sig), unhex(of.msg)), of.msg_prefix === "");
}

/** @param {any} of @param {any} file */
export async function noSignature(of, file) {
  const one = file.rfc9474[0];
  const key = await importKey(unhex(file.key.n));
  const message = unhex(one.msg_prefix + one.msg);
  await refused([BlindError], () => finalize(key, message, unhex(of.blind_sig), unhex(of.inv)));
}

/** @param {string} name of the RFC */
function schemeOf(name) {
  const prepareType = name.endsWith("Randomized") ? PrepareType.Randomized : PrepareType.Deterministic;
  const saltLength = name.includes("PSSZERO") ? 0 : 48;
  return new BlindRSA({ name, hash: "SHA-384", saltLength, prepareType, supportsRSARAW: false });
}

/**
 * Run with these for random bytes, each once, in this order.
 * @template T
 * @param {string[]} drawn hex
 * @param {() => T | Promise<T>} run
 */
async function drawing(drawn, run) {
  const left = drawn.map(unhex);
  /** @param {Uint8Array} raw */
  const value = (raw) => {
    raw.set(/** @type {Uint8Array} */ (left.shift()));
    return raw;
  };
  Object.defineProperty(crypto, "getRandomValues", { configurable: true, value });
  try {
    const made = await run();
    same(left.length, 0);
    return made;
  } finally {
    Reflect.deleteProperty(crypto, "getRandomValues");
  }
}

/**
 * @param {bigint} number
 * @param {bigint} modulus
 */
function inverse(number, modulus) {
  let [rest, next, one, other] = [modulus, number, 0n, 1n];
  while (next > 0n) {
    const times = rest / next;
    [rest, next, one, other] = [next, rest - times * next, other, one - times * other];
  }
  return hex(unhex((((one % modulus) + modulus) % modulus).toString(16).padStart(1024, "0")));
}
