// @ts-check
/** The plaintext of a letter or a grant: length, JSON, signature, zeros up to the bucket. */

import { bigEndian, concat, fromBigEndian, isZero } from "./encoding.js";
import { SIGNATURE } from "./keys.js";
import { bucket } from "./padding.js";

const LENGTH = 4; // bytes that say how long the JSON is

/** A plaintext that is framed in another way than the protocol says. */
export class FrameError extends Error {}

/**
 * One plaintext; its length tells the bucket and nothing else.
 * @param {Uint8Array} json
 * @param {Uint8Array} signature
 */
export function pack(json, signature) {
  const plaintext = new Uint8Array(bucket(LENGTH + json.length + SIGNATURE));
  plaintext.set(concat(bigEndian(json.length, LENGTH), json, signature));
  return plaintext;
}

/**
 * Undo `pack`; FrameError where length, padding or bucket is not what `pack` writes.
 * @param {Uint8Array} plaintext
 */
export function unpack(plaintext) {
  const end = LENGTH + fromBigEndian(plaintext.subarray(0, LENGTH)) + SIGNATURE;
  if (plaintext.length < LENGTH || plaintext.length < end) {
    throw new FrameError("cut off");
  }
  if (plaintext.length !== bucket(end)) {
    throw new FrameError("not in the smallest bucket that holds it");
  }
  if (!isZero(plaintext.subarray(end))) {
    throw new FrameError("a pad byte that is not zero");
  }
  return {
    json: plaintext.slice(LENGTH, end - SIGNATURE),
    signature: plaintext.slice(end - SIGNATURE, end),
  };
}
